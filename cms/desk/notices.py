"""What people are told when something happens in a review: each subscriber one message to the right people.

They run inside the transaction of the event: a message is there exactly when what it tells happened. Titles go only
to people who may read the text: its deciders, its writers, the section's editor, and the board for urgent acts.
"""

import datetime

from django.urls import reverse

from cms.accounts.models import User
from cms.desk import kinds
from cms.desk.readers import board_of, board_of_unit, office_of, urgent_actors, writers_of
from cms.desk.telling import tell
from cms.kernel.calendar import clock_words, day_of
from cms.moderation import registry
from cms.moderation.first_reading import first_readers
from cms.moderation.models import ReviewState, Submission, UrgentAct
from cms.moderation.queries import deciders_of
from cms.moderation.steps import Reminding
from cms.subsites.queries import main_agency, subsite_of_page


def connect() -> None:
    """Subscribe; called once, in `ready()`."""
    registry.on_submitted(submitted)
    registry.on_decided(decided)
    registry.on_returned(returned)
    registry.on_withdrawn(withdrawn)
    registry.on_taken(taken)
    registry.on_commented(commented)
    registry.on_acted_urgently(acted_urgently)
    registry.on_urgent_reviewed(urgent_reviewed)
    registry.on_reminder_due(reminder_due)
    registry.on_schedule_refused(schedule_refused)
    registry.on_words_wait(words_wait)
    registry.on_words_decided(words_decided)


def submitted(event: registry.Submitted) -> None:
    """Those who may decide the step, and the section's editor, who reads first; of an urgent text at once, and those

    who could publish it at once, too (R072).
    """
    state, at, is_urgent = event.state, event.at, event.submission.is_urgent
    key = f"submitted:{state.pk}"
    told = _deciders(state, at, but=event.by)
    _task(state, told, at, key, submission=event.submission)
    words = {"title": _title(state), "person": event.submission.requester or ""}
    text, path = event.submission.comment if is_urgent else "", address_of_step(state)
    readers = [person for person in first_readers(state, at=at) if person not in told and person != event.by]
    kind, name = (kinds.URGENT_TASK, "urgent_first_reader") if is_urgent else (kinds.FIRST_READER, "first_reader")
    tell(readers, kind.key, name, words, text=text, path=path, at=at, key=key)
    if is_urgent:
        told += [*readers, *writers_of(state), *([event.by] if event.by is not None else [])]
        able = [person for person in urgent_actors(state.subsite, on=day_of(at)) if person not in told]
        tell(able, kinds.URGENT_TASK.key, "urgent_lane", words, text=text, path=path, at=at, key=key)


def decided(event: registry.Decided) -> None:
    """Its writers; and those who may decide the next step."""
    decision, state = event.decision, event.state
    told = [person for person in writers_of(state) if person != decision.by]
    words = {"title": _title(state), "step": decision.get_step_display(), "person": decision.by}
    name = "passed" if event.next_state is not None else "approved"
    path = reverse("wagtailadmin_pages:edit", args=(state.page_id,))
    text = decision.comment
    tell(told, kinds.DECIDED.key, name, words, text=text, path=path, at=event.at, key=f"decision:{decision.pk}")
    if event.next_state is not None:
        deciders = _deciders(event.next_state, event.at, but=decision.by)
        submission = Submission.objects.filter(workflow_state=state.workflow_state_id).first()
        _task(event.next_state, deciders, event.at, f"opened:{event.next_state.pk}", submission=submission)


def returned(event: registry.Returned) -> None:
    """Its writers, with the reason."""
    decision, state = event.decision, event.state
    tell(
        [person for person in writers_of(state) if person != decision.by],
        kinds.RETURNED.key,
        "returned",
        {"title": _title(state), "person": decision.by},
        text=decision.comment,
        path=reverse("wagtailadmin_pages:edit", args=(state.page_id,)),
        at=event.at,
        key=f"decision:{decision.pk}",
    )


def withdrawn(event: registry.Withdrawn) -> None:
    """Whoever had taken the step or been given it: nobody else has begun."""
    state = event.state
    people = [person for person in (state.claimed_by, state.assigned_to) if person is not None and person != event.by]
    words = {"title": _title(state), "person": event.by or ""}
    home = reverse("moderation_tasks")
    tell(people, kinds.WITHDRAWN.key, "withdrawn", words, text=event.reason, path=home, at=event.at, key=None)


def taken(event: registry.Taken) -> None:
    """Whom somebody else gave the step; not who took it, and nobody when it was let go."""
    if event.to is None or event.to == event.by:
        return
    words = {"title": _title(event.state), "person": event.by or "", "due": clock_words(event.state.due_at)}
    path = address_of_step(event.state)
    tell([event.to], kinds.GIVEN.key, "given", words, path=path, at=event.at, key=None)


def commented(event: registry.Commented) -> None:
    """Its writers, and who has taken the step."""
    state = event.state
    people = [*writers_of(state), *(one for one in (state.claimed_by, state.assigned_to) if one is not None)]
    words = {"title": _title(state), "person": event.by}
    told = [person for person in people if person != event.by]
    path = address_of_step(state)
    tell(told, kinds.COMMENTED.key, "commented", words, text=event.text, path=path, at=event.at, key=None)


def acted_urgently(event: registry.ActedUrgently) -> None:
    """The whole board, at any hour, and whose text it is: the act is announced (R072)."""
    act = event.act
    people = [*board_of(act.subsite, on=day_of(event.at)), *office_of(act.subsite, on=day_of(event.at))]
    owner = act.page.owner if act.page is not None else None
    people += [owner] if owner is not None else []
    tell(
        [person for person in people if person != act.by],
        kinds.URGENT_ACT.key,
        "urgent_act",
        {"title": act.page_title, "act": act.get_kind_display(), "person": act.by},
        text=act.reason,
        path=address_of_act(act),
        at=event.at,
        key=f"urgent:{act.pk}",
    )


def urgent_reviewed(event: registry.UrgentReviewed) -> None:
    """Whoever acted."""
    act = event.act
    words = {"title": act.page_title, "act": act.get_kind_display(), "person": act.reviewed_by or ""}
    path, key = address_of_act(act), f"urgent_reviewed:{act.pk}"
    tell([act.by], kinds.URGENT_REVIEWED.key, "urgent_reviewed", words, path=path, at=event.at, key=key)


def reminder_due(event: registry.ReminderDue) -> None:
    """Whose the step is, or all who may decide it; once overdue, the standing office with its daily e-mail (R073)."""
    is_late = event.kind == Reminding.OVERDUE
    kind = kinds.OVERDUE if is_late else kinds.DUE
    on = day_of(event.at)
    if event.state is not None:
        state = event.state
        holder = state.claimed_by or state.assigned_to
        people = [holder] if holder is not None else deciders_of(state, event.at)
        people = [*people, *first_readers(state, at=event.at)]
        title, path, subsite, key = _title(state), address_of_step(state), state.subsite, f"step:{state.pk}"
    elif event.act is not None:
        act = event.act
        people = [person for person in board_of(act.subsite, on=on) if person != act.by]
        title, path, subsite, key = act.page_title, address_of_act(act), act.subsite, f"act:{act.pk}"
    else:
        return
    if is_late:
        people += office_of(subsite, on=on)
    words = {"title": title, "due": clock_words(event.due_at)}
    name = {Reminding.BEFORE: "due_soon", Reminding.DUE: "due_now", Reminding.OVERDUE: "overdue"}[event.kind]
    tell(people, kind.key, name, words, path=path, at=event.at, key=f"reminder:{key}:{event.kind}:{on}")


def schedule_refused(event: registry.ScheduleRefused) -> None:
    """Who submitted the text, whose it is, and the standing office."""
    page = event.page
    newest = ReviewState.objects.filter(page_id=page.pk).select_related("requester").order_by("-pk").first()
    people = [newest.requester] if newest is not None and newest.requester is not None else []
    people += [page.owner] if page.owner is not None else []
    subsite = subsite_of_page(page)
    people += office_of(subsite, on=day_of(event.at)) if subsite is not None else []
    tell(
        people,
        kinds.SCHEDULE_REFUSED.key,
        "schedule_refused",
        {"title": page.title},
        text=str(event.reason),
        path=reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        at=event.at,
        key=f"schedule:{event.revision_id}:{day_of(event.at)}",
    )


def address_of_step(state: ReviewState) -> str:
    """Where a step is read and decided."""
    return reverse("moderation_task", args=(state.pk,))


def address_of_act(act: UrgentAct) -> str:
    """Where an urgent act is reviewed."""
    return reverse("moderation_urgent_act", args=(act.pk,))


def _task(
    state: ReviewState, people: list[User], at: datetime.datetime, key: str, *, submission: Submission | None
) -> None:
    words = {
        "title": _title(state),
        "step": state.get_step_display(),
        "department": state.department,
        "due": clock_words(state.due_at),
    }
    path = address_of_step(state)
    if submission is not None and submission.is_urgent:
        kind, text = kinds.URGENT_TASK.key, submission.comment
        tell(people, kind, "urgent_task", words, text=text, path=path, at=at, key=key)
    else:
        tell(people, kinds.TASK.key, "task", words, path=path, at=at, key=key)


def _deciders(state: ReviewState, at: datetime.datetime, *, but: User | None) -> list[User]:
    return [person for person in deciders_of(state, at) if person != but]


def _title(state: ReviewState) -> str:
    return str(state.page.draft_title or state.page.title)


def words_wait(event: registry.WordsWait) -> None:
    """The board of whose list it is, without whoever wrote them."""
    row = event.row
    unit = row.words_unit() or main_agency()
    people = board_of_unit(unit, on=day_of(event.at)) if unit is not None else []
    told = [person for person in people if person.pk not in row.written_by]
    words, path = {"title": row, "person": event.by}, reverse("moderation_words")
    key = f"words:{row._meta.label}:{row.pk}:{row.words_hash()}"
    tell(told, kinds.WORDS_WAIT.key, "words_wait", words, path=path, at=event.at, key=key)


def words_decided(event: registry.WordsDecided) -> None:
    """Whose words they were, with the reason of a refusal."""
    writers = User.objects.filter(pk__in=event.writers).exclude(pk=event.by.pk)
    name = "words_approved" if event.is_approved else "words_refused"
    path = reverse(
        f"wagtailsnippets_{event.row._meta.app_label}_{event.row._meta.model_name}:edit", args=(event.row.pk,)
    )
    words = {"title": event.row, "person": event.by}
    tell(writers, kinds.WORDS_DECIDED.key, name, words, text=event.reason, path=path, at=event.at, key=None)
