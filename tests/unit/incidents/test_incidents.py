"""Faults are reported by everybody, mended by those of the site, and nothing of their history is lost (R074)."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.actions import hand_over
from cms.departments.errors import NotAllowed
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.incidents import handover
from cms.incidents.access import HANDLERS, READERS
from cms.incidents.actions import (
    close_incident,
    note_on_incident,
    reopen_incident,
    report_incident,
    take_incident,
)
from cms.incidents.errors import AlreadyClosed, AlreadyReported, BadBeginning, BadEnd, NothingSaid, StillOpen
from cms.incidents.models import Incident, IncidentEntry
from cms.incidents.queries import figures_for, incidents_visible_to, log_of
from cms.kernel.calendar import HANOI
from cms.kernel.periods import Quarter
from cms.notifications.models import Notification
from cms.subsites.models import Subsite
from tests.factories.accounts import UserFactory
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.incidents import HOUR, an_incident, closed
from tests.factories.pages import ASite, a_site

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 8, 12, 9, tzinfo=HANOI)


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def writer(site: ASite) -> User:
    return member_of(OrgUnitFactory(parent=site.unit), Role.CONTRIBUTOR)


@pytest.fixture
def secretary(site: ASite) -> User:
    return member_of(OrgUnitFactory(parent=site.unit), Role.SECRETARIAT)


def entries(incident: Incident) -> list[tuple[str, str]]:
    return [(entry.kind, entry.text) for entry in incident.entries.all()]


@pytest.mark.requirement("R074")
def test_a_fault_is_reported_mended_and_closed_with_its_times(site: ASite, writer: User, secretary: User) -> None:
    incident = an_incident(site.subsite, by=writer, at=AT)
    take_incident(incident=incident, by=secretary, at=AT + HOUR)
    note_on_incident(incident=incident, text="Chỉ mục bị hỏng.", by=secretary, at=AT + HOUR)
    closed(incident, by=secretary, at=AT + 3 * HOUR, ended=AT + 2 * HOUR)
    stored = Incident.objects.get()
    assert (stored.began_at, stored.opened_at, stored.opened_by) == (AT - HOUR, AT, writer)
    assert (stored.ended_at, stored.closed_at, stored.closed_by) == (AT + 2 * HOUR, AT + 3 * HOUR, secretary)
    assert (stored.taken_by, stored.outcome) == (secretary, "mended")
    assert entries(stored) == [
        ("reported", ""), ("taken", ""), ("noted", "Chỉ mục bị hỏng."), ("closed", stored.resolution),
    ]  # fmt: skip
    logged = AuditEntry.objects.filter(action__startswith="incident.").order_by("pk")
    assert [(entry.action, entry.by, entry.target_id) for entry in logged] == [
        ("incident.reported", writer, str(stored.pk)),
        ("incident.taken", secretary, str(stored.pk)),
        ("incident.noted", secretary, str(stored.pk)),
        ("incident.closed", secretary, str(stored.pk)),
    ]


@pytest.mark.requirement("R074")
def test_a_quarter_has_its_list_and_its_figures(site: ASite, writer: User, secretary: User) -> None:
    june = datetime.datetime(2026, 6, 30, 16, tzinfo=HANOI)
    before = an_incident(site.subsite, by=writer, title="Tháng sáu", at=june)
    carried = an_incident(site.subsite, by=writer, title="Từ quý trước", at=june)
    closed(before, by=secretary, at=june + HOUR)
    closed(carried, by=secretary, at=AT, ended=AT)
    outage = an_incident(site.subsite, by=writer, title="Sập trang", is_outage=True, at=AT, kind="unreachable")
    closed(outage, by=secretary, at=AT + HOUR)
    nothing = an_incident(site.subsite, by=writer, title="Máy của tôi", at=AT)
    closed(nothing, by=secretary, at=AT + HOUR, outcome="no_fault")
    quarter, later = Quarter(2026, 3), datetime.datetime(2026, 11, 1, tzinfo=HANOI)
    rows = incidents_visible_to(secretary, at=later)
    assert [row.title for row in log_of(rows, quarter)] == ["Từ quý trước", "Sập trang", "Máy của tôi"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = figures_for(rows, quarter, at=later)
    assert len(asked) == 1
    assert (found.brought_forward, found.reported, found.closed, found.still_open, found.not_faults) == (1, 1, 2, 0, 1)
    assert (found.outages, found.outage_minutes, found.by_kind) == (1, 120, {"unreachable": 1})


def test_what_was_closed_too_early_is_reopened_and_its_history_keeps_both(
    site: ASite, writer: User, secretary: User
) -> None:
    incident = closed(an_incident(site.subsite, by=writer, at=AT), by=secretary, at=AT + HOUR)
    said = incident.resolution
    with pytest.raises(AlreadyClosed, match=str(secretary)):
        closed(incident, by=secretary, at=AT + 2 * HOUR)
    reopen_incident(incident=incident, reason="Lại lỗi.", by=secretary, at=AT + 2 * HOUR)
    with pytest.raises(StillOpen):
        reopen_incident(incident=incident, reason="Lại lỗi.", by=secretary, at=AT + 2 * HOUR)
    stored = Incident.objects.get()
    assert (stored.is_open, stored.closed_by, stored.ended_at, stored.outcome, stored.resolution) == (
        True, None, None, "", "",
    )  # fmt: skip
    assert entries(stored) == [("reported", ""), ("closed", said), ("reopened", "Lại lỗi.")]


def test_those_who_mend_are_told_at_any_hour_of_an_outage_and_the_reporter_of_the_end(
    site: ASite, writer: User, secretary: User
) -> None:
    stranger = member_of(a_site("ward", hostname="ward.localhost", is_default=False).unit, Role.SECRETARIAT)
    an_incident(site.subsite, by=writer, at=AT)
    outage = an_incident(site.subsite, by=writer, title="{title} <b>sập</b>", is_outage=True, at=AT)
    told = Notification.objects.filter(to=secretary).order_by("pk")
    assert [(row.kind, row.is_urgent, row.breaks_quiet) for row in told] == [
        ("incident", True, False), ("incident_outage", True, True),
    ]  # fmt: skip
    assert "{title} <b>sập</b>" in told[1].subject
    assert not Notification.objects.filter(to__in=[stranger, writer]).exists()
    closed(outage, by=secretary, at=AT + HOUR)
    assert Notification.objects.get(to=writer).text == "Đã khởi động lại dịch vụ tìm kiếm."


def test_a_ward_without_anybody_who_mends_is_heard_by_the_agency_above(site: ASite, secretary: User) -> None:
    place = a_site("ward", hostname="ward.localhost", is_default=False)
    OrgUnit.objects.filter(pk=place.unit.pk).update(parent=site.unit, kind="phuong_xa")
    subsite = Subsite.objects.get(pk=place.subsite.pk)
    an_incident(subsite, by=member_of(subsite.unit, Role.CONTRIBUTOR), at=AT)
    assert Notification.objects.get(kind="incident").to == secretary


@pytest.mark.parametrize("role", Role.values)
def test_every_role_reports_and_only_those_of_the_site_mend(site: ASite, writer: User, role: str) -> None:
    person = member_of(OrgUnitFactory(parent=site.unit), role)
    theirs = an_incident(site.subsite, by=person, title="Của tôi", at=AT)
    other = an_incident(site.subsite, by=writer, title="Của người khác", at=AT)
    seen = {row.title for row in incidents_visible_to(person, at=AT)}
    assert seen == ({"Của tôi", "Của người khác"} if role in READERS else {"Của tôi"})
    does: list[Any] = [
        lambda: take_incident(incident=other, by=person, at=AT),
        lambda: note_on_incident(incident=other, text="Xem", by=person, at=AT),
        lambda: closed(other, by=person, at=AT),
        lambda: reopen_incident(incident=other, reason="Lại", by=person, at=AT),
    ]
    if role in HANDLERS:
        for do in does:
            do()
        return
    for do in does:
        with pytest.raises(NotAllowed):
            do()
    note_on_incident(incident=theirs, text="Vẫn lỗi.", by=person, at=AT)
    assert entries(other) == [("reported", "")]


def test_nobody_reaches_the_register_of_another_agency(site: ASite, writer: User) -> None:
    ward = a_site("ward", hostname="ward.localhost", is_default=False)
    for role in Role.values:
        stranger = member_of(ward.unit, role)
        with pytest.raises(NotAllowed):
            an_incident(site.subsite, by=stranger, at=AT)
        assert not Incident.objects.exists()
    incident = an_incident(site.subsite, by=writer, at=AT)
    administrator = member_of(ward.unit, Role.ADMINISTRATOR)
    assert not incidents_visible_to(administrator, at=AT).exists()
    with pytest.raises(NotAllowed):
        closed(incident, by=administrator, at=AT)
    assert Incident.objects.get().is_open


def test_who_has_left_sees_their_report_no_more(site: ASite) -> None:
    person = UserFactory()
    membership = member_of(site.unit, Role.CONTRIBUTOR).memberships.get()
    membership.person = person
    membership.save()
    an_incident(site.subsite, by=person, at=AT)
    assert incidents_visible_to(person, at=AT).count() == 1
    membership.valid_to = AT.date()
    membership.save()
    assert not incidents_visible_to(person, at=AT + datetime.timedelta(days=1)).exists()


def test_a_button_pressed_twice_reports_once(site: ASite, writer: User) -> None:
    an_incident(site.subsite, by=writer, at=AT)
    with pytest.raises(AlreadyReported):
        an_incident(site.subsite, by=writer, at=AT)
    assert (Incident.objects.count(), IncidentEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("began", [AT + HOUR, AT - datetime.timedelta(days=400)])
def test_a_beginning_to_come_or_of_former_years_is_refused(site: ASite, writer: User, began: datetime.datetime) -> None:
    with pytest.raises(BadBeginning):
        an_incident(site.subsite, by=writer, at=AT, began=began)
    assert not Incident.objects.exists()


def test_an_end_lies_between_the_beginning_and_now_and_says_what_was_done(
    site: ASite, writer: User, secretary: User
) -> None:
    incident = an_incident(site.subsite, by=writer, at=AT)
    for ended in (AT - 2 * HOUR, AT + 2 * HOUR):
        with pytest.raises(BadEnd):
            closed(incident, by=secretary, at=AT + HOUR, ended=ended)
    with pytest.raises(NothingSaid):
        close_incident(incident=incident, outcome="mended", resolution=" \n", ended_at=AT, by=secretary, at=AT)
    assert Incident.objects.get().is_open


def test_hostile_words_are_kept_as_text_without_control_characters(site: ASite, writer: User) -> None:
    incident = report_incident(
        subsite=site.subsite, kind="other", title="=cmd|' /C calc'!A0\x00\u202e" + "x" * 300, began_at=AT, by=writer,
        description="dòng 1\r\ndòng 2\x07", address="javascript:alert(1)\n", at=AT,
    )  # fmt: skip
    assert (len(incident.title), "\x00" in incident.title, "\u202e" in incident.title) == (160, False, False)
    assert (incident.description, incident.address) == ("dòng 1\ndòng 2", "javascript:alert(1)")
    with pytest.raises(ValueError, match="nonsense"):
        report_incident(subsite=site.subsite, kind="nonsense", title="x", began_at=AT, by=writer, at=AT)


def test_the_database_keeps_a_closing_whole_and_the_history_as_it_is(
    site: ASite, writer: User, secretary: User
) -> None:
    incident = closed(an_incident(site.subsite, by=writer, at=AT), by=secretary, at=AT + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(closed_by=None)
    table = connection.ops.quote_name(IncidentEntry._meta.db_table)
    for statement in (f"UPDATE {table} SET text = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="only added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_faults_of_somebody_who_leaves_go_to_the_heir_who_mends_else_back_to_all(
    site: ASite, writer: User, secretary: User
) -> None:
    administrator = member_of(site.unit, Role.ADMINISTRATOR)
    heir = member_of(OrgUnitFactory(parent=site.unit), Role.SECRETARIAT)
    incident = an_incident(site.subsite, by=writer, at=AT)
    take_incident(incident=incident, by=secretary, at=AT)
    hand_over(person=secretary, to=heir, by=administrator, at=AT)
    assert Incident.objects.get().taken_by == heir
    hand_over(person=heir, to=writer, by=administrator, at=AT)
    assert Incident.objects.get().taken_by is None
    assert [kind for kind, _text in entries(incident)] == ["reported", "taken", "taken", "released"]


def test_a_fault_that_somebody_else_took_on_or_closed_meanwhile_is_not_handed_over(
    site: ASite, writer: User, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    heir, other = (member_of(OrgUnitFactory(parent=site.unit), Role.SECRETARIAT) for _ in range(2))
    taken, over = (an_incident(site.subsite, by=writer, title=title, at=AT) for title in ("Chậm", "Sai"))
    for incident in (taken, over):
        take_incident(incident=incident, by=secretary, at=AT)
    listed = handover._of(secretary)
    take_incident(incident=taken, by=other, at=AT)
    closed(over, by=secretary, at=AT)
    monkeypatch.setattr(handover, "_of", lambda person: listed)
    handover.move(secretary, heir, None, AT)
    assert Incident.objects.get(pk=taken.pk).taken_by == other
    assert Incident.objects.get(pk=over.pk).taken_by == secretary
