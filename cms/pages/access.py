"""Who may do what to a page: the operations of `cms.departments.policy`, and why somebody may not.

`BasePage.department` decides whose a text is, never its place in the tree (R070). The roles and their reach are
in `cms.pages.reach`; the table for readers is docs/permissions.md.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from cms.departments.policy import ALLOWED, Actor, Decision, Operation, refused, register
from cms.departments.roles import Role
from cms.pages.reach import AGENCY_WIDE, DECIDERS, KEEPERS, WRITERS, Reach, SitePlace, reach_of
from cms.pages.registry import lent_pages

_FOREIGN_SITE = _("This page belongs to a site you do not work for.")
_FOREIGN_UNIT = _("This page belongs to another department.")
_NOT_A_PAGE = _("The root of all sites is not a page.")
_FRAME = _("Homes, sections and standing pages are kept by the secretariat, the standing office and administrators.")
_NO_WRITER = _("You do not write for this department.")
_TRANSLATIONS_ONLY = _("Translators write pages of the other languages only.")
_DECIDERS_ONLY = _("Only the head of the editorial board and its standing office may do this.")


@dataclass(frozen=True)
class NewPage:
    """What `add_page` is asked about: a page to be made below `parent`; of any type when `model` is None."""

    parent: Page
    model: type[Page] | None = None


@dataclass(frozen=True)
class Moving:
    """What moving, copying and aliasing are asked about; without a destination: to anywhere at all."""

    page: Page
    destination: Page | None = None


@dataclass(frozen=True)
class _Case:
    """A page and the person who asks, with what both are."""

    actor: Actor
    page: Page
    reach: Reach
    site: SitePlace

    @property
    def unit_id(self) -> int | None:
        return unit_id_of(self.page)

    @property
    def is_text(self) -> bool:
        return is_text(self.page.specific_class)

    def writes(self) -> bool:
        """Whether the person writes texts of this page's unit in this page's language."""
        if self.reach.holds_in(self.unit_id, *(role for role in WRITERS if role != Role.TRANSLATOR)):
            return True
        if self.page.locale_id == self.site.first_locale_id:
            return False
        return self.reach.holds_in(self.unit_id, Role.TRANSLATOR) or self.is_lent()

    def is_lent(self) -> bool:
        """Whether the page was given to the person to write: the translation of another unit's text (R079)."""
        return self.page.pk in lent_pages(self.actor)

    def keeps(self) -> bool:
        return self.reach.holds_at(self.site, *KEEPERS)

    def decides(self) -> bool:
        return self.reach.holds_at(self.site, *DECIDERS)


def is_text(model: type[Page] | None) -> bool:
    """Whether pages of the type are written by departments; everything else is the frame of the site."""
    return bool(getattr(model, "is_text", False))


def unit_id_of(page: Page) -> int | None:
    """Id of the unit under which the stored page is filed; None for a type that has no unit."""
    specific = page if hasattr(page, "filed_under_id") else page.specific_deferred
    return getattr(specific, "filed_under_id", None)


def _case(actor: Actor, page: Page) -> _Case | Decision:
    """The case, or the refusal of everything: the root, a page of no site, a site of others."""
    if page.depth == 1:
        return refused(_NOT_A_PAGE)
    reach = reach_of(actor)
    site = reach.site_at(page.path)
    if site is None or not reach.is_staff_of(site):
        return refused(_FOREIGN_SITE)
    return _Case(actor, page, reach, site)


def may_view(actor: Actor, page: Page) -> Decision:
    """Its drafts, history, revisions, preview: who writes for its unit, who works for the whole agency, its owner.

    The frame of a site hides nothing from those who write for the site; of finance nobody sees a draft.
    """
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    if case.reach.holds_at(case.site, *AGENCY_WIDE):
        return ALLOWED
    if not case.is_text:
        return ALLOWED if case.reach.writes_at(case.site, *WRITERS) else refused(_NO_WRITER)
    if case.reach.holds_in(case.unit_id, *WRITERS) or case.is_lent():
        return ALLOWED
    if page.owner_id is not None and page.owner_id == actor.user.pk and case.reach.holds_at(case.site, *Role.values):
        return ALLOWED
    return refused(_FOREIGN_UNIT)


def may_add(actor: Actor, target: NewPage) -> Decision:
    """A text: who writes for any unit of the site, in a language they write, and the keepers. A frame page: keepers."""
    case = _case(actor, target.parent)
    if isinstance(case, Decision):
        return case
    if case.keeps():
        return ALLOWED
    if not (is_text(target.model) if target.model is not None else _takes_texts(target.parent)):
        return refused(_FRAME)
    if case.reach.writes_at(case.site, *(role for role in WRITERS if role != Role.TRANSLATOR)):
        return ALLOWED
    return _may_add_translation(case)


def _may_add_translation(case: _Case) -> Decision:
    if not case.reach.writes_at(case.site, Role.TRANSLATOR):
        return refused(_("You do not write for any unit of this site."))
    if case.page.locale_id == case.site.first_locale_id:
        return refused(_TRANSLATIONS_ONLY)
    return ALLOWED


def _takes_texts(parent: Page) -> bool:
    model = parent.specific_class
    return model is not None and any(is_text(kind) for kind in model.allowed_subpage_models())


def may_work_on(actor: Actor, page: Page) -> Decision:
    """Whose page it is to write, whether or not a review has closed it: what `edit_page` asks first."""
    case = _case(actor, page)
    return case if isinstance(case, Decision) else _works_on(case)


def may_edit(actor: Actor, page: Page) -> Decision:
    """A text: who writes for its unit and the keepers. A frame page: the keepers. In review: whose step it is."""
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    working = _works_on(case)
    return _may_edit_in_review(case) if working and page.workflow_in_progress else working


def may_open(actor: Actor, page: Page) -> Decision:
    """The editor: who may edit the page; and while it is in review, when its step locks it, who may see it."""
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    working = _works_on(case)
    return may_view(actor, page) if not working and page.workflow_in_progress else working


def _may_edit_in_review(case: _Case) -> Decision:
    task = case.page.current_workflow_task
    if task is None or (
        task.user_can_access_editor(case.page, case.actor.user) and not task.locked_for_user(case.page, case.actor.user)
    ):
        return ALLOWED
    return refused(_("This text is in review: it is edited by those whose step it is."))


def _works_on(case: _Case) -> Decision:
    if case.keeps():
        return ALLOWED
    if not case.is_text:
        return refused(_FRAME)
    if case.writes():
        return ALLOWED
    if case.reach.holds_in(case.unit_id, Role.TRANSLATOR):
        return refused(_TRANSLATIONS_ONLY)
    return refused(_NO_WRITER if may_view(case.actor, case.page) else _FOREIGN_UNIT)


def may_publish(actor: Actor, page: object) -> Decision:
    """Nobody, through any screen: a text goes live by the approval of its exact revision."""
    return refused(_("Nothing is published from here: a text goes live when the editorial board approves it."))


def may_decide_on(actor: Actor, page: Page) -> Decision:
    """What changes what the public sees of a live page: the head of the board and the standing office."""
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    return ALLOWED if case.decides() else refused(_DECIDERS_ONLY)


def may_withdraw(actor: Actor, page: Page) -> Decision:
    """Those who decide, of a page that is live."""
    if not page.live:
        return refused(_("This page is not live."))
    return may_decide_on(actor, page)


def may_schedule(actor: Actor, page: Page) -> Decision:
    """The moments at which an approved text begins and ends: its head, the secretariat and the standing office."""
    reason = _("Only the head of the department, the secretariat and the standing office set these moments.")
    return _heads_and_office(actor, page, reason)


def may_lock(actor: Actor, page: Page) -> Decision:
    """Close a page to editing: the head of its department, the secretariat and the standing office."""
    reason = _("Only the head of the department, the secretariat and the standing office lock pages.")
    return _heads_and_office(actor, page, reason)


def may_unlock(actor: Actor, page: Page) -> Decision:
    """The same, and whoever locked it."""
    if page.locked_by_id is not None and page.locked_by_id == actor.user.pk and may_view(actor, page):
        return ALLOWED
    return may_lock(actor, page)


def _heads_and_office(actor: Actor, page: Page, reason: Promise) -> Decision:
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    if case.reach.holds_at(case.site, Role.SECRETARIAT, Role.STANDING_OFFICE):
        return ALLOWED
    if case.is_text and case.reach.holds_in(case.unit_id, Role.DEPARTMENT_HEAD):
        return ALLOWED
    return refused(reason)


def may_reorder(actor: Actor, parent: Page) -> Decision:
    """The order of what stands below a page is the frame of the site."""
    case = _case(actor, parent)
    if isinstance(case, Decision):
        return case
    return ALLOWED if case.keeps() else refused(_FRAME)


def may_move(actor: Actor, target: Moving) -> Decision:
    """A page with nothing live in it: who may edit it, to where they may add it, on its own site."""
    if _has_live(target.page):
        return refused(_("This page, or one below it, is live: the head of the board or the standing office moves it."))
    editing = may_edit(actor, target.page)
    if not editing or target.destination is None:
        return editing
    leaving = _leaves_site(actor, target)
    return leaving if leaving is not None else may_add(actor, NewPage(target.destination, target.page.specific_class))


def may_move_live(actor: Actor, target: Moving) -> Decision:
    """A live page: those who decide, on its own site. What stands below keeps its approval and its privacy."""
    deciding = may_decide_on(actor, target.page)
    if not deciding or target.destination is None:
        return deciding
    leaving = _leaves_site(actor, target)  # a refusal is falsy: `or` would let it pass
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
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    if _is_reviewed(page):
        return refused(_("This page, or one below it, is in review: withdraw the submission first."))
    if _has_live(page):
        return may_decide_on(actor, page)
    return _works_on(case)


def may_translate(actor: Actor, page: Page) -> Decision:
    """Begin or refresh a translation, always as a draft: who writes for the unit of the source, and the keepers."""
    case = _case(actor, page)
    if isinstance(case, Decision):
        return case
    if case.keeps() or (case.is_text and case.reach.holds_in(case.unit_id, *WRITERS)):
        return ALLOWED
    return refused(_FRAME if not case.is_text else _FOREIGN_UNIT)


def _leaves_site(actor: Actor, target: Moving) -> Decision | None:
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


def register_operations() -> None:
    """Declare the operations on pages; called once, when the app is ready."""
    for operation in (
        Operation("view_page", _("see drafts and history of a page"), may_view),
        Operation("add_page", _("add a page"), may_add),
        Operation("edit_page", _("edit a page"), may_edit),
        Operation("open_page", _("open a page in the editor"), may_open),
        Operation("revert_page", _("bring back an old version as a draft"), may_edit),
        Operation("publish_page", _("publish a page without approval"), may_publish, binds_superusers=True),
        Operation("withdraw_page", _("withdraw a live page"), may_withdraw),
        Operation("restrict_page", _("change who may read a page"), may_decide_on),
        Operation("schedule_page", _("set when a page begins and ends"), may_schedule),
        Operation("unschedule_page", _("cancel a planned publication"), may_decide_on),
        Operation("move_page", _("move a draft"), may_move),
        Operation("move_live_page", _("move a live page"), may_move_live),
        Operation("copy_page", _("copy a page"), may_copy),
        Operation("alias_page", _("give a page a second address"), may_alias),
        Operation("reorder_pages", _("change the order of pages"), may_reorder),
        Operation("delete_page", _("delete a page"), may_delete),
        Operation("lock_page", _("lock a page"), may_lock),
        Operation("unlock_page", _("unlock a page"), may_unlock),
        Operation("translate_page", _("translate a page"), may_translate),
    ):
        register(operation)
