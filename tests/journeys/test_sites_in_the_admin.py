"""The office changes its site and derives permissions anew."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from cms.subsites.models import Subsite
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db
NOW = datetime.datetime.now(tz=datetime.UTC)


@pytest.fixture
def subsite() -> Subsite:
    return make_subsite(unit=OrgUnitFactory(agency=True))


def log_in(client: Client, subsite: Subsite, role: str) -> None:
    person = member_of(subsite.unit, role)
    sync_access(subsite=subsite, by=None, at=NOW)
    client.force_login(User.objects.get(pk=person.pk))


def test_the_office_changes_the_name_and_the_counting_of_days(client: Client, subsite: Subsite) -> None:
    log_in(client, subsite, Role.STANDING_OFFICE)
    assert client.get(reverse("subsites:index")).status_code == 200
    address = reverse("subsites:edit", args=(subsite.pk,))
    assert client.get(address).status_code == 200
    form = {"title_vi": "Trang mới", "title_en": "New site", "theme": "default", "day_counting": "working_days"}
    assert client.post(address, form).status_code == 302
    subsite.refresh_from_db()
    assert (subsite.title_vi, subsite.day_counting) == ("Trang mới", "working_days")
    assert AuditEntry.objects.filter(action="site.changed").count() == 1


def test_the_office_takes_the_day_of_the_english_pages_away(client: Client, subsite: Subsite) -> None:
    log_in(client, subsite, Role.STANDING_OFFICE)
    address = reverse("subsites:edit", args=(subsite.pk,))
    form = {"title_vi": "Trang", "title_en": "Site", "theme": "default", "day_counting": "working_days"}
    days = []
    for day in ("2026-12-01", ""):
        assert client.post(address, {**form, "english_live_from": day}).status_code == 302
        subsite.refresh_from_db()
        days.append(subsite.english_live_from)
    assert days == [datetime.date(2026, 12, 1), None]


def test_the_office_derives_permissions_again(client: Client, subsite: Subsite) -> None:
    log_in(client, subsite, Role.STANDING_OFFICE)
    late = member_of(subsite.unit, Role.TRANSLATOR)
    address = reverse("subsites:sync", args=(subsite.pk,))
    assert address in client.get(reverse("subsites:index")).content.decode()
    assert client.get(address).status_code == 200
    assert not late.groups.exists()
    answer = client.post(address, follow=True)
    assert "Đã thực hiện 2 thay đổi." in answer.content.decode()
    assert late.groups.filter(name="Sở Ngoại vụ · Biên dịch viên").exists()


def test_a_contributor_and_another_agency_do_neither(client: Client, subsite: Subsite) -> None:
    other = make_subsite(unit=OrgUnitFactory(agency=True, name_vi="Sở khác"))
    log_in(client, subsite, Role.CONTRIBUTOR)
    assert client.get(reverse("subsites:index")).status_code == 302
    log_in(client, other, Role.STANDING_OFFICE)
    form = {"title_vi": "Lạ", "title_en": "x", "theme": "default", "day_counting": "working_days"}
    client.post(reverse("subsites:edit", args=(subsite.pk,)), form)
    client.post(reverse("subsites:sync", args=(subsite.pk,)))
    subsite.refresh_from_db()
    assert subsite.title_vi == "Trang thông tin điện tử"


def test_no_site_is_opened_or_deleted_by_hand(client: Client, subsite: Subsite) -> None:
    log_in(client, subsite, Role.ADMINISTRATOR)
    assert client.get(reverse("subsites:add")).status_code == 302
    client.post(reverse("subsites:delete", args=(subsite.pk,)))
    assert Subsite.objects.filter(pk=subsite.pk).exists()
