"""Through whose hands a text went, read from the database for the rules of four eyes."""

import datetime
from collections.abc import Sequence

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from wagtail.models import Page, Revision

from cms.moderation.models import Approval, ReviewState
from cms.moderation.rules import Hands
from cms.pages.models import BasePage
from cms.pages.registry import WrittenPart, written_parts


def writer_ids(page: BasePage, *, requester_id: int | None) -> list[int]:
    """Whose text a draft is: owner, bylines with an account, whoever submitted it, and who wrote it; ascending."""
    people = {page.owner_id, requester_id, *bylines_of(page), *owners_of(page.pk), *authors_since_approval(page)}
    return sorted(person for person in people if person is not None)


def bylines_of(page: BasePage) -> set[int]:
    """Accounts of those whose name a text bears."""
    facts = page.contribution_facts()
    return {author.user_id for author in facts.authors if author.user_id is not None} if facts is not None else set()


def owners_of(page_id: int) -> set[int]:
    """Everybody whose page it ever was, as its versions say: who handed a text over has written it all the same."""
    rows = Revision.page_revisions.filter(object_id=str(page_id)).order_by()
    return {owner for owner in rows.values_list("content__owner", flat=True).distinct() if isinstance(owner, int)}


def authors_since_approval(page: BasePage) -> set[int]:
    """Who saved a version since the last one that was approved, or wrote a part of one, outside a step of a review.

    What was approved before, others answer for. Whoever changes a text in their step does not write it: they may not
    decide while theirs is the last edit, and the writers see it when it is sent back (RELIABILITY 23).
    """
    approved = Approval.objects.filter(page_id=page.pk).aggregate(newest=Max("revision_id"))["newest"] or 0
    rows = Revision.page_revisions.filter(object_id=str(page.pk), pk__gt=approved)
    versions = list(rows.order_by("pk").values_list("pk", "user_id", "created_at"))
    states = ReviewState.objects.filter(page_id=page.pk)
    steps = [
        (state.began_with_revision_id or 0, None if state.is_open else state.revision_id)
        for state in states.only("began_with_revision_id", "revision_id", "status")
    ]
    in_step = {pk for pk, _person, _at in versions if any(_within(pk, began, ended) for began, ended in steps)}
    savers = {person for pk, person, _at in versions if person is not None and pk not in in_step}
    if not (parts := written_parts(page)):
        return savers
    moment = Revision.objects.filter(pk=approved).values_list("created_at", flat=True).first()
    return savers | {part.person_id for part in parts if _is_written(part, versions, in_step, approved_at=moment)}


def _is_written(
    part: WrittenPart,
    versions: Sequence[tuple[int, int | None, datetime.datetime]],
    in_step: set[int],
    *,
    approved_at: datetime.datetime | None,
) -> bool:
    """Whether a part makes its writer an author: not when it was approved, nor when they saved it in their own step.

    It stands in the first version that was saved after it was written; until then in none.
    """
    if approved_at is not None and part.at <= approved_at:
        return False
    pk, saver = next(((pk, saver) for pk, saver, at in versions if at >= part.at), (None, None))
    return not (pk in in_step and saver == part.person_id)


def _within(revision_id: int, began: int, ended: int | None) -> bool:
    """Whether a version was made in a step: after the one it began with, up to the one decided about."""
    return revision_id > began and (ended is None or revision_id <= ended)


def revisions_by_people(page_id: int) -> QuerySet[Revision]:
    """The revisions of a page that a person made, newest first; those of code have nobody to bar."""
    rows: QuerySet[Revision] = Revision.page_revisions.filter(object_id=str(page_id), user__isnull=False)
    return rows.order_by("-created_at", "-id")


def hands_of_draft(page: BasePage) -> Hands:
    """Of the newest draft, outside any step: for the urgent lane."""
    newest = revisions_by_people(page.pk).first()
    return Hands(
        writers=frozenset(writer_ids(page, requester_id=None)),
        last_editor=newest.user_id if newest is not None else None,
    )


def hands_of_step(state: ReviewState) -> Hands:
    """Of the text in a step: the frozen writers, those of the newest draft, and who saved that."""
    page = Page.objects.get(pk=state.page_id).get_latest_revision_as_object()
    newest = revisions_by_people(state.page_id).first()
    known = set(state.writer_ids)
    if isinstance(page, BasePage):
        known |= set(writer_ids(page, requester_id=state.requester_id))
    return Hands(
        writers=frozenset(known),
        last_editor=newest.user_id if newest is not None else None,
        last_edit_in_step=newest is not None and newest.pk > (state.began_with_revision_id or 0),
    )


def with_last_edit(states: "QuerySet[ReviewState]") -> "QuerySet[ReviewState]":
    """The steps with `last_editor_id`, `last_edit_id` and `is_urgent`, for lists: no query behind any row."""
    newest = Revision.page_revisions.filter(object_id=OuterRef("workflow_state__object_id"), user__isnull=False)
    newest = newest.order_by("-created_at", "-id")
    annotated: QuerySet[ReviewState] = states.annotate(
        last_editor_id=Subquery(newest.values("user_id")[:1]),
        last_edit_id=Subquery(newest.values("pk")[:1]),
        is_urgent=F("workflow_state__submission__is_urgent"),
    )
    return annotated


def hands_of_row(state: ReviewState) -> Hands:
    """Of a row that `with_last_edit` read."""
    last_edit: int | None = state.last_edit_id
    return Hands(
        writers=frozenset({*state.writer_ids, *([state.requester_id] if state.requester_id else [])}),
        last_editor=state.last_editor_id,
        last_edit_in_step=last_edit is not None and last_edit > (state.began_with_revision_id or 0),
    )
