"""Who may see, write, publish, close and translate a page, and why somebody may not.

`BasePage.department` decides whose a text is, never its place in the tree (R070). The roles and their reach are
in `cms.pages.reach`, the operations in `cms.pages.operations`; the table for readers is docs/permissions.md.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.departments.policy import ALLOWED, Actor, Decision, refused
from cms.departments.roles import Role
from cms.pages.cases import (
    DECIDERS_ONLY,
    FOREIGN_UNIT,
    FRAME,
    NO_WRITER,
    TRANSLATIONS_ONLY,
    Case,
    case_of,
    is_text,
)
from cms.pages.reach import AGENCY_WIDE, WRITERS


@dataclass(frozen=True)
class NewPage:
    """What `add_page` is asked about: a page to be made below `parent`; of any type when `model` is None."""

    parent: Page
    model: type[Page] | None = None


def may_view(actor: Actor, page: Page) -> Decision:
    """Its drafts, history, revisions, preview: who writes for its unit, who works for the whole agency, its owner.

    The frame of a site hides nothing from those who write for the site; of finance nobody sees a draft.
    """
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    if case.reach.holds_at(case.site, *AGENCY_WIDE):
        return ALLOWED
    if not case.is_text:
        return ALLOWED if case.reach.writes_at(case.site, *WRITERS) else refused(NO_WRITER)
    if case.reach.holds_in(case.unit_id, *WRITERS) or case.is_lent():
        return ALLOWED
    if page.owner_id is not None and page.owner_id == actor.user.pk and case.reach.holds_at(case.site, *Role.values):
        return ALLOWED
    return refused(FOREIGN_UNIT)


def may_add(actor: Actor, target: NewPage) -> Decision:
    """A text: who writes for any unit of the site, in a language they write, and the keepers. A frame page: keepers."""
    case = case_of(actor, target.parent)
    if isinstance(case, Decision):
        return case
    if case.keeps():
        return ALLOWED
    if not (is_text(target.model) if target.model is not None else _takes_texts(target.parent)):
        return refused(FRAME)
    if case.reach.writes_at(case.site, *(role for role in WRITERS if role != Role.TRANSLATOR)):
        return ALLOWED
    return _may_add_translation(case)


def _may_add_translation(case: Case) -> Decision:
    if not case.reach.writes_at(case.site, Role.TRANSLATOR):
        return refused(_("You do not write for any unit of this site."))
    if case.page.locale_id == case.site.first_locale_id:
        return refused(TRANSLATIONS_ONLY)
    return ALLOWED


def _takes_texts(parent: Page) -> bool:
    model = parent.specific_class
    return model is not None and any(is_text(kind) for kind in model.allowed_subpage_models())


def may_work_on(actor: Actor, page: Page) -> Decision:
    """Whose page it is to write, whether or not a review has closed it: what `edit_page` asks first."""
    case = case_of(actor, page)
    return case if isinstance(case, Decision) else works_on(case)


def may_edit(actor: Actor, page: Page) -> Decision:
    """A text: who writes for its unit and the keepers. A frame page: the keepers. In review: whose step it is."""
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    working = works_on(case)
    return _may_edit_in_review(case) if working and page.workflow_in_progress else working


def may_open(actor: Actor, page: Page) -> Decision:
    """The editor: who may edit the page; and while it is in review, when its step locks it, who may see it."""
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    working = works_on(case)
    return may_view(actor, page) if not working and page.workflow_in_progress else working


def _may_edit_in_review(case: Case) -> Decision:
    task = case.page.current_workflow_task
    if task is None or (
        task.user_can_access_editor(case.page, case.actor.user) and not task.locked_for_user(case.page, case.actor.user)
    ):
        return ALLOWED
    return refused(_("This text is in review: it is edited by those whose step it is."))


def works_on(case: Case) -> Decision:
    """Whose page it is to write: the keepers', or who writes for its unit in its language."""
    if case.keeps():
        return ALLOWED
    if not case.is_text:
        return refused(FRAME)
    if case.writes():
        return ALLOWED
    if case.reach.holds_in(case.unit_id, Role.TRANSLATOR):
        return refused(TRANSLATIONS_ONLY)
    return refused(NO_WRITER if may_view(case.actor, case.page) else FOREIGN_UNIT)


def may_publish(actor: Actor, page: object) -> Decision:
    """Nobody, through any screen: a text goes live by the approval of its exact revision."""
    return refused(_("Nothing is published from here: a text goes live when the editorial board approves it."))


def may_decide_on(actor: Actor, page: Page) -> Decision:
    """What changes what the public sees of a live page: the head of the board and the standing office."""
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    return ALLOWED if case.decides() else refused(DECIDERS_ONLY)


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
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    if case.reach.holds_at(case.site, Role.SECRETARIAT, Role.STANDING_OFFICE):
        return ALLOWED
    if case.is_text and case.reach.holds_in(case.unit_id, Role.DEPARTMENT_HEAD):
        return ALLOWED
    return refused(reason)


def may_translate(actor: Actor, page: Page) -> Decision:
    """Begin or refresh a translation, always as a draft: who writes for the unit of the source, and the keepers."""
    case = case_of(actor, page)
    if isinstance(case, Decision):
        return case
    if case.keeps() or (case.is_text and case.reach.holds_in(case.unit_id, *WRITERS)):
        return ALLOWED
    return refused(FRAME if not case.is_text else FOREIGN_UNIT)
