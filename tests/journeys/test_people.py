"""The office opens, appoints, closes and hands over accounts of its own agency, and nothing else (RELIABILITY 34)."""

import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.actions import ask_factor_reset, decide_factor_reset
from cms.departments.errors import ResetNeedsAnother, ResetTooOld
from cms.departments.models import FactorReset, Membership, OrgUnit
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, member_of
from tests.factories.second_factor import give_app, log_in
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "một mật khẩu khác 2026"
PEOPLE = "/admin/organisation/people/"


class Agency:
    def __init__(self, key: str) -> None:
        self.unit: OrgUnit = OrgUnitFactory(agency=True, key=key, name_vi=f"Sở {key}")
        self.division: OrgUnit = OrgUnitFactory(parent=self.unit, name_vi=f"Phòng của {key}")
        self.subsite = make_subsite(unit=self.unit)

    def client_of(self, *roles: str) -> tuple[Client, User]:
        person = member_of(self.unit, *roles)
        client = Client()
        client.force_login(person)
        return client, person


@pytest.fixture
def ours() -> Agency:
    return Agency("so-a")


@pytest.fixture
def theirs() -> Agency:
    return Agency("so-b")


def address(person: User) -> str:
    return f"{PEOPLE}inspect/{person.pk}/"


def new(agency: Agency, **more: object) -> dict[str, object]:
    return {"username": "nguoi-moi", "display_name": "Người Mới", "email": "moi@example.org",
            "agency": agency.unit.pk} | more  # fmt: skip


def appointment(person: User, unit: OrgUnit, role: str) -> dict[str, object]:
    return {"person": person.pk, "role": role, "unit": unit.pk, "valid_from": day_of(timezone.now()).isoformat()}


def test_the_office_opens_an_account_whose_person_chooses_the_password(ours: Agency) -> None:
    client, office = ours.client_of(Role.STANDING_OFFICE)
    assert client.get(PEOPLE).status_code == 200
    page = client.post(f"{PEOPLE}new/", new(ours)).content.decode()
    person = User.objects.get(username="nguoi-moi")
    assert not person.has_usable_password()
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    assert AuditEntry.objects.filter(by=office, action="account.created").exists()
    link = re.search(r'value="https?://[^/]+(/admin/password_reset/key/[^"]+)"', page)
    assert link
    own = Client()
    form = own.get(link[1])["Location"]
    own.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    # The link has been used up, and no role has come with it.
    assert "không còn hiệu lực" in Client().get(link[1], follow=True).content.decode()
    own.post("/admin/login/", {"username": "nguoi-moi", "password": NEW_PASSWORD})
    assert "Hiện bạn chưa có vai trò nào" in own.get("/admin/", follow=True).content.decode()
    # Then the office appoints, and the next request is inside.
    role = appointment(person, ours.division, Role.CONTRIBUTOR)
    assert client.post("/admin/organisation/appointments/new/", role).status_code == 302
    assert own.get("/admin/").status_code == 200


def test_no_account_is_opened_for_another_agency(ours: Agency, theirs: Agency) -> None:
    client, _office = ours.client_of(Role.STANDING_OFFICE)
    client.post(f"{PEOPLE}new/", new(theirs))
    assert not User.objects.filter(username="nguoi-moi").exists()


# By hand: who gives which role. Everybody else gives none.
GIVES = {
    Role.ADMINISTRATOR: set(Role),
    Role.STANDING_OFFICE: {"contributor", "section_editor", "translator", "department_head", "secretariat"},
}


@pytest.mark.parametrize("giver", list(Role))
@pytest.mark.parametrize("role", list(Role))
def test_nobody_gives_a_role_beyond_their_own_reach(ours: Agency, giver: Role, role: Role) -> None:
    client, _person = ours.client_of(giver)
    other = (
        member_of(ours.division, Role.CONTRIBUTOR) if role != Role.CONTRIBUTOR else member_of(ours.unit, "translator")
    )
    client.post("/admin/organisation/appointments/new/", appointment(other, ours.division, role))
    given = Membership.objects.filter(person=other, role=role, unit=ours.division).exists()
    assert given is (role in GIVES.get(giver, set()))


@pytest.mark.parametrize("giver", [Role.ADMINISTRATOR, Role.STANDING_OFFICE])
def test_nobody_appoints_themselves(ours: Agency, giver: Role) -> None:
    client, person = ours.client_of(giver)
    client.post("/admin/organisation/appointments/new/", appointment(person, ours.unit, Role.DEPARTMENT_HEAD))
    assert Membership.objects.filter(person=person).count() == 1


def test_nobody_seats_themselves_on_a_board(ours: Agency) -> None:
    client, office = ours.client_of(Role.STANDING_OFFICE)
    board = OrgUnitFactory(parent=ours.unit, kind=OrgUnit.Kind.BAN_BIEN_TAP, name_vi="Ban Biên tập")
    facts = {
        "agency": ours.unit.pk, "unit": board.pk, "decision_number": "1/QĐ", "decision_date": "2026-01-05",
        "issuer": "Giám đốc", "valid_from": "2026-01-05", "head": office.pk,
    }  # fmt: skip
    page = client.post("/admin/organisation/boards/new/", facts).content.decode()
    assert "Không ai được tự phân công cho mình" in page
    assert not Membership.objects.filter(role=Role.BOARD_HEAD).exists()
    other = member_of(ours.division, Role.DEPARTMENT_HEAD)
    assert client.post("/admin/organisation/boards/new/", facts | {"head": other.pk}).status_code == 302


@pytest.mark.parametrize("giver", [Role.ADMINISTRATOR, Role.STANDING_OFFICE])
def test_nobody_appoints_into_or_out_of_another_agency(ours: Agency, theirs: Agency, giver: Role) -> None:
    client, _person = ours.client_of(giver)
    stranger, colleague = member_of(theirs.division, Role.CONTRIBUTOR), member_of(ours.division, Role.CONTRIBUTOR)
    client.post("/admin/organisation/appointments/new/", appointment(stranger, ours.division, Role.TRANSLATOR))
    client.post("/admin/organisation/appointments/new/", appointment(colleague, theirs.division, Role.TRANSLATOR))
    assert not Membership.objects.filter(role=Role.TRANSLATOR).exists()


@pytest.mark.parametrize("giver", [Role.ADMINISTRATOR, Role.STANDING_OFFICE])
def test_superusers_are_out_of_reach(ours: Agency, giver: Role) -> None:
    client, _person = ours.client_of(giver)
    root = UserFactory(admin=True)
    MembershipFactory(person=root, unit=ours.unit)
    for deed in ("close", "link", "unlock", "ask_reset", "confirm_reset"):
        assert client.post(address(root), {"deed": deed, "reason": "x"}).status_code == 404
    client.post("/admin/organisation/appointments/new/", appointment(root, ours.unit, Role.TRANSLATOR))
    assert client.post(f"{PEOPLE}edit/{root.pk}/", {"display_name": "X", "email": "x@example.org"}).status_code == 404
    root.refresh_from_db()
    assert root.is_active
    assert root.email != "x@example.org"
    assert not Membership.objects.filter(role=Role.TRANSLATOR).exists()


def test_strangers_are_neither_listed_nor_touched(ours: Agency, theirs: Agency) -> None:
    client, _person = ours.client_of(Role.ADMINISTRATOR)
    stranger = member_of(theirs.division, Role.CONTRIBUTOR)
    assert stranger.display_name not in client.get(PEOPLE).content.decode()
    assert client.get(address(stranger)).status_code == 404
    assert client.get(f"{PEOPLE}hand-over/{stranger.pk}/").status_code == 404
    assert client.get(f"{PEOPLE}edit/{stranger.pk}/").status_code == 404
    client.post(f"{PEOPLE}edit/{stranger.pk}/", {"display_name": "X", "email": "x@example.org"})
    stranger.refresh_from_db()
    assert stranger.email != "x@example.org"


def test_the_office_does_not_take_over_an_administrators_account(ours: Agency) -> None:
    """A link to a new password, or another address, would be that person's rights."""
    client, _office = ours.client_of(Role.STANDING_OFFICE)
    administrator = member_of(ours.unit, Role.ADMINISTRATOR)
    for deed in ("link", "close"):
        answer = client.post(address(administrator), {"deed": deed}, follow=True)
        assert "Chỉ quản trị viên được làm việc này" in answer.content.decode()
    client.post(f"{PEOPLE}edit/{administrator.pk}/", {"display_name": "X", "email": "x@example.org"})
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.email != "x@example.org"


@pytest.mark.parametrize("role", sorted(set(Role) - {"administrator", "standing_office", "board_member", "board_head"}))
def test_others_see_no_accounts(ours: Agency, role: str) -> None:
    client, _person = ours.client_of(role)
    assert client.get(PEOPLE).status_code == 302
    assert client.get(f"{PEOPLE}new/").status_code == 302


def test_no_role_carries_djangos_permissions_on_users(ours: Agency) -> None:
    for role in Role:
        _client, person = ours.client_of(role)
        fresh = User.objects.get(pk=person.pk)
        assert not {p for p in fresh.get_all_permissions() if p.startswith(("accounts.", "auth."))}
    assert Permission.objects.filter(codename="change_user").exists()


def test_a_closed_account_ends_its_sessions_at_once(ours: Agency) -> None:
    client, office = ours.client_of(Role.STANDING_OFFICE)
    person = member_of(ours.division, Role.CONTRIBUTOR)
    own = Client()
    log_in(own, person)
    assert own.get("/admin/").status_code == 200
    client.post(address(person), {"deed": "close"})
    assert own.get("/admin/").status_code == 302
    assert AuditEntry.objects.get(action="account.changed").by == office
    client.post(address(person), {"deed": "reopen"})
    person.refresh_from_db()
    assert person.is_active


def test_a_lost_factor_is_reset_by_two_persons(
    ours: Agency, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = member_of(ours.division, Role.DEPARTMENT_HEAD)
    give_app(person)
    first, administrator = ours.client_of(Role.ADMINISTRATOR)
    second, board = ours.client_of(Role.BOARD_MEMBER)
    first.post(address(person), {"deed": "ask_reset", "reason": "Mất điện thoại"})
    # Whoever asked cannot confirm it.
    first.post(address(person), {"deed": "confirm_reset"})
    assert Authenticator.objects.filter(user=person).exists()
    assert "Mất điện thoại" in second.get(address(person)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        second.post(address(person), {"deed": "confirm_reset"})
    assert not Authenticator.objects.filter(user=person).exists()
    log = dict(AuditEntry.objects.filter(action__startswith="second_factor").values_list("action", "by_id"))
    assert log == {
        "second_factor.reset_asked": administrator.pk,
        "second_factor.reset_confirmed": board.pk,
        "second_factor.removed": board.pk,
    }
    assert "đặt lại" in mail.outbox[-1].body


@pytest.mark.parametrize("role", sorted(set(Role) - {"administrator"}))
def test_only_an_administrator_asks_for_it(ours: Agency, role: str) -> None:
    person = member_of(ours.division, Role.DEPARTMENT_HEAD)
    give_app(person)
    client, _other = ours.client_of(role)
    client.post(address(person), {"deed": "ask_reset", "reason": "Mất điện thoại"})
    assert not FactorReset.objects.exists()


def test_nobody_of_another_agency_confirms_it(ours: Agency, theirs: Agency) -> None:
    person = member_of(ours.division, Role.DEPARTMENT_HEAD)
    give_app(person)
    first, _administrator = ours.client_of(Role.ADMINISTRATOR)
    first.post(address(person), {"deed": "ask_reset", "reason": "Mất điện thoại"})
    stranger, _their = theirs.client_of(Role.ADMINISTRATOR)
    assert stranger.post(address(person), {"deed": "confirm_reset"}).status_code == 404
    assert Authenticator.objects.filter(user=person).exists()


def test_a_reset_is_never_for_oneself_and_grows_old(ours: Agency) -> None:
    now = timezone.now()
    person, first, second = (member_of(ours.unit, Role.ADMINISTRATOR) for _ in range(3))
    with pytest.raises(ResetNeedsAnother):
        ask_factor_reset(person=person, reason="Mất", by=person, at=now)
    reset = ask_factor_reset(person=person, reason="Mất", by=first, at=now)
    for by in (first, person):
        with pytest.raises(ResetNeedsAnother):
            decide_factor_reset(reset=reset, confirm=True, by=by, at=now)
    with pytest.raises(ResetTooOld):
        decide_factor_reset(reset=reset, confirm=True, by=second, at=now + datetime.timedelta(days=4))


def test_leaving_hands_everything_over_in_one_step(ours: Agency) -> None:
    client, office = ours.client_of(Role.STANDING_OFFICE)
    leaver = member_of(ours.division, Role.DEPARTMENT_HEAD, Role.CONTRIBUTOR)
    heir = member_of(ours.division, Role.CONTRIBUTOR)
    assert client.get(f"{PEOPLE}hand-over/{leaver.pk}/").status_code == 200
    last = day_of(timezone.now()) - datetime.timedelta(days=1)
    own = Client()
    log_in(own, leaver)
    assert own.get("/admin/").status_code == 200
    answer = client.post(f"{PEOPLE}hand-over/{leaver.pk}/", {"to": heir.pk, "last_day": last.isoformat()})
    assert answer.status_code == 302
    assert set(leaver.memberships.values_list("valid_to", flat=True)) == {last}
    assert own.get("/admin/").status_code == 302
    entry = AuditEntry.objects.get(action="person.handed_over")
    assert (entry.by, entry.data["to"], entry.data["moved"]["memberships"]) == (office, heir.pk, 2)


def test_nothing_is_handed_to_oneself_or_to_a_stranger(ours: Agency, theirs: Agency) -> None:
    client, _office = ours.client_of(Role.STANDING_OFFICE)
    leaver, stranger = member_of(ours.division, Role.CONTRIBUTOR), member_of(theirs.division, Role.CONTRIBUTOR)
    for heir in (leaver, stranger):
        answer = client.post(f"{PEOPLE}hand-over/{leaver.pk}/", {"to": heir.pk, "last_day": "2026-01-01"})
        assert answer.status_code == 200
    assert set(leaver.memberships.values_list("valid_to", flat=True)) == {None}
    assert not AuditEntry.objects.filter(action="person.handed_over").exists()
