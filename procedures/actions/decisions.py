"""Publication decisions are recorded, open tasks with clocks, and are done by what is published (R041, NĐ 63/2010)."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.departments.policy import require
from cms.departments.queries import working_calendar
from cms.kernel.calendar import day_of
from cms.kernel.text import clean_line
from cms.moderation.errors import ReasonMissing
from cms.publishing.models import PublicationEvent
from cms.subsites.models import Subsite
from procedures.clocks import Due, first_reminder, next_reminder, post_due, table_in_force, tables_of, update_due
from procedures.errors import AlreadyRecorded, NotInThisState
from procedures.models import ChangeNoticePage, ChangeTask, ProcedurePage, RecordedDecision
from procedures.queries import procedures_of
from procedures.registry import ChangeTaskDue, DecisionRecorded, announce
from procedures.terms import DecisionAction, Status

Kind = ChangeTask.Kind


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """What stands on a publication decision."""

    number: str
    issuer: str
    issuer_level: str
    action: str
    signed_on: datetime.date
    effective_on: datetime.date | None = None
    norm_effective_on: datetime.date | None = None
    is_shortened: bool = False
    url: str = ""


@transaction.atomic
def record_decision(
    *, subsite: Subsite, facts: DecisionFacts, concerned: Collection[str], by: User | None, at: datetime.datetime
) -> RecordedDecision:
    """Take note of a publication decision: a task for each procedure it concerns, and one to post it.

    `concerned`: national codes, or keys of records, of the procedures; one that the catalogue does not have is to be
    added. Procedures are due the same day (R041), the posting by the legal clock of its issuer, counted from the
    signature. Raise NotAllowed, AlreadyRecorded; then nothing has changed.
    """
    if by is not None:
        require(by, "record_decision", target=subsite, at=at)
    given = {**asdict(facts), "number": clean_line(facts.number), "issuer": clean_line(facts.issuer)}
    same = {name: given[name] for name in ("number", "issuer", "signed_on")}
    if RecordedDecision.objects.filter(subsite=subsite, **same).exists():
        raise AlreadyRecorded(number=given["number"])
    try:
        with transaction.atomic():
            decision = RecordedDecision.objects.create(subsite=subsite, recorded_by=by, recorded_at=at, **given)
    except IntegrityError as error:  # somebody was faster, this very moment
        raise AlreadyRecorded(number=given["number"]) from error
    tasks = tuple(_tasks(decision, concerned, at=at))
    log(action="procedures.decision_recorded", by=by, at=at, target=decision, data={**same, "tasks": len(tasks)})
    announce(DecisionRecorded(decision=decision, tasks=tasks, by=by, at=at))
    return decision


def _tasks(decision: RecordedDecision, concerned: Iterable[str], *, at: datetime.datetime) -> Iterable[ChangeTask]:
    calendar = working_calendar()
    table = table_in_force(tables_of(settings.PROCEDURE_CLOCKS), on=decision.signed_on)
    update = update_due(table, recorded_on=day_of(at), effective_on=decision.effective_on, calendar=calendar)
    catalogue = procedures_of(decision.subsite)
    for named in dict.fromkeys(clean_line(one) for one in concerned):
        if not named:
            continue
        page = catalogue.filter(code=named).first() or catalogue.filter(key=named).first()
        kind = Kind.UPDATE if page is not None else Kind.ADD
        yield _open(decision, kind, update, code=named, page=page)
    post = post_due(
        table,
        issuer_level=decision.issuer_level,
        is_shortened=decision.is_shortened,
        signed_on=decision.signed_on,
        calendar=calendar,
    )
    yield _open(decision, Kind.POST, post)


def _open(
    decision: RecordedDecision, kind: str, due: Due, *, code: str = "", page: ProcedurePage | None = None
) -> ChangeTask:
    return ChangeTask.objects.create(
        decision=decision,
        kind=kind,
        code=code,
        name=page.title if page is not None else "",
        page=page.page_ptr if page is not None else None,
        due_at=due.at,
        due_basis=due.as_json(),
        next_reminder_at=first_reminder(due.at),
    )


@transaction.atomic
def close_task(*, task: ChangeTask, evidence: str, by: User, at: datetime.datetime) -> None:
    """Say by hand that a task is done, and how: it was posted elsewhere, or concerns nothing here.

    Raise NotAllowed, ReasonMissing, NotInThisState for one that is done; then nothing has changed.
    """
    require(by, "close_change_task", target=task.decision.subsite, at=at)
    said = clean_line(evidence)[:500]
    if not said:
        raise ReasonMissing
    if not _done(ChangeTask.objects.filter(pk=task.pk), said, by=by, at=at):
        raise NotInThisState
    task.refresh_from_db()
    log(action="procedures.change_task_closed", by=by, at=at, target=task, data={"reason": said})


@transaction.atomic
def note_published(*, event: PublicationEvent) -> int:
    """Close what a publication fulfils: a procedure whose draft was written after the decision was recorded, and the

    posting of a decision by its change notice. How many tasks. The worker calls it for every publication.
    """
    if event.page_id is None or event.site_id is None:
        return 0
    open_tasks = ChangeTask.objects.open()
    notice = ChangeNoticePage.objects.filter(pk=event.page_id, live=True).first()
    if notice is not None:
        if notice.decision_id is None:
            return 0
        mine = open_tasks.filter(
            decision_id=notice.decision_id, decision__subsite_id=event.site_id, kind=Kind.POST
        )  # of this site: a notice of another one posts nothing here
        return _done(mine, notice.title[:500], by=None, at=event.occurred_at)
    page = ProcedurePage.objects.filter(pk=event.page_id, live=True).select_related("live_revision").first()
    if page is None or page.live_revision is None:
        return 0
    written_at = page.live_revision.created_at
    tasks = open_tasks.filter(decision__recorded_at__lte=written_at)
    named = [name for name in (page.code, page.key) if name]
    known = tasks.filter(kind=Kind.UPDATE, page_id=page.pk)
    if page.status == Status.CURRENT:  # what a decision repeals is not carried out by saying something else of it
        known = known.exclude(decision__action=DecisionAction.REPEALED)
    added = tasks.filter(kind=Kind.ADD, code__in=named, decision__subsite_id=event.site_id)
    return sum(_done(rows, page.title[:500], by=None, at=event.occurred_at) for rows in (known, added))


def _done(rows: "object", evidence: str, *, by: User | None, at: datetime.datetime) -> int:
    """One conditional UPDATE: of two that close a task one does."""
    found: int = rows.filter(done_at__isnull=True).update(  # type: ignore[attr-defined]
        done_at=at, done_by=by, evidence=evidence, next_reminder_at=None
    )
    return found


@transaction.atomic
def remind_of_changes(*, at: datetime.datetime) -> int:
    """Announce what is due within hours, now, or every day late (R073); how many."""
    rows = ChangeTask.objects.open().filter(next_reminder_at__lte=at)
    count = 0
    for task in rows.select_related("decision__subsite__unit", "page").select_for_update(of=("self",)):
        announce(ChangeTaskDue(task=task, is_late=at > task.due_at, at=at))
        task.next_reminder_at = next_reminder(due_at=task.due_at, at=at)
        task.save(update_fields=["next_reminder_at"])
        count += 1
    return count
