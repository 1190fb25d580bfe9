"""What every screen here does: find the thing or answer 404, say no with the reason, name the way back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page, Revision

from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.moderation.models import ReviewState
from cms.pages.models import BasePage

Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponse]

_STATE_RELATED = (
    "subsite__unit", "department", "requester", "claimed_by", "assigned_to", "assigned_by", "page",
    "workflow_state__submission", "decision__by", "revision",
)  # fmt: skip


def found(rows: "QuerySet[Row]", pk: int) -> Row:
    """The row, or 404; a number that no row can have is no row."""
    try:
        row = rows.filter(pk=pk).first()
    except OverflowError:
        row = None
    if row is None:
        raise Http404
    return row


def visible_state(request: HttpRequest, state_id: int) -> ReviewState:
    """A step that the person may see; any other is not there: not even its title is told."""
    state: ReviewState = found(ReviewState.objects.select_related(*_STATE_RELATED), state_id)
    if not may(request.user, "view_review", target=state, at=timezone.now()):
        raise Http404
    return state


def visible_page(request: HttpRequest, page_id: int) -> BasePage:
    """A page of the platform whose drafts the person may see; any other is not there."""
    page = found(Page.objects.all(), page_id).specific
    if not isinstance(page, BasePage) or not may(request.user, "view_review", target=page, at=timezone.now()):
        raise Http404
    return page


def title_of(page: Page, revision: Revision | None = None) -> str:
    """The title of a revision, of the newest draft when none is given: the row of a live page has its live title."""
    revision = revision or page.get_latest_revision()
    return str(revision.content["title"]) if revision is not None else str(page.title)


def refusal(request: HttpRequest, reason: str | Promise) -> HttpResponse:
    """403 with the reason, on a screen of the admin."""
    context = {"reason": reason, "breadcrumbs_items": trail((_("Not allowed"), ""))}
    return TemplateResponse(request, "moderation/admin/refused.html", context, status=403)


def asks(operation: str) -> Callable[[View], View]:
    """The screen opens for whom the policy lets do an operation somewhere; the others read why not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            decision = may(request.user, operation, at=timezone.now())
            return view(request, *args, **kwargs) if decision else refusal(request, decision.reason)

        return wrapped

    return decorate


def trail(*steps: tuple[str | Promise, str]) -> list[dict[str, Any]]:
    """Breadcrumbs: the admin's home, the tasks, and these."""
    first = [(_("Home"), reverse("wagtailadmin_home")), (_("My tasks"), reverse("moderation_tasks"))]
    return [{"label": label, "url": url} for label, url in (*first, *steps)]


def tell(request: HttpRequest, error: DomainError) -> None:
    """Say on the next screen why nothing was done."""
    messages.error(request, str(error))
