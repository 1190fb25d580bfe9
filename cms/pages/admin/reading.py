"""History, versions, comparison, use: for whoever sees the drafts of a page, where Wagtail asks who may edit it.

The editorial board reads everything of its agency and edits nothing.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail.admin.views.pages import history, revisions, usage
from wagtail.models import Page

from cms.kernel.renamed import renamed

RevisionsCompare: Any = renamed(revisions, "RevisionsCompare", "RevisionsCompareView")


def readable_page(request: HttpRequest, pk: int) -> Page:
    """The page with its type; Http404 when there is none, PermissionDenied for whoever may not see its drafts."""
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_view_revisions():
        raise PermissionDenied
    return page


class _EditButton:
    """A way to the editor only for those whom it lets in."""

    object: Page
    request: HttpRequest

    @property
    def _opens_editor(self) -> bool:
        return bool(self.object.permissions_for_user(self.request.user).can_edit())


class HistoryView(_EditButton, history.PageHistoryView):
    """The log of a page."""

    pk: Any

    def get_object(self) -> Page:
        return readable_page(self.request, self.pk)

    def get_edit_url(self, instance: Page) -> str | None:
        url: str | None = super().get_edit_url(instance) if self._opens_editor else None
        return url

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [button for button in super().header_buttons if button.attrs.get("href")]


class _WorkflowHistory(_EditButton):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.object.permissions_for_user(request.user).can_view_revisions():
            raise PermissionDenied
        # Past Wagtail's own check, which asks who may edit.
        answer: HttpResponseBase = super(history.PageWorkflowHistoryViewMixin, self).dispatch(  # type: ignore[misc]
            request, *args, **kwargs
        )
        return answer

    @cached_property
    def edit_url(self) -> str | None:
        url: str | None = super().edit_url if self._opens_editor else None  # type: ignore[misc]
        return url


class WorkflowHistoryView(_WorkflowHistory, history.WorkflowHistoryView):
    """The reviews of a page."""


class WorkflowHistoryDetailView(_WorkflowHistory, history.WorkflowHistoryDetailView):
    """One review of a page."""


class RevisionView(revisions.RevisionsView):
    """An old version, as the public would have read it."""

    pk: Any
    request: HttpRequest

    def get_object(self) -> Page:
        return readable_page(self.request, self.pk)


class CompareView(_EditButton, RevisionsCompare):
    """Two versions side by side."""

    pk: Any

    def get_object(self, queryset: Any = None) -> Page:
        return readable_page(self.request, self.pk)

    def get_edit_url(self) -> str | None:
        url: str | None = super().get_edit_url() if self._opens_editor else None
        return url


class UsageView(_EditButton, usage.UsageView):
    """Where a page is linked from; rows of pages that the person does not edit bear no title."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.object.permissions_for_user(request.user).can_view_revisions():
            raise PermissionDenied
        answer: HttpResponseBase = super(usage.UsageView, self).dispatch(request, *args, **kwargs)
        return answer

    def get_edit_url(self, instance: Page) -> str | None:
        url: str | None = super().get_edit_url(instance) if self._opens_editor else None
        return url


def view_draft(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """The latest draft, as the public would read it."""
    page = readable_page(request, page_id).get_latest_revision_as_object()
    try:
        mode = request.GET.get("mode", page.default_preview_mode)
    except IndexError:
        raise PermissionDenied from None
    answer: HttpResponseBase = page.make_preview_request(request, mode)
    return answer
