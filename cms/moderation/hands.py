"""Through whose hands a text went, read from the database for the rules of four eyes."""

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page, Revision

from cms.moderation.models import ReviewState
from cms.moderation.rules import Hands
from cms.pages.models import BasePage


def writer_ids(page: BasePage, *, requester_id: int | None) -> list[int]:
    """Whose text a draft is: owner, bylines with an account, and whoever submitted it; ascending."""
    facts = page.contribution_facts()
    authors = {author.user_id for author in facts.authors} if facts is not None else set()
    return sorted({person for person in {page.owner_id, requester_id, *authors} if person is not None})


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
    """The steps with `last_editor_id` and `last_edit_id`, for lists: no query behind any row."""
    newest = Revision.page_revisions.filter(object_id=OuterRef("workflow_state__object_id"), user__isnull=False)
    newest = newest.order_by("-created_at", "-id")
    annotated: QuerySet[ReviewState] = states.annotate(
        last_editor_id=Subquery(newest.values("user_id")[:1]), last_edit_id=Subquery(newest.values("pk")[:1])
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
