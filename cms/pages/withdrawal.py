"""Unpublishing in the admin asks for the public reason: one page, or many at once."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages import unpublish as unpublishing
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from cms.kernel.renamed import renamed
from cms.pages.actions import give_reason
from cms.pages.errors import ReasonRequired

MAX_REASON = 500
Unpublish: Any = renamed(unpublishing, "Unpublish", "UnpublishView")


def ask_reason(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Before Wagtail unpublishes a page: note the posted reason, or answer with the form and its error."""
    view = _view_of(request, page)
    try:
        give_reason(
            pages=[page, *(other for other in view.objects_to_unpublish if other.pk != page.pk)],
            reason=request.POST.get("reason", "")[:MAX_REASON],
            include_descendants=bool(request.POST.get("include_descendants")),
        )
    except ReasonRequired as refused:
        response: HttpResponseBase = view.render_to_response(view.get_context_data(reason_error=str(refused)))
        return response
    return None


def _view_of(request: HttpRequest, page: Page) -> Any:
    view = Unpublish()
    view.setup(request, page.pk)
    view.objects_to_unpublish = view.get_objects_to_unpublish()
    return view


class BulkWithdrawalForm(DefaultPageForm):
    """Many pages, one reason."""

    reason = forms.CharField(
        label=_("Public reason"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever opens the address of these pages from now on reads these words."),
        error_messages={"required": ReasonRequired.message},
    )
    include_descendants = forms.BooleanField(required=False, label=_("Withdraw the pages below them too"))

    field_order = ("reason", "include_descendants")


class BulkWithdrawal(UnpublishBulkAction):
    """Wagtail's bulk unpublishing, with the reason."""

    form_class = BulkWithdrawalForm
    template_name = "pages/bulk_unpublish.html"

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "reason": self.cleaned_form.cleaned_data["reason"]}

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        """Note the reason, then unpublish; both in the transaction of the bulk action."""
        reason = kwargs.pop("reason")
        give_reason(pages=objects, reason=reason, include_descendants=bool(kwargs.get("include_descendants")))
        counts: tuple[int, int] = super().execute_action(objects, **kwargs)
        return counts
