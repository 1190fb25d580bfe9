"""Which views of the admin lead to a page, and what each asks the policy before it opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.departments.policy import ALLOWED, Actor, Decision, decide, refused
from cms.pages.access import NewPage
from cms.pages.cases import is_text
from cms.pages.placement import Moving
from cms.pages.visibility import explorable_pages

# Posts of the editor that act on the review and not on the text; the step decides who may.
_REVIEW_ACTIONS = frozenset({"action-workflow-action", "action-cancel-workflow", "action-restart-workflow"})


@dataclass(frozen=True)
class Knock:
    """Somebody before a door."""

    request: HttpRequest
    actor: Actor
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    def page(self, name: str) -> Page:
        """The page of an argument of the address; Http404 for one that this person cannot find."""
        return self.found(self.kwargs.get(name, self.args[0] if self.args else None))

    def found(self, pk: object) -> Page:
        """The page with its type; Http404 when there is none or none for this person."""
        try:
            page = Page.objects.get(pk=pk)
        except (Page.DoesNotExist, ValueError, TypeError, OverflowError):
            raise Http404 from None
        if not self.finds([page.pk]):
            raise Http404
        return page.specific

    def finds(self, ids: list[int]) -> bool:
        """Whether the person finds all of these."""
        return bool(explorable_pages(self.actor).filter(pk__in=ids).count() == len(set(ids)))

    def may(self, operation: str, target: object) -> Decision:
        """What the policy says."""
        return decide(self.actor, operation, target=target)


Door = Callable[[Knock], Decision]


def on_page(operation: str, argument: str = "page_id") -> Door:
    """A door that leads to the page whose id is in the address."""
    return lambda knock: knock.may(operation, knock.page(argument))


def _explore(knock: Knock) -> Decision:
    """What stands below a page; a text's own place shows the state of its draft."""
    page = knock.page("parent_page_id")
    return knock.may("view_page", page) if page.depth > 1 and is_text(page.specific_class) else ALLOWED


def _edit(knock: Knock) -> Decision:
    page = knock.page("page_id")
    if knock.request.method == "POST" and knock.request.POST.get("action") == "publish":  # of wagtail-localize
        return knock.may("publish_page", page)
    is_writing = knock.request.method == "POST" and not _REVIEW_ACTIONS & knock.request.POST.keys()
    return knock.may("edit_page" if is_writing else "open_page", page)


def _add(knock: Knock) -> Decision:
    parent = knock.page("parent_page_id")
    try:
        model = apps.get_model(knock.kwargs["content_type_app_name"], knock.kwargs["content_type_model_name"])
    except LookupError:
        raise Http404 from None
    if not issubclass(model, Page):
        raise Http404
    return knock.may("add_page", NewPage(parent, model))


def _add_something(knock: Knock) -> Decision:
    return knock.may("add_page", NewPage(knock.page("parent_page_id")))


def _convert_alias(knock: Knock) -> Decision:
    """Public, it says what was approved for its source, and is withdrawn with it; on its own nobody has approved it."""
    page = knock.page("page_id")
    return knock.may("publish_page" if page.live else "edit_page", page)


def _moving(knock: Knock, destination: Page | None) -> Decision:
    target = Moving(knock.page("page_to_move_id"), destination)
    as_draft = knock.may("move_page", target)
    return as_draft or (knock.may("move_live_page", target) if target.page.live else as_draft)


def _move(knock: Knock) -> Decision:
    destination = knock.request.POST.get("new_parent_page", "")
    return _moving(knock, knock.found(destination) if destination else None)


def _move_confirm(knock: Knock) -> Decision:
    return _moving(knock, knock.page("destination_id"))


def _set_position(knock: Knock) -> Decision:
    page = knock.page("page_to_move_id")
    parent = page.get_parent()
    return refused(_("The root of all sites is not a page.")) if parent is None else knock.may("reorder_pages", parent)


def _copy(knock: Knock) -> Decision:
    destination = knock.request.POST.get("new_parent_page", "")
    target = Moving(knock.page("page_id"), knock.found(destination) if destination else None)
    if knock.request.POST.get("alias"):
        return knock.may("alias_page", target)
    return knock.may("copy_page", target)


def _choose_below(knock: Knock) -> Decision:
    knock.page("parent_page_id")
    return ALLOWED


def _chosen(knock: Knock) -> Decision:
    """Choosing tells the title of what was chosen."""
    _find_all(knock, knock.request.GET.getlist("id"))
    return ALLOWED


def bulk_of_pages(knock: Knock) -> Decision:
    """Many pages at once. Nothing is published in bulk."""
    if knock.kwargs["action"] == "publish":
        return knock.may("publish_page", None)
    _find_all(knock, [pk for pk in knock.request.GET.getlist("id") if pk != "all"])
    parent = knock.request.GET.get("childOf")
    if parent:
        knock.found(parent)
    chosen = knock.request.POST.get("chooser", "")
    if chosen:
        knock.found(chosen)
    return ALLOWED


def _find_all(knock: Knock, ids: list[str]) -> None:
    if not all(pk.isdecimal() and len(pk) < 12 for pk in ids) or not knock.finds([int(pk) for pk in ids]):
        raise Http404


def _nobody(knock: Knock) -> Decision:
    return refused(_("Pages are not changed through this interface."))


def _technical(knock: Knock) -> Decision:
    """Wagtail asks nothing of whoever chooses the steps of a workflow."""
    if knock.actor.user.is_superuser:
        return ALLOWED
    return refused(_("The steps of reviews follow from the rules of moderation: nobody chooses them here."))


_VIEW = on_page("view_page")

DOORS: dict[str, Door] = {
    "wagtailadmin_explore": _explore,
    "wagtailadmin_explore_results": _explore,
    "wagtailadmin_pages:add": _add,
    "wagtailadmin_pages:preview_on_add": _add,
    "wagtailadmin_pages:add_subpage": _add_something,
    "wagtailadmin_pages:edit": _edit,
    "wagtailadmin_pages:preview_on_edit": on_page("open_page"),
    "wagtailadmin_pages:view_draft": _VIEW,
    "wagtailadmin_pages:usage": _VIEW,
    "wagtailadmin_pages:delete": on_page("delete_page"),
    "wagtailadmin_pages:unpublish": on_page("withdraw_page"),
    "wagtailadmin_pages:convert_alias": _convert_alias,
    "wagtailadmin_pages:move": _move,
    "wagtailadmin_pages:move_confirm": _move_confirm,
    "wagtailadmin_pages:set_page_position": _set_position,
    "wagtailadmin_pages:copy": _copy,
    "wagtailadmin_pages:workflow_action": _VIEW,
    "wagtailadmin_pages:collect_workflow_action_data": _VIEW,
    "wagtailadmin_pages:confirm_workflow_cancellation": _VIEW,
    "wagtailadmin_pages:workflow_preview": _VIEW,
    "wagtailadmin_pages:set_privacy": on_page("restrict_page"),
    "wagtailadmin_pages:lock": on_page("lock_page"),
    "wagtailadmin_pages:unlock": on_page("unlock_page"),
    "wagtailadmin_pages:revisions_index": _VIEW,
    "wagtailadmin_pages:revisions_view": _VIEW,
    "wagtailadmin_pages:revisions_revert": on_page("revert_page"),
    "wagtailadmin_pages:revisions_unschedule": on_page("unschedule_page"),
    "wagtailadmin_pages:revisions_compare": _VIEW,
    "wagtailadmin_pages:workflow_history": _VIEW,
    "wagtailadmin_pages:workflow_history_detail": _VIEW,
    "wagtailadmin_pages:history": _VIEW,
    "wagtailadmin_pages:history_results": _VIEW,
    "wagtailadmin_choose_page_child": _choose_below,
    "wagtailadmin_choose_page_chosen_multiple": _chosen,
    "wagtailadmin_api:pages:action": _nobody,
    "wagtailadmin_workflows:task_chooser": _technical,
    "wagtailadmin_workflows:task_chooser_results": _technical,
    "wagtailadmin_workflows:task_chooser_create": _technical,
    "wagtailadmin_workflows:task_chosen": _technical,
}


def add_doors(doors: Mapping[str, Door]) -> None:
    """Doors of other packages; called in `AppConfig.ready()`."""
    DOORS.update(doors)
