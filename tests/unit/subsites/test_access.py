"""Groups, permissions and collections follow from memberships."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupPagePermission

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.actions import appoint, dissolve_unit, end_membership, merge_units, rename_unit
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from cms.media.policies import image_policy
from cms.publishing import jobs
from cms.subsites import grants
from cms.subsites.actions import sync_access
from cms.subsites.models import Subsite
from cms.subsites.queries import homes_of
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, member_of
from tests.factories.subsites import OPENED_AT, make_subsite

pytestmark = pytest.mark.django_db
D = datetime.date
AT = datetime.datetime(2026, 6, 1, 9, tzinfo=HANOI)


@pytest.fixture
def agency() -> OrgUnit:
    return OrgUnitFactory(agency=True, key="so-ngoai-vu")


@pytest.fixture
def division(agency: OrgUnit) -> OrgUnit:
    return OrgUnitFactory(parent=agency, key="lanh-su", name_vi="Phòng Lãnh sự")


@pytest.fixture
def subsite(agency: OrgUnit, division: OrgUnit) -> Subsite:
    return make_subsite(unit=agency)


def groups_of(person: User) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


def test_a_member_is_in_the_group_of_the_role_and_of_the_unit(subsite: Subsite, division: OrgUnit) -> None:
    person = UserFactory()
    appoint(person=person, unit=division, role=Role.CONTRIBUTOR, valid_from=D(2026, 1, 1), by=None, at=AT)
    assert groups_of(person) == {"Sở Ngoại vụ · Cộng tác viên", "Sở Ngoại vụ · Thành viên Phòng Lãnh sự"}


# Reviewed by hand; the code's own table is not read here.
PAGE_RIGHTS = {
    "contributor": {"add", "change"},
    "section_editor": {"add", "change"},
    "translator": {"add", "change"},
    "department_head": {"add", "change", "lock", "unlock"},
    "board_member": {"change"},
    "board_head": {"change"},
    "standing_office": {"add", "change", "lock", "unlock"},
    "secretariat": {"add", "change", "lock", "unlock"},
    "finance_estimate": set(),
    "finance_allocation": set(),
    "finance_payment": set(),
    "administrator": {"add", "change", "bulk_delete"},
}


@pytest.mark.requirement("R007", "R008", "R009", "R010", "R011")
@pytest.mark.parametrize("role", PAGE_RIGHTS)
def test_each_role_has_its_rights_on_both_homes_of_the_site(subsite: Subsite, division: OrgUnit, role: str) -> None:
    person = member_of(division, role)
    sync_access(subsite=subsite, by=None, at=AT)
    homes = homes_of(subsite)
    assert len(homes) == 2
    for home in homes:
        rows = GroupPagePermission.objects.filter(group__user=person, page=home)
        codenames = set(rows.values_list("permission__codename", flat=True))
        assert {name.removesuffix("_page") for name in codenames} == PAGE_RIGHTS[role]
    assert User.objects.get(pk=person.pk).has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("role", PAGE_RIGHTS)
def test_nobody_may_edit_accounts_through_a_role(subsite: Subsite, division: OrgUnit, role: str) -> None:
    person = member_of(division, role)
    sync_access(subsite=subsite, by=None, at=AT)
    person = User.objects.get(pk=person.pk)
    assert not any(person.has_perm(f"accounts.{verb}_user") for verb in ("add", "change", "delete"))
    assert not any(person.has_perm(f"auth.{verb}_group") for verb in ("add", "change", "delete"))
    with pytest.raises(ImproperlyConfigured):
        grants.register_role_permissions({role: ["accounts.change_user"]})
    with pytest.raises(ImproperlyConfigured):
        grants.register_role_permissions({role: ["auth.change_group"]})


@pytest.mark.parametrize(
    ("role", "may_read"),
    [("administrator", True), ("board_head", True), ("standing_office", True), ("secretariat", False)],
)
def test_the_log_is_read_by_those_who_answer_for_the_site(
    subsite: Subsite, division: OrgUnit, role: str, may_read: bool
) -> None:
    person = member_of(division, role)
    sync_access(subsite=subsite, by=None, at=AT)
    assert User.objects.get(pk=person.pk).has_perm("audit.view_auditentry") is may_read


def test_the_second_run_writes_nothing(subsite: Subsite, division: OrgUnit) -> None:
    member_of(division, Role.CONTRIBUTOR, Role.DEPARTMENT_HEAD)
    assert sync_access(subsite=subsite, by=None, at=AT).members == 3
    entries = AuditEntry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        changes = sync_access(subsite=subsite, by=None, at=AT)
    writes = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writes == []
    assert changes.total == 0
    assert AuditEntry.objects.count() == entries


def test_rights_begin_and_end_with_the_days_of_the_membership(subsite: Subsite, division: OrgUnit) -> None:
    person = UserFactory()
    MembershipFactory(person=person, unit=division, valid_from=D(2026, 6, 1), valid_to=D(2026, 6, 30))
    for moment, member in (
        (datetime.datetime(2026, 5, 31, 23, 59, tzinfo=HANOI), False),
        (datetime.datetime(2026, 5, 31, 17, 0, tzinfo=datetime.UTC), True),  # 1 June in Hanoi
        (datetime.datetime(2026, 6, 30, 23, 59, tzinfo=HANOI), True),
        (datetime.datetime(2026, 7, 1, 0, 0, tzinfo=HANOI), False),
    ):
        sync_access(subsite=subsite, by=None, at=moment)
        assert bool(groups_of(person)) is member, moment


def test_ending_a_membership_takes_the_rights_at_the_next_run(subsite: Subsite, division: OrgUnit) -> None:
    person = UserFactory()
    membership = appoint(person=person, unit=division, role=Role.CONTRIBUTOR, valid_from=D(2026, 1, 1), by=None, at=AT)
    end_membership(membership=membership, on=D(2026, 5, 31), by=None, at=AT)
    assert groups_of(person) == set()


def test_groups_given_by_hand_are_left_alone(subsite: Subsite, division: OrgUnit) -> None:
    person = UserFactory()
    own = Group.objects.create(name="Nhóm riêng")
    person.groups.add(own)
    sync_access(subsite=subsite, by=None, at=AT)
    assert groups_of(person) == {"Nhóm riêng"}


def test_what_was_clicked_into_a_derived_group_is_taken_back(subsite: Subsite, division: OrgUnit) -> None:
    person = UserFactory()
    group = Group.objects.get(name="Sở Ngoại vụ · Quản trị hệ thống")
    person.groups.add(group)
    assert sync_access(subsite=subsite, by=None, at=AT).members == 1
    assert groups_of(person) == set()


def test_an_inactive_account_has_no_rights(subsite: Subsite, division: OrgUnit) -> None:
    person = member_of(division, Role.CONTRIBUTOR)
    person.is_active = False
    person.save()
    sync_access(subsite=subsite, by=None, at=AT)
    assert groups_of(person) == set()


def test_each_unit_has_its_collection_below_the_sites(subsite: Subsite, agency: OrgUnit, division: OrgUnit) -> None:
    site = Collection.objects.get(name="Trang thông tin điện tử")
    assert set(site.get_children().values_list("name", flat=True)) == {"Sở Ngoại vụ", "Phòng Lãnh sự"}


def test_members_use_the_pictures_of_their_own_unit_only(subsite: Subsite, agency: OrgUnit, division: OrgUnit) -> None:
    person = member_of(division, Role.CONTRIBUTOR)
    sync_access(subsite=subsite, by=None, at=AT)
    person = User.objects.get(pk=person.pk)
    for action in ("add", "change", "choose"):
        collections = image_policy.collections_user_has_permission_for(person, action)
        assert [collection.name for collection in collections] == ["Phòng Lãnh sự"], action
    assert get_image_model()._meta.app_label == "media"


def test_a_renamed_unit_renames_its_group_and_collection(subsite: Subsite, division: OrgUnit) -> None:
    group = Group.objects.get(name="Sở Ngoại vụ · Thành viên Phòng Lãnh sự")
    rename_unit(
        unit=division, name_vi="Phòng Lãnh sự - Việt kiều", on=D(2026, 5, 1), legal_basis="QĐ 1", by=None, at=AT
    )
    group.refresh_from_db()
    assert group.name == "Sở Ngoại vụ · Thành viên Phòng Lãnh sự - Việt kiều"
    assert Collection.objects.filter(name="Phòng Lãnh sự - Việt kiều").exists()
    assert not Collection.objects.filter(name="Phòng Lãnh sự").exists()


@pytest.mark.requirement("R005")
def test_merged_people_work_in_the_successor_and_the_old_group_goes(
    subsite: Subsite, agency: OrgUnit, division: OrgUnit
) -> None:
    other = OrgUnitFactory(parent=agency, name_vi="Phòng Hợp tác")
    person = member_of(division, Role.CONTRIBUTOR)
    merge_units(units=[division], into=other, on=D(2026, 6, 1), legal_basis="QĐ 2", by=None, at=AT)
    assert groups_of(person) == {"Sở Ngoại vụ · Cộng tác viên", "Sở Ngoại vụ · Thành viên Phòng Hợp tác"}
    assert not Group.objects.filter(name__contains="Lãnh sự").exists()
    # Pictures are in it.
    assert Collection.objects.filter(name="Phòng Lãnh sự").exists()


def test_a_dissolved_unit_gives_its_people_no_rights(subsite: Subsite, division: OrgUnit) -> None:
    person = member_of(division, Role.CONTRIBUTOR)
    sync_access(subsite=subsite, by=None, at=AT)
    dissolve_unit(unit=division, on=D(2026, 6, 1), legal_basis="QĐ 3", by=None, at=AT)
    assert groups_of(person) == set()


def test_a_ward_with_its_own_site_does_not_write_on_the_citys(agency: OrgUnit) -> None:
    city = make_subsite(unit=agency, key="city", hostname="city.localhost")
    ward = OrgUnitFactory(parent=agency, kind=OrgUnit.Kind.PHUONG_XA, name_vi="Phường 1")
    own = make_subsite(unit=ward, key="ward", hostname="ward.localhost", title_vi="Trang Phường 1")
    person = member_of(ward, Role.CONTRIBUTOR)
    sync_access(subsite=city, by=None, at=AT)
    sync_access(subsite=own, by=None, at=AT)
    assert groups_of(person) == {"Phường 1 · Cộng tác viên", "Phường 1 · Thành viên Phường 1"}


def test_two_units_of_one_name_have_two_groups(subsite: Subsite, agency: OrgUnit, division: OrgUnit) -> None:
    OrgUnitFactory(parent=agency, key="lanh-su-2", name_vi="Phòng Lãnh sự")
    sync_access(subsite=subsite, by=None, at=AT)
    assert Group.objects.filter(name="Sở Ngoại vụ · Thành viên Phòng Lãnh sự (lanh-su-2)").exists()
    assert sync_access(subsite=subsite, by=None, at=AT).total == 0


def test_the_daily_command_follows_the_calendar(
    subsite: Subsite, division: OrgUnit, capsys: pytest.CaptureFixture[str]
) -> None:
    member_of(division, Role.CONTRIBUTOR)
    call_command("sync_access", subsite.key)
    assert capsys.readouterr().out == f"{subsite.key}: 2 changes\n"


def test_the_site_was_opened_on_the_day_asked() -> None:
    assert make_subsite().title_vi == "Trang thông tin điện tử"
    assert AuditEntry.objects.filter(action="site.created", at=OPENED_AT).count() == 1


def test_the_worker_takes_the_rights_of_a_membership_that_has_ended(subsite: Subsite, division: OrgUnit) -> None:
    person = UserFactory()
    MembershipFactory(
        person=person, unit=division, role=Role.CONTRIBUTOR, valid_from=D(2026, 1, 1), valid_to=D(2026, 6, 1)
    )
    sync_access(subsite=subsite, by=None, at=AT)
    assert groups_of(person) != set()

    jobs.sync_access(AT + datetime.timedelta(days=1))
    assert groups_of(person) == set()
    assert jobs.sync_access(AT + datetime.timedelta(days=1)) == 0
