"""The page editor: what may be done with a text in review, and why a button does nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.models import Page, WorkflowState

from cms.departments.policy import Decision, may
from cms.moderation.models import ReviewState
from cms.moderation.queries import deciders_of, open_state_of
from cms.pages.models import BasePage

SUBMIT, WITHDRAW, DECIDE = "action-review", "action-take-back", "action-decide"
# Wagtail's own: they ask for no declaration and show no difference. Posted all the same, they obey the same rules.
_REMOVED = {"action-publish", "action-submit", "action-restart-workflow", "action-cancel-workflow"}
_KEY = "moderation.review_of_page"


class Review:
    """A page and its open step as the editor's buttons and boxes need it; read once a request."""

    def __init__(self, page: Page, request: HttpRequest) -> None:
        self.at = timezone.now()
        self.page = page
        self.user: Any = request.user
        self.state: ReviewState | None = open_state_of(page)
        running = page.current_workflow_state
        self.is_returned = running is not None and running.status == WorkflowState.STATUS_NEEDS_CHANGES

    def may(self, operation: str, target: object) -> Decision:
        """What the policy says of the person now."""
        return may(self.user, operation, target=target, at=self.at)

    def why_not(self, able: Decision) -> str:
        """The refusal, and who may decide instead."""
        names = ", ".join(str(person) for person in self.deciders)
        told = _("Those who may decide: {names}.").format(names=names) if names else _("Nobody may decide it now.")
        return f"{able.reason} {told}"

    @property
    def deciders(self) -> list[Any]:
        """Who may decide the open step."""
        if not hasattr(self, "_deciders"):
            self._deciders = deciders_of(self.state, self.at) if self.state is not None else []
        return self._deciders


def review_of(page: Page, request: HttpRequest) -> Review:
    """The review of a page, the same object for all parts of one screen."""
    known: dict[int, Review] = request.__dict__.setdefault(_KEY, {})
    if page.pk not in known:
        known[page.pk] = Review(page, request)
    return known[page.pk]


class SubmitItem(ActionMenuItem):
    """“Gửi duyệt”, “Gửi lại”: saves the draft, then asks for note and declaration."""

    name = SUBMIT
    icon_name = "resubmit"
    template_name = "moderation/admin/menu_button.html"

    def __init__(self, label: Any, order: int) -> None:
        super().__init__(order=order)
        self.label = label


class LinkItem(ActionMenuItem):
    """Leads to a screen, or says why not."""

    template_name = "moderation/admin/menu_link.html"

    def __init__(self, name: str, label: Any, url: str, *, order: int, icon: str, reason: str = "") -> None:
        super().__init__(order=order)
        self.name, self.label, self.url, self.icon_name, self.reason = name, label, url, icon, reason

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return self.url

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "reason": self.reason}


def action_menu(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Replace Wagtail's steps by ours, in place (hook `construct_page_action_menu`)."""
    items[:] = [item for item in items if not isinstance(item, WorkflowMenuItem) and item.name not in _REMOVED]
    page = context.get("page")
    if context["view"] == "create":
        items.append(SubmitItem(gettext_lazy("Submit for review"), 10))
    elif isinstance(page, BasePage) and page.pk and context["view"] == "edit":
        items.extend(_items_of(page, request, is_locked=context["locked_for_user"]))
    items.sort(key=lambda item: item.order)


def _items_of(page: BasePage, request: HttpRequest, *, is_locked: bool) -> list[ActionMenuItem]:
    review = review_of(page, request)
    found: list[ActionMenuItem] = []
    if review.state is not None:
        found.append(_decide_item(review, review.state, is_locked=is_locked))
        if review.may("withdraw_submission", review.state):
            url = reverse("moderation_take_back", args=(page.pk,))
            found.append(LinkItem(WITHDRAW, gettext_lazy("Take back"), url, order=40, icon="undo"))
    elif not is_locked and review.may("submit_page", page):
        label = gettext_lazy("Submit again") if review.is_returned else gettext_lazy("Submit for review")
        found.append(SubmitItem(label, 10))
    if review.may("publish_urgently", page):
        url = reverse("moderation_publish_now", args=(page.pk,))
        found.append(LinkItem("urgent", gettext_lazy("Publish at once"), url, order=60, icon="warning"))
        if page.live:
            url = reverse("moderation_withdraw_now", args=(page.pk,))
            found.append(LinkItem("withdraw", gettext_lazy("Withdraw at once"), url, order=70, icon="download"))
    return found


def _decide_item(review: Review, state: ReviewState, *, is_locked: bool) -> ActionMenuItem:
    able = review.may("claim_task", state)
    reason = "" if able else review.why_not(able)
    url = reverse("moderation_task", args=(state.pk,))
    label = gettext_lazy("Read and decide") if able else gettext_lazy("See the review")
    # Whoever can only decide finds this first; whoever can edit saves first.
    return LinkItem(DECIDE, label, url, order=-10 if is_locked else 10, icon="clipboard-list", reason=reason)


def after_saving(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved: go where the button leads; None stays in the editor."""
    if not isinstance(page, BasePage):
        return None
    if SUBMIT in request.POST:
        return redirect("moderation_submit", page_id=page.pk)
    if WITHDRAW in request.POST:
        return redirect("moderation_take_back", page_id=page.pk)
    state = open_state_of(page) if DECIDE in request.POST else None
    return redirect("moderation_task", state_id=state.pk) if state is not None else None
