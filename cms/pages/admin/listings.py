"""Lists of Wagtail that no permission policy narrows: what they show of others is left out here."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views import home
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page, PageLogEntry
from wagtail.query import PageQuerySet

from cms.accounts.models import User
from cms.departments.policy import Actor, actor_of
from cms.pages.access import NewPage
from cms.pages.visibility import draft_visible_pages, explorable_pages


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks; raise PermissionDenied for nobody."""
    user = request.user
    if isinstance(user, AnonymousUser):
        raise PermissionDenied
    return actor_of(user, at=timezone.now())


def only_findable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Hook of the page chooser, browsing and searching: nothing that the person does not find in the explorer."""
    return pages.filter(pk__in=explorable_pages(actor_of_request(request)).values("pk"))


def log_entries_of(user: User) -> Any:
    """The entries of Wagtail's log for the site history: of pages whose drafts the person sees.

    An entry repeats the title of its moment, which is a draft's. Entries of deleted pages are for superusers.
    """
    if user.is_superuser:
        return PageLogEntry.objects.all()
    pages = draft_visible_pages(actor_of(user, at=timezone.now()))
    return PageLogEntry.objects.filter(page__in=pages.values("pk"))


class LockedPages(LockedPagesView):
    """The report of locked pages. Having locked a page once shows nothing of it to who left its department."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=draft_visible_pages(actor_of_request(self.request)).values("pk"))


class PageTypesUsage(PageTypesUsageReportView):
    """The report of page types: the page last edited is named only to those who see its drafts."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        decorated = super().decorate_paginated_queryset(page_types)
        ids = [kind.last_edited_page.pk for kind in decorated if kind.last_edited_page]
        visible = draft_visible_pages(actor_of_request(self.request)).filter(pk__in=ids)
        shown = set(visible.values_list("pk", flat=True))
        for kind in decorated:
            if kind.last_edited_page and kind.last_edited_page.pk not in shown:
                kind.last_edited_page = None
        return decorated


class PageCount(PagesSummaryItem):
    """How many pages there are, for this person."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["total_pages"] = explorable_pages(actor_of_request(self.request)).filter(depth__gt=1).count()
        return context


class RecentEdits(home.RecentEditsPanel):
    """What the person edited lately, of what they still see."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        shown = _visible_ids(parent_context, [page.pk for _when, page in context["last_edits"]])
        context["last_edits"] = [(when, page) for when, page in context["last_edits"] if page.pk in shown]
        return context


class OwnLockedPages(home.LockedPagesPanel):
    """What the person locked, of what they still see."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        visible = draft_visible_pages(actor_of_request(parent_context["request"]))
        context["locked_pages"] = context["locked_pages"].filter(pk__in=visible.values("pk"))
        return context


class OwnTextsInReview(home.UserObjectsInWorkflowModerationPanel):
    """What the person submitted or owns, of what they still see."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        states = list(context["workflow_states"])
        shown = _visible_ids(parent_context, [int(state.object_id) for state in states])
        context["workflow_states"] = [state for state in states if int(state.object_id) in shown]
        return context


_PANELS = {
    home.RecentEditsPanel: RecentEdits,
    home.LockedPagesPanel: OwnLockedPages,
    home.UserObjectsInWorkflowModerationPanel: OwnTextsInReview,
}


def own_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Hook of the dashboard: our panels in the place of Wagtail's."""
    panels[:] = [_PANELS[type(panel)]() if type(panel) in _PANELS else panel for panel in panels]


def own_summary(request: HttpRequest, items: list[Any]) -> None:
    """Hook of the dashboard: our count of pages in the place of Wagtail's."""
    items[:] = [PageCount(request) if type(item) is PagesSummaryItem else item for item in items]


def add_subpage(request: HttpRequest, parent_page_id: int) -> HttpResponseBase:
    """Which kinds of pages the person may add here; with one kind, its form at once."""
    parent = get_object_or_404(Page, pk=parent_page_id).specific
    tester = parent.permissions_for_user(request.user)
    kinds = [
        (model.get_verbose_name(), model._meta.app_label, model._meta.model_name, model.get_page_description())
        for model in type(parent).creatable_subpage_models()
        if model.can_create_at(parent) and tester.decision("add_page", NewPage(parent, model))
    ]
    if not kinds:
        raise PermissionDenied
    kinds.sort(key=lambda kind: str(kind[0]).lower())
    if len(kinds) == 1:
        return redirect("wagtailadmin_pages:add", kinds[0][1], kinds[0][2], parent.pk)
    context = {"parent_page": parent, "page_types": kinds, "next": get_valid_next_url_from_request(request)}
    return TemplateResponse(request, "wagtailadmin/pages/add_subpage.html", context)


def _visible_ids(parent_context: Mapping[str, Any], ids: list[int]) -> set[int]:
    visible = draft_visible_pages(actor_of_request(parent_context["request"]))
    return set(visible.filter(pk__in=ids).values_list("pk", flat=True))
