"""Decisions open tasks that publications fulfil; notices count for the plan; figures are public with their date."""

import datetime
import io
import json
import threading
from typing import Any

import pytest
from django.utils import timezone

from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.editorial.models import Contribution
from cms.kernel.calendar import HANOI
from cms.moderation.errors import ReasonMissing
from cms.notifications.models import Notification
from cms.pages.actions import add_page, publish_latest
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from procedures import measures
from procedures.actions import (
    DecisionFacts,
    ask_sources,
    close_task,
    record_decision,
    remind_of_changes,
    take_figures,
    take_official_list,
    withdraw_figures,
)
from procedures.errors import AlreadyRecorded, NotInThisState
from procedures.figures import port
from procedures.figures.errors import RefusedFigures
from procedures.figures.file_source import read_delivery
from procedures.models import ChangeNoticePage, ChangeTask, FigureReport, FigureSourceState, RecordedDecision
from procedures.queries import catalogue_page
from procedures.truth import Standing
from procedures.truth_screens.forms import DecisionForm
from tests.contracts.documents import problems
from tests.factories.departments import OrgUnitFactory
from tests.factories.procedure_files import as_csv, full_record
from tests.factories.procedure_imports import AT, Room, a_room

pytestmark = pytest.mark.django_db
FACTS = DecisionFacts(
    number="12/QĐ-UBND", issuer="UBND tỉnh", issuer_level="province", action="amended",
    signed_on=datetime.date(2026, 3, 10),
)  # fmt: skip


@pytest.fixture
def room() -> Room:
    return a_room()


def recorded(room: Room, *concerned: str, at: datetime.datetime = AT, **changes: Any) -> Any:
    facts = DecisionFacts(**{**vars(FACTS), **changes}) if changes else FACTS
    return record_decision(subsite=room.site.subsite, facts=facts, concerned=concerned, by=room.office, at=at)


@pytest.mark.requirement("R041")
def test_a_decision_opens_a_task_for_each_procedure_and_one_to_post_it(room: Room) -> None:
    room.approve(room.imported([full_record(id="a", code="1.001193")]))
    decision = recorded(room, "1.001193", "2.000635")
    tasks = {task.kind: task for task in decision.tasks.all()}
    assert {kind: (task.code, task.due_at.astimezone(HANOI).date()) for kind, task in tasks.items()} == {
        "update": ("1.001193", datetime.date(2026, 3, 11)),
        "add": ("2.000635", datetime.date(2026, 3, 11)),
        "post": ("", datetime.date(2026, 3, 17)),
    }
    assert tasks["update"].page.specific == room.page("a")
    told = set(Notification.objects.filter(kind="procedure_change").values_list("to", flat=True))
    assert told == {room.editor.pk, room.secretary.pk}  # not who recorded it
    with pytest.raises(AlreadyRecorded):
        recorded(room, "x")


@pytest.mark.requirement("R041")
@pytest.mark.requirement("R051")
def test_publications_do_the_tasks_and_the_notice_counts_for_the_plan(room: Room, client: Any) -> None:
    room.approve(room.imported([full_record(id="a", code="1.001193")]))
    run_until_idle(clock=timezone.now)
    decision = recorded(room, "1.001193", "2.000635", at=timezone.now())
    room.approve(
        room.imported([full_record(id="a", code="1.001193", conditions="Mới"), full_record(id="b", code="2.000635")])
    )
    run_until_idle(clock=timezone.now)
    assert set(decision.tasks.filter(done_at__isnull=False).values_list("kind", flat=True)) == {"update", "add"}
    section = catalogue_page(room.site.subsite)
    notice = ChangeNoticePage(
        title="Sửa đổi một thủ tục",
        action="amended",
        decision=decision,
        department=room.division,
        locale=section.locale,
    )
    add_page(page=notice, parent=section, by=room.writer, at=AT)
    run_until_idle(clock=timezone.now)
    assert decision.tasks.get(kind="post").done_at is None  # a draft posts nothing
    publish_latest(page=notice, by=None, at=AT)
    run_until_idle(clock=timezone.now)
    assert decision.tasks.get(kind="post").evidence == "Sửa đổi một thủ tục"
    assert [(row.kind, row.section.key) for row in Contribution.objects.all()] == [("change_notice", "procedures")]
    document = PublishedDocument.objects.get(document_type="change_notice")
    read = client.get(f"/api/v1/documents/{document.content_id}/").json()
    assert problems("change_notice", read["details"]) == []
    assert (read["details"]["decision"]["number"], read["details"]["action"]["key"]) == ("12/QĐ-UBND", "amended")
    assert "12/QĐ-UBND" in client.get(read["path"]).content.decode()


def test_a_publication_older_than_the_decision_does_no_task(room: Room) -> None:
    room.approve(room.imported([full_record(id="a", code="1.001193")]))
    decision = recorded(room, "1.001193", at=timezone.now())
    run_until_idle(clock=timezone.now)
    assert decision.tasks.filter(done_at__isnull=False).count() == 0


def test_a_task_is_closed_by_hand_with_a_reason_once(room: Room) -> None:
    task = recorded(room, "x").tasks.get(kind="add")
    with pytest.raises(ReasonMissing):
        close_task(task=task, evidence="  ", by=room.office, at=AT)
    close_task(task=task, evidence="Không thuộc thẩm quyền của Sở", by=room.office, at=AT)
    with pytest.raises(NotInThisState):
        close_task(task=task, evidence="lần nữa", by=room.office, at=AT)
    task.refresh_from_db()
    assert (task.done_by, task.next_reminder_at) == (room.office, None)


@pytest.mark.requirement("R073")
def test_reminders_come_before_due_at_due_and_daily(room: Room) -> None:
    task = recorded(room, "x").tasks.get(kind="add")
    ChangeTask.objects.exclude(pk=task.pk).delete()
    before = task.due_at - datetime.timedelta(hours=4)
    assert remind_of_changes(at=before - datetime.timedelta(minutes=1)) == 0
    assert [remind_of_changes(at=at) for at in (before, task.due_at, task.due_at + datetime.timedelta(days=1))] == [
        1,
        1,
        1,
    ]
    kinds = Notification.objects.filter(to=room.editor).values_list("kind", flat=True)
    assert sorted(kinds) == [
        "procedure_change",
        "procedure_change_due",
        "procedure_change_due",
        "procedure_change_late",
    ]


@pytest.mark.requirement("R043")
def test_completeness_reads_the_catalogue_with_its_missing_parts(room: Room) -> None:
    room.approve(
        room.imported([full_record(id="a", code="1.001193"), {"id": "b", "name": "Thiếu", "code": "2.000635"}])
    )
    rows = as_csv([["Mã TTHC", "Tên thủ tục"], ["1.001193", "A"], ["2.000635", "B"], ["3.000001", "C"]])
    take_official_list(subsite=room.site.subsite, file=rows, file_name="ds.csv", by=room.office, at=AT)
    found = measures.completeness_of(room.site.subsite, on=AT.date())
    assert {line.code: (line.standing, line.entry.missing if line.entry else None) for line in found.lines} == {
        "1.001193": (Standing.COMPLETE, ()),
        "2.000635": (Standing.INCOMPLETE, ("b", "c", "d", "đ", "e", "g")),
        "3.000001": (Standing.MISSING, None),
    }


FIGURES = [
    ["Đơn vị", "Tiếp nhận", "Đã giải quyết", "Đúng hạn", "Quá hạn"],
    ["Văn phòng", "1.200", 1000, 950, 50],
    ["Phường Mẫu", 10, 8, 8, None],
]
DAYS = {
    "period_start": datetime.date(2026, 2, 1),
    "period_end": datetime.date(2026, 2, 28),
    "as_of": datetime.date(2026, 3, 2),
}


@pytest.mark.requirement("R106")
def test_figures_of_a_file_are_public_with_their_date(room: Room, client: Any) -> None:
    deliveries = read_delivery(as_csv(FIGURES), file_name="thang2.csv", given=DAYS)
    taken = take_figures(subsite=room.site.subsite, deliveries=deliveries, by=room.office, at=AT)
    assert [(f.unit, f.unit_name, f.received, f.on_time, f.late) for f in taken[0].figures.all()] == [
        (room.division, "Văn phòng", 1200, 950, 50), (None, "Phường Mẫu", 10, 8, 0),
    ]  # fmt: skip
    assert take_figures(subsite=room.site.subsite, deliveries=deliveries, by=room.office, at=AT) == []
    document = PublishedDocument.objects.get(document_type="processing_figures")
    details = client.get(f"/api/v1/documents/{document.content_id}/").json()["details"]
    assert problems("processing_figures", details) == []
    period = details["periods"][0]
    assert (period["as_of"], period["totals"]["on_time_percent"]) == ("2026-03-02", 95.0)
    page = client.get("/giai-quyet-thu-tuc/")
    assert page.status_code == 200
    assert "02/03/2026" in page.content.decode()
    assert "Phường Mẫu" in page.content.decode()
    assert 'class="table-wrap"' in page.content.decode()  # on a phone the table scrolls, not the page


def given(room: Room, received: int, *, at: datetime.datetime, **days: datetime.date) -> list[FigureReport]:
    rows = as_csv([["Đơn vị", "Tiếp nhận", "Đã giải quyết"], ["Văn phòng", received, 1]])
    deliveries = read_delivery(rows, file_name="s.csv", given={**DAYS, **days})
    return take_figures(subsite=room.site.subsite, deliveries=deliveries, by=room.office, at=at)


def shown(room: Room) -> list[int]:
    document = PublishedDocument.objects.filter(document_type="processing_figures").first()
    return [period["totals"]["received"] for period in json.loads(document.body)["periods"]] if document else []


@pytest.mark.requirement("R106")
def test_wrong_figures_are_corrected_by_the_right_ones_even_the_first_again(room: Room) -> None:
    hours = [AT + datetime.timedelta(hours=number) for number in range(4)]
    given(room, 5, at=hours[0])
    given(room, 999, at=hours[1])
    assert shown(room) == [999]
    assert len(given(room, 5, at=hours[2])) == 1
    assert shown(room) == [5]
    assert given(room, 5, at=hours[3]) == []  # shown already
    assert FigureReport.objects.count() == 2


@pytest.mark.requirement("R106")
def test_figures_of_a_day_to_come_are_refused_and_wrong_ones_withdrawn(room: Room) -> None:
    with pytest.raises(RefusedFigures):
        given(room, 5, at=AT, as_of=datetime.date(2062, 3, 2))
    assert shown(room) == []
    (first,) = given(room, 5, at=AT)
    (wrong,) = given(room, 7, at=AT, as_of=datetime.date(2026, 3, 10))
    assert shown(room) == [7]
    with pytest.raises(NotAllowed):
        withdraw_figures(report=wrong, reason="Nhầm", by=room.writer, at=AT)
    with pytest.raises(ReasonMissing):
        withdraw_figures(report=wrong, reason=" ", by=room.office, at=AT)
    assert shown(room) == [7]
    withdraw_figures(report=wrong, reason="Nhầm kỳ", by=room.office, at=AT)
    assert shown(room) == [5]
    assert AuditEntry.objects.get(action="procedures.figures_withdrawn").data["reason"] == "Nhầm kỳ"
    withdraw_figures(report=first, reason="Nhầm", by=room.office, at=AT)
    assert shown(room) == []


def test_figures_are_withdrawn_once(room: Room) -> None:
    deliveries = read_delivery(as_csv(FIGURES), file_name="thang2.csv", given=DAYS)
    (report,) = take_figures(subsite=room.site.subsite, deliveries=deliveries, by=room.office, at=AT)
    late = FigureReport.objects.get(pk=report.pk)
    withdraw_figures(report=report, reason="Nhầm", by=room.office, at=AT)
    with pytest.raises(NotInThisState):
        withdraw_figures(report=late, reason="Nhầm", by=room.office, at=AT)
    assert AuditEntry.objects.filter(action="procedures.figures_withdrawn").count() == 1


def test_figures_name_units_of_their_own_agency_only(room: Room) -> None:
    other = OrgUnitFactory(name_vi="Phòng Tư pháp", parent=OrgUnitFactory(kind="so", name_vi="Sở khác"))
    ours = OrgUnitFactory(name_vi="Phòng Tư pháp", parent=room.site.unit)
    rows = as_csv([["Đơn vị", "Tiếp nhận"], ["Phòng Tư pháp", 3], ["Sở khác", 1]])
    deliveries = read_delivery(rows, file_name="s.csv", given=DAYS)
    (report,) = take_figures(subsite=room.site.subsite, deliveries=deliveries, by=None, at=AT)
    assert [figure.unit for figure in report.figures.order_by("order")] == [ours, None]
    assert other.pk != ours.pk


def test_a_source_that_is_away_leaves_the_last_figures_public(room: Room) -> None:
    deliveries = read_delivery(as_csv(FIGURES), file_name="x.csv", given=DAYS)
    answers: list[Any] = [deliveries, port.SourceAway("không trả lời")]

    def fetch(_site: str, _at: datetime.datetime) -> Any:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    port.register_source("thu", fetch)
    try:
        assert [ask_sources(at=AT), ask_sources(at=AT + datetime.timedelta(hours=1))] == [1, 0]
    finally:
        port.unregister_source("thu")
    state = FigureSourceState.objects.get(source="thu")
    assert state.succeeded_at == AT
    assert "không trả lời" in state.error
    assert PublishedDocument.objects.filter(document_type="processing_figures").count() == 1


def test_a_source_that_hangs_is_away_and_holds_nobody(room: Room, settings: Any) -> None:
    settings.PROCEDURE_FIGURES_SECONDS = 0.05
    let_go = threading.Event()
    asked: list[str] = []

    def hangs(site: str, _at: datetime.datetime) -> Any:
        asked.append(site)
        let_go.wait(60)
        return []

    port.register_source("treo", hangs)
    try:
        assert ask_sources(at=AT) == 0
        assert "SourceAway" in FigureSourceState.objects.get(source="treo").error
        assert ask_sources(at=AT + datetime.timedelta(hours=1)) == 0
        assert len(asked) == 1  # it is not asked again while the first question hangs
    finally:
        let_go.set()
        port.unregister_source("treo")


@pytest.mark.requirement("R041")
def test_a_repeal_is_carried_out_by_saying_that_it_is_repealed(room: Room) -> None:
    room.approve(room.imported([full_record(id="a", code="1.001193")]))
    decision = recorded(room, "1.001193", at=timezone.now(), action="repealed")
    task = decision.tasks.get(kind="update")
    for status, is_done in (("current", False), ("repealed", True)):
        room.approve(room.imported([full_record(id="a", code="1.001193", conditions=status, status=status)]))
        run_until_idle(clock=timezone.now)
        task.refresh_from_db()
        assert bool(task.done_at) is is_done


def test_two_who_record_the_same_decision_get_one(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    record_decision(subsite=room.site.subsite, facts=FACTS, concerned=[], by=None, at=AT)
    # The other one asked a moment before this one wrote.
    monkeypatch.setattr(type(RecordedDecision.objects.all()), "exists", lambda _self: False)
    with pytest.raises(AlreadyRecorded):
        record_decision(subsite=room.site.subsite, facts=FACTS, concerned=[], by=None, at=AT)
    assert RecordedDecision.objects.count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "2101-01-01"])
def test_days_beyond_the_calendar_are_refused_in_the_form(room: Room, day: str) -> None:
    given = {
        "subsite": room.site.subsite.pk, "number": "1/QĐ", "issuer": "UBND", "issuer_level": "province",
        "action": "amended", "signed_on": "2026-03-02", "concerned": "1.001193",
    }  # fmt: skip
    assert DecisionForm(given, sites=[room.site.subsite]).is_valid()
    for name in ("signed_on", "effective_on", "norm_effective_on"):
        form = DecisionForm({**given, name: day}, sites=[room.site.subsite])
        assert not form.is_valid()
        assert list(form.errors) == [name]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (["Văn phòng", "nhiều", 1, 1, 0], "number"),
        (["Văn phòng", 10, 9, 8, 0], "sum"),
        (["", 10, 9, 9, 0], "unit"),
        (["Phường Mẫu", 10, 9, 9, 0], "twice"),
        (["Văn phòng", -1, 0, 0, 0], "number"),
        (["Văn phòng", "=1+1", 0, 0, 0], "number"),
    ],
)
def test_a_wrong_row_refuses_the_whole_file_with_its_number(change: list[Any], code: str) -> None:
    rows = [FIGURES[0], FIGURES[2], change]
    with pytest.raises(RefusedFigures) as caught:
        read_delivery(as_csv(rows), file_name="x.csv", given=DAYS)
    assert caught.value.code == code
    assert "3" in str(caught.value)
    assert "received" not in str(caught.value)  # columns are called as the file and the screen call them
    assert not FigureReport.objects.exists()


def test_days_are_needed_and_must_make_a_period() -> None:
    for days in ({**DAYS, "as_of": None}, {**DAYS, "period_end": datetime.date(2026, 1, 1)}):
        with pytest.raises(RefusedFigures):
            read_delivery(as_csv(FIGURES), file_name="x.csv", given=days)
    rows = [[*FIGURES[0], "Từ ngày", "Đến ngày", "Tính đến"], [*FIGURES[1], "01/01/2026", "31/01/2026", "2026-02-01"]]
    (delivery,) = read_delivery(io.BytesIO(as_csv(rows).getvalue()), file_name="x.csv", given={})
    assert (delivery.period_start, delivery.as_of) == (datetime.date(2026, 1, 1), datetime.date(2026, 2, 1))
