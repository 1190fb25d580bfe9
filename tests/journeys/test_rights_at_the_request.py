"""What ended yesterday gives nothing at the next request, though no job has run since (RELIABILITY 35)."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.accounts.actions import update_user
from cms.accounts.models import User
from cms.departments.models import Delegation, Membership, OrgUnit
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.subsites.actions import sync_access
from cms.subsites.models import Subsite
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory
from tests.factories.second_factor import log_in
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def agency() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(agency=True)
    return unit


@pytest.fixture
def subsite(agency: OrgUnit) -> Subsite:
    return make_subsite(unit=agency)


@pytest.fixture
def membership(agency: OrgUnit, subsite: Subsite, client: Client) -> Membership:
    """A secretary, logged in, whose groups are as they should be."""
    held: Membership = MembershipFactory(unit=agency, role=Role.SECRETARIAT)
    sync_access(subsite=subsite, by=None, at=timezone.now())
    log_in(client, held.person)
    assert client.get("/admin/pages/").status_code == 200
    return held


def add_page_address(subsite: Subsite) -> str:
    return f"/admin/pages/{subsite.site.root_page_id}/add_subpage/"


def test_a_membership_that_ended_yesterday_opens_nothing_today(
    client: Client, membership: Membership, subsite: Subsite
) -> None:
    Membership.objects.filter(pk=membership.pk).update(valid_to=day_of(timezone.now()) - DAY)
    person = User.objects.get(pk=membership.person_id)
    assert person.groups.exists()  # no job has run
    assert client.get("/admin/pages/").status_code == 302
    assert client.get(add_page_address(subsite)).status_code == 302
    assert not person.groups.exists()
    fresh = User.objects.get(pk=person.pk)
    assert not fresh.has_perm("wagtailadmin.access_admin")
    page = Page.objects.get(pk=subsite.site.root_page_id)
    assert not page.permissions_for_user(fresh).can_add_subpage()


def test_it_holds_until_the_end_of_its_last_day(client: Client, membership: Membership) -> None:
    Membership.objects.filter(pk=membership.pk).update(valid_to=day_of(timezone.now()))
    assert client.get("/admin/pages/").status_code == 200


def test_a_membership_that_begins_today_opens_the_admin_today(
    client: Client, agency: OrgUnit, subsite: Subsite
) -> None:
    person = UserFactory()
    log_in(client, person)
    assert client.get("/admin/pages/").status_code == 302
    MembershipFactory(person=person, unit=agency, role=Role.CONTRIBUTOR, valid_from=day_of(timezone.now()))
    assert client.get("/admin/pages/").status_code == 200


def test_a_closed_account_is_nobody_at_the_next_request(client: Client, membership: Membership) -> None:
    update_user(user=membership.person, is_active=False, by=None, at=timezone.now())
    assert client.get("/admin/pages/").status_code == 302
    assert "_auth_user_id" not in client.session or client.get("/admin/").status_code == 302


def test_who_acts_for_another_may_until_that_ends(membership: Membership, subsite: Subsite) -> None:
    today = day_of(timezone.now())
    client, person = Client(), UserFactory()
    place = Delegation.objects.create(
        membership=membership, to_user=person, valid_from=today - DAY, valid_to=today, reason="đi công tác"
    )
    log_in(client, person)
    assert client.get("/admin/pages/").status_code == 200
    sync_access(subsite=subsite, by=None, at=timezone.now())
    assert client.get("/admin/pages/").status_code == 200
    Delegation.objects.filter(pk=place.pk).update(valid_to=today - DAY)
    assert client.get("/admin/pages/").status_code == 302


def test_other_groups_are_left_alone(client: Client, membership: Membership) -> None:
    from django.contrib.auth.models import Group

    own = Group.objects.create(name="Nhóm riêng")
    membership.person.groups.add(own)
    Membership.objects.filter(pk=membership.pk).update(valid_to=day_of(timezone.now()) - DAY)
    client.get("/admin/pages/")
    assert list(membership.person.groups.all()) == [own]
