"""Who may move, copy, order and delete pages: what becomes of their place in the tree, and why somebody may not."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from cms.departments.policy import ALLOWED, Actor, Decision, refused
from cms.pages.access import NewPage, may_add, may_decide_on, may_edit, may_view, works_on
from cms.pages.cases import FRAME, case_of
from cms.pages.reach import reach_of


@dataclass(frozen=True)
class Moving:
    """What moving, copying and aliasing are asked about; without a destination: to anywhere at all."""

    page: Page
    destination: Page | None = None


def may_reorder(actor: Actor, parent: Page) -> Decision:
    """The order of what stands below a page is the frame of the site."""
    case = case_of(actor, parent)
    if isinstance(case, Decision):
        return case
    return ALLOWED if case.keeps() else refused(FRAME)


def may_move(actor: Actor, target: Moving) -> Decision:
    """A page with nothing live in it: who may edit it, to where they may add it, on its own site."""
    if _has_live(target.page):
        return refused(_("This page, or one below it, is live: the head of the board or the standing office moves it."))
    editing = may_edit(actor, target.page)
    if not editing or target.destination is None:
        return editing
    leaving = _leaves_home(actor, target)
    return leaving if leaving is not None else may_add(actor, NewPage(target.destination, target.page.specific_class))


def may_move_live(actor: Actor, target: Moving) -> Decision:
    """A live page: those who decide, on its own site. What stands below keeps its approval and its privacy."""
    deciding = may_decide_on(actor, target.page)
    if not deciding or target.destination is None:
        return deciding
    leaving = _leaves_home(actor, target)  # a refusal is falsy: `or` would let it pass
    return ALLOWED if leaving is None else leaving


def may_copy(actor: Actor, target: Moving) -> Decision:
    """Who may see the source and may add at the target; the copy is a draft of a unit of their own."""
    viewing = may_view(actor, target.page)
    if not viewing or target.destination is None:
        return viewing
    return may_add(actor, NewPage(target.destination, target.page.specific_class))


def may_alias(actor: Actor, target: Moving) -> Decision:
    """A second address that shows what the source shows: those who decide, on the same site."""
    return may_move_live(actor, target)


def may_delete(actor: Actor, page: Page) -> Decision:
    """A draft: who may edit it. Anything live in it: those who decide. Never while it, or one below, is in review."""
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    if _is_reviewed(page):
        return refused(_("This page, or one below it, is in review: withdraw the submission first."))
    if _has_live(page):
        return may_decide_on(actor, page)
    return works_on(case)


def mixes_languages(target: object) -> Decision | None:
    """A Vietnamese page below the English home would have an English address and Vietnamese words: for nobody."""
    if not isinstance(target, Moving) or target.destination is None:
        return None
    if target.destination.depth == 1 or target.destination.locale_id == target.page.locale_id:
        return None
    return refused(_("A page stays below pages of its own language: the other one is written as its translation."))


def _leaves_home(actor: Actor, target: Moving) -> Decision | None:
    reach = reach_of(actor)
    there = reach.site_at(target.destination.path) if target.destination is not None else None
    if there is None or there != reach.site_at(target.page.path):
        return refused(_("A page never leaves its site."))
    return None


def _has_live(page: Page) -> bool:
    return bool(page.live) or (page.numchild > 0 and page.get_descendants().live().exists())


def _is_reviewed(page: Page) -> bool:
    if page.workflow_in_progress:
        return True
    if page.numchild == 0:
        return False
    below = [str(pk) for pk in page.get_descendants().values_list("pk", flat=True)]
    reviewed: bool = WorkflowState.objects.filter(
        object_id__in=below,
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        status=WorkflowState.STATUS_IN_PROGRESS,
    ).exists()
    return reviewed
