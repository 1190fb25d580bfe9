"""Stories of the administrator and the standing office in the admin, through HTTP."""

import datetime
import json

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.models import EditorialBoard, Holiday, Membership, OperatingRegulation, OrgUnit, Post, SwappedDay
from cms.departments.queries import working_calendar
from cms.departments.roles import Role
from cms.subsites.actions import sync_access
from tests.factories.accounts import UserFactory
from tests.factories.departments import HolidayFactory, MembershipFactory, OrgUnitFactory, PostFactory, member_of
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db
D = datetime.date
NOW = datetime.datetime.now(tz=datetime.UTC)


class Agency:
    """A department with an office and two divisions, and its site."""

    def __init__(self) -> None:
        self.unit = OrgUnitFactory(agency=True, key="so-ngoai-vu")
        self.office = OrgUnitFactory(parent=self.unit, key="van-phong", kind="van_phong", name_vi="Văn phòng Sở")
        self.consular = OrgUnitFactory(parent=self.unit, key="lanh-su", name_vi="Phòng Lãnh sự")
        self.cooperation = OrgUnitFactory(parent=self.unit, key="hop-tac", name_vi="Phòng Hợp tác quốc tế")
        self.subsite = make_subsite(unit=self.unit)

    def logged_in(self, client: Client, *roles: str, unit: OrgUnit | None = None) -> User:
        """A person with these roles in the office, logged in."""
        person = member_of(unit or self.office, *roles)
        sync_access(subsite=self.subsite, by=None, at=NOW)
        client.force_login(User.objects.get(pk=person.pk))
        return person


@pytest.fixture
def agency() -> Agency:
    return Agency()


SCREENS = ("units", "appointments", "posts", "boards", "regulations", "holidays", "swapped-days")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_is_open_to_the_administrator(client: Client, agency: Agency, screen: str) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    assert client.get(reverse(f"{screen}:index")).status_code == 200
    assert client.get(reverse(f"{screen}:add")).status_code == 200
    assert client.get(reverse(f"{screen}:index_results"), {"q": "van phong"}).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_a_contributor_reads_the_organisation_and_changes_nothing(client: Client, agency: Agency, screen: str) -> None:
    agency.logged_in(client, Role.CONTRIBUTOR)
    assert client.get(reverse(f"{screen}:index")).status_code == 200
    refused = client.get(reverse(f"{screen}:add"))
    assert (refused.status_code, refused["Location"]) == (302, reverse("wagtailadmin_home"))


def test_the_menu_leads_to_every_screen_in_vietnamese(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    for screen in SCREENS:
        assert reverse(f"{screen}:index") in page, screen
    assert json.dumps("Tổ chức") in page


@pytest.mark.requirement("R007")
def test_the_office_corrects_a_holiday(client: Client, agency: Agency) -> None:
    # given a holiday on the wrong day
    holiday = HolidayFactory(day=D(2026, 9, 3))
    office = agency.logged_in(client, Role.STANDING_OFFICE)
    # when the office corrects it
    answer = client.post(
        reverse("holidays:edit", args=(holiday.pk,)),
        {"day": "2026-09-01", "name": "Quốc khánh", "source": "Thông báo của Bộ Nội vụ"},
    )
    # then the calendar is right and the log says who did it
    assert answer.status_code == 302
    assert [row.day for row in Holiday.objects.all()] == [D(2026, 9, 1)]
    assert working_calendar().is_working_day(D(2026, 9, 3))
    assert not working_calendar().is_working_day(D(2026, 9, 1))
    entries = AuditEntry.objects.filter(by=office).values_list("action", flat=True)
    assert list(entries) == ["holiday.set", "holiday.removed"]


def test_the_office_adds_and_removes_a_swapped_day(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.STANDING_OFFICE)
    swap = {"day_off": "2026-08-31", "day_worked": "2026-08-22", "source": "Thông báo"}
    assert client.post(reverse("swapped-days:add"), swap).status_code == 302
    assert working_calendar().is_working_day(D(2026, 8, 22))
    row = SwappedDay.objects.get()
    corrected = client.post(reverse("swapped-days:edit", args=(row.pk,)), {**swap, "day_worked": "2026-08-29"})
    assert corrected.status_code == 302
    row = SwappedDay.objects.get()
    assert row.day_worked == D(2026, 8, 29)
    assert client.post(reverse("swapped-days:delete", args=(row.pk,))).status_code == 302
    assert not SwappedDay.objects.exists()


def test_a_refused_swap_says_why_and_changes_nothing(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.STANDING_OFFICE)
    wrong = {"day_off": "2026-08-30", "day_worked": "2026-08-22", "source": "Thông báo"}  # a Sunday
    answer = client.post(reverse("swapped-days:add"), wrong)
    assert answer.status_code == 200
    assert "Hoán đổi là nghỉ một ngày làm việc (30/08/2026)" in answer.content.decode()
    assert not SwappedDay.objects.exists()


def test_the_administrator_merges_two_units(client: Client, agency: Agency) -> None:
    # given a division with an editor's post and a contributor
    post = PostFactory(unit=agency.consular)
    person = UserFactory()
    MembershipFactory(person=person, unit=agency.consular, role=Role.SECTION_EDITOR, post=post)
    administrator = agency.logged_in(client, Role.ADMINISTRATOR)
    # when the administrator merges it into the other
    answer = client.post(
        reverse("units:merge", args=(agency.consular.pk,)),
        {"into": agency.cooperation.pk, "on": "2026-07-01", "legal_basis": "Quyết định 12/QĐ-UBND"},
        follow=True,
    )
    # then it is closed, its successor has its people and posts, and nothing is deleted
    assert "đã được sáp nhập" in answer.content.decode()
    agency.consular.refresh_from_db()
    post.refresh_from_db()
    assert agency.consular.valid_to == D(2026, 6, 30)
    assert list(agency.consular.successors.all()) == [agency.cooperation]
    assert post.unit == agency.cooperation
    rows = Membership.objects.filter(person=person).order_by("valid_from").values_list("unit__key", "valid_to")
    assert list(rows) == [("lanh-su", D(2026, 6, 30)), ("hop-tac", None)]
    assert AuditEntry.objects.get(action="unit.merged").by == administrator


def test_the_administrator_renames_and_dissolves_a_unit(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    rename = {"name_vi": "Phòng Lãnh sự - Việt kiều", "on": "2026-07-01", "legal_basis": "Quyết định 1"}
    assert client.get(reverse("units:rename", args=(agency.consular.pk,))).status_code == 200
    assert client.post(reverse("units:rename", args=(agency.consular.pk,)), rename).status_code == 302
    shown = client.get(reverse("units:inspect", args=(agency.consular.pk,))).content.decode()
    assert "Phòng Lãnh sự (… – 30/06/2026); Phòng Lãnh sự - Việt kiều (01/07/2026 – nay)" in shown
    dissolve = {"on": "2026-10-01", "legal_basis": "Quyết định 2", "successor": agency.cooperation.pk}
    assert client.post(reverse("units:dissolve", args=(agency.consular.pk,)), dissolve).status_code == 302
    agency.consular.refresh_from_db()
    assert agency.consular.valid_to == D(2026, 9, 30)


def test_a_merger_in_the_future_is_refused_on_the_form(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    answer = client.post(
        reverse("units:merge", args=(agency.consular.pk,)),
        {"into": agency.cooperation.pk, "on": "2999-01-01", "legal_basis": "Quyết định"},
    )
    assert answer.status_code == 200
    assert "chưa đến ngày 01/01/2999" in answer.content.decode()
    agency.consular.refresh_from_db()
    assert agency.consular.valid_to is None


def test_nobody_can_delete_a_unit_in_the_admin(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    client.post(reverse("units:delete", args=(agency.consular.pk,)))
    assert OrgUnit.objects.filter(pk=agency.consular.pk).exists()


@pytest.mark.parametrize("role", [role for role in Role.values if role != "administrator"])
def test_only_administrators_merge_units(client: Client, agency: Agency, role: str) -> None:
    agency.logged_in(client, role)
    form = {"into": agency.cooperation.pk, "on": "2026-07-01", "legal_basis": "Quyết định"}
    answer = client.post(reverse("units:merge", args=(agency.consular.pk,)), form)
    assert answer.status_code == 302
    agency.consular.refresh_from_db()
    assert agency.consular.valid_to is None
    assert not AuditEntry.objects.filter(action="unit.merged").exists()


def test_an_administrator_of_one_agency_does_not_touch_another(client: Client, agency: Agency) -> None:
    elsewhere = OrgUnitFactory(agency=True, key="so-khac", name_vi="Sở khác")
    agency.logged_in(client, Role.ADMINISTRATOR)
    form = {"name_vi": "Tên lạ", "on": "2026-07-01", "legal_basis": "Quyết định"}
    answer = client.post(reverse("units:rename", args=(elsewhere.pk,)), form)
    assert "thuộc cơ quan khác" in answer.content.decode()
    elsewhere.refresh_from_db()
    assert elsewhere.name_vi == "Sở khác"


@pytest.mark.requirement("R010")
def test_the_office_appoints_a_contributor_and_ends_it(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.STANDING_OFFICE)
    person = UserFactory()
    form = {"person": person.pk, "role": "contributor", "unit": agency.consular.pk, "valid_from": "2026-01-01"}
    assert client.post(reverse("appointments:add"), form).status_code == 302
    membership = Membership.objects.get(person=person)
    assert person.groups.filter(name="Sở Ngoại vụ · Cộng tác viên").exists()
    ended = client.post(reverse("appointments:edit", args=(membership.pk,)), {"valid_to": "2026-03-31"})
    assert ended.status_code == 302
    membership.refresh_from_db()
    assert membership.valid_to == D(2026, 3, 31)
    assert not person.groups.exists()


def test_the_office_cannot_make_itself_administrator(client: Client, agency: Agency) -> None:
    person = agency.logged_in(client, Role.STANDING_OFFICE)
    form = {"person": person.pk, "role": "administrator", "unit": agency.office.pk, "valid_from": "2026-01-01"}
    answer = client.post(reverse("appointments:add"), form)
    assert "Không ai được tự phân công cho mình" in answer.content.decode()
    assert not Membership.objects.filter(role=Role.ADMINISTRATOR).exists()


@pytest.mark.requirement("R001", "R002")
def test_the_office_records_a_board_and_its_regulation(client: Client, agency: Agency) -> None:
    board_unit = OrgUnitFactory(parent=agency.unit, kind="ban_bien_tap", name_vi="Ban Biên tập")
    head, member = UserFactory(), UserFactory()
    agency.logged_in(client, Role.STANDING_OFFICE)
    board = {
        "agency": agency.unit.pk,
        "unit": board_unit.pk,
        "decision_number": "66/QĐ-SNgV",
        "decision_date": "2026-02-23",
        "issuer": "Giám đốc Sở",
        "valid_from": "2026-02-23",
        "head": head.pk,
        "members": [member.pk],
    }
    assert client.post(reverse("boards:add"), board).status_code == 302
    row = EditorialBoard.objects.get()
    assert client.get(reverse("boards:inspect", args=(row.pk,))).status_code == 200
    assert set(Membership.objects.filter(unit=board_unit).values_list("person", "role")) == {
        (head.pk, "board_head"),
        (member.pk, "board_member"),
    }
    regulation = {
        "agency": agency.unit.pk,
        "title": "Quy chế hoạt động",
        "decision_number": "26/QĐ-SNgV",
        "decision_date": "2026-03-01",
        "issuer": "Giám đốc Sở",
        "valid_from": "2026-03-01",
    }
    assert client.post(reverse("regulations:add"), regulation).status_code == 302
    assert OperatingRegulation.objects.get().decision_number == "26/QĐ-SNgV"


def test_a_unit_is_founded_and_changed_and_a_post_named(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    unit = {"name_vi": "Phòng Biên giới", "key": "bien-gioi", "kind": "phong", "parent": agency.unit.pk, "order": "7"}
    assert client.post(reverse("units:add"), unit).status_code == 302
    founded = OrgUnit.objects.get(key="bien-gioi")
    assert [row.name_vi for row in founded.names.all()] == ["Phòng Biên giới"]
    change = {"short_name": "PBG", "kind": "phong", "parent": agency.unit.pk, "order": "3"}
    assert client.post(reverse("units:edit", args=(founded.pk,)), change).status_code == 302
    founded.refresh_from_db()
    assert (founded.short_name, founded.order) == ("PBG", 3)
    post = {"title_vi": "Biên tập viên", "key": "bien-tap-1", "unit": founded.pk}
    assert client.post(reverse("posts:add"), post).status_code == 302
    row = Post.objects.get()
    assert client.post(reverse("posts:edit", args=(row.pk,)), {"title_vi": "Tổng biên tập"}).status_code == 302
    row.refresh_from_db()
    assert row.title_vi == "Tổng biên tập"


@pytest.mark.parametrize(
    ("chooser", "typed", "found", "missed"),
    [
        ("unit_chooser", "phong lanh su", "Phòng Lãnh sự", "Phòng Hợp tác"),
        ("unit_chooser", "sự", "Phòng Lãnh sự", "Phòng Hợp tác"),
        ("person_chooser", "do thi thu", "Đỗ Thị Thử", "Nguyễn Văn Mẫu"),
    ],
)
def test_choosers_find_what_is_typed_without_accents(
    client: Client, agency: Agency, chooser: str, typed: str, found: str, missed: str
) -> None:
    UserFactory(display_name="Đỗ Thị Thử")
    UserFactory(display_name="Nguyễn Văn Mẫu")
    agency.logged_in(client, Role.STANDING_OFFICE)
    page = client.get(reverse(f"{chooser}:choose_results"), {"q": typed}).content.decode()
    assert found in page
    assert missed not in page


def test_the_tree_is_searched_without_accents(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    page = client.get(reverse("units:index_results"), {"q": "hop tac"}).content.decode()
    assert "Phòng Hợp tác quốc tế" in page
    assert "Phòng Lãnh sự" not in page


def test_the_log_is_read_in_the_admin_and_searched_without_accents(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.ADMINISTRATOR)
    rename = {"name_vi": "Phòng Việt kiều", "on": "2026-07-01", "legal_basis": "Quyết định 1"}
    client.post(reverse("units:rename", args=(agency.consular.pk,)), rename)
    page = client.get(reverse("audit:index"), {"q": "viet kieu"}).content.decode()
    assert "unit.renamed" in page
    entry = AuditEntry.objects.get(action="unit.renamed")
    assert "Quyết định 1" in client.get(reverse("audit:inspect", args=(entry.pk,))).content.decode()
    client.post(reverse("audit:delete", args=(entry.pk,)))
    client.post(reverse("audit:edit", args=(entry.pk,)), {"action": "x"})
    assert AuditEntry.objects.get(pk=entry.pk).action == "unit.renamed"


def test_a_contributor_does_not_read_the_log(client: Client, agency: Agency) -> None:
    agency.logged_in(client, Role.CONTRIBUTOR)
    assert client.get(reverse("audit:index")).status_code == 302
