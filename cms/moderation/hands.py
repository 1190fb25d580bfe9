"""Through whose hands a text went, read from the database for the rules of four eyes."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from wagtail.models import Page, Revision

from cms.moderation.models import Approval, ReviewState
from cms.moderation.rules import Hands
from cms.pages.models import BasePage
from cms.pages.registry import WrittenPart, written_parts


@dataclass(frozen=True, kw_only=True)
class _Version:
    """A revision of a page: who saved it, when, and whose page it was then."""

    pk: int
    saver: int | None
    at: datetime.datetime
    owner: Any


def writer_ids(page: BasePage, *, requester_id: int | None) -> list[int]:
    """Whose text a draft is: owner, bylines with an account, whoever submitted it, and who wrote it; ascending."""
    people = _writers([page], _versions([page.pk]))[page.pk]
    return sorted(people | {requester_id} if requester_id is not None else people)


def bylines_of(page: BasePage) -> set[int]:
    """Accounts of those whose name a text bears."""
    facts = page.contribution_facts()
    return {author.user_id for author in facts.authors if author.user_id is not None} if facts is not None else set()


def _versions(page_ids: Collection[int]) -> dict[int, list[_Version]]:
    """All versions of pages, oldest first. One query."""
    rows = Revision.page_revisions.filter(object_id__in=[str(page_id) for page_id in page_ids]).order_by("pk")
    found: dict[int, list[_Version]] = {page_id: [] for page_id in page_ids}
    for page_id, pk, saver, at, owner in rows.values_list("object_id", "pk", "user_id", "created_at", "content__owner"):
        found[int(page_id)].append(_Version(pk=pk, saver=saver, at=at, owner=owner))
    return found


def _writers(pages: Sequence[BasePage], versions: Mapping[int, Sequence[_Version]]) -> dict[int, set[int]]:
    """Whose text each draft is, by id of the page, whoever submits it.

    Among them is everybody whose page it ever was, as its versions say: who handed a text over has written it all
    the same.
    """
    authors = _authors_since_approval(pages, versions)
    found = {}
    for page in pages:
        owners = {version.owner for version in versions[page.pk] if isinstance(version.owner, int)}
        people = {page.owner_id, *owners, *bylines_of(page), *authors[page.pk]}
        found[page.pk] = {person for person in people if person is not None}
    return found


def _authors_since_approval(
    pages: Sequence[BasePage], versions: Mapping[int, Sequence[_Version]]
) -> dict[int, set[int]]:
    """Who saved a version since the last one that was approved, or wrote a part of one, outside a step of a review.

    What was approved before, others answer for. Whoever changes a text in their step does not write it: they may not
    decide while theirs is the last edit, and the writers see it when it is sent back (RELIABILITY 23).
    """
    ids = [page.pk for page in pages]
    approvals = Approval.objects.filter(page_id__in=ids).order_by().values_list("page_id")
    newest = {page_id: pk or 0 for page_id, pk in approvals.annotate(newest=Max("revision_id"))}
    steps: dict[int, list[tuple[int, int | None]]] = {page_id: [] for page_id in ids}
    states = ReviewState.objects.filter(page_id__in=ids)
    for state in states.only("page_id", "began_with_revision_id", "revision_id", "status"):
        ended = None if state.is_open else state.revision_id
        steps[state.page_id].append((state.began_with_revision_id or 0, ended))
    parts = written_parts(pages)
    return {pk: _authors(versions[pk], steps[pk], parts[pk], approved=newest.get(pk, 0)) for pk in ids}


def _authors(
    versions: Sequence[_Version],
    steps: Sequence[tuple[int, int | None]],
    parts: Sequence[WrittenPart],
    *,
    approved: int,
) -> set[int]:
    later = [version for version in versions if version.pk > approved]
    in_step = {version.pk for version in later if any(_within(version.pk, began, ended) for began, ended in steps)}
    savers = {version.saver for version in later if version.saver is not None and version.pk not in in_step}
    moment = next((version.at for version in versions if version.pk == approved), None)
    return savers | {part.person_id for part in parts if _is_written(part, later, in_step, approved_at=moment)}


def _is_written(
    part: WrittenPart,
    versions: Sequence[_Version],
    in_step: set[int],
    *,
    approved_at: datetime.datetime | None,
) -> bool:
    """Whether a part makes its writer an author: not when it was approved, nor when they saved it in their own step.

    It stands in the first version that was saved after it was written; until then in none.
    """
    if approved_at is not None and part.at <= approved_at:
        return False
    stands_in = next((version for version in versions if version.at >= part.at), None)
    return stands_in is None or not (stands_in.pk in in_step and stands_in.saver == part.person_id)


def _within(revision_id: int, began: int, ended: int | None) -> bool:
    """Whether a version was made in a step: after the one it began with, up to the one decided about."""
    return revision_id > began and (ended is None or revision_id <= ended)


def revisions_by_people(page_id: int) -> QuerySet[Revision]:
    """The revisions of a page that a person made, newest first; those of code have nobody to bar."""
    rows: QuerySet[Revision] = Revision.page_revisions.filter(object_id=str(page_id), user__isnull=False)
    return rows.order_by("-created_at", "-id")


def hands_of_draft(page: BasePage) -> Hands:
    """Of the newest draft, outside any step: for the urgent lane."""
    return hands_of_drafts([page])[page.pk]


def hands_of_drafts(pages: Sequence[BasePage]) -> dict[int, Hands]:
    """The same of many, by id of the page: as many queries as of one."""
    versions = _versions([page.pk for page in pages])
    writers = _writers(pages, versions)
    return {pk: Hands(writers=frozenset(writers[pk]), last_editor=_last_editor(versions[pk])) for pk in versions}


def _last_editor(versions: Sequence[_Version]) -> int | None:
    """Who saved the newest version that a person made; those of code have nobody to bar."""
    by_people = [version for version in versions if version.saver is not None]
    return max(by_people, key=lambda version: (version.at, version.pk)).saver if by_people else None


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
