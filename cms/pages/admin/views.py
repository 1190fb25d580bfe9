"""Puts our views under the addresses of Wagtail's, whose names every button and link knows."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.http import Http404, HttpRequest
from django.views.decorators.cache import never_cache
from wagtail.admin import urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import pages as page_urls
from wagtail.admin.urls import reports as report_urls

from cms.media import isolation
from cms.pages.admin import bulk, listings, media_doors, reading, translating
from cms.pages.doors import add_doors

PAGE_VIEWS: dict[str, Any] = {
    "add_subpage": listings.add_subpage,
    "history": reading.HistoryView.as_view(),
    "history_results": reading.HistoryView.as_view(results_only=True),
    "revisions_compare": reading.CompareView.as_view(),
    "revisions_view": reading.RevisionView.as_view(),
    "usage": reading.UsageView.as_view(),
    "view_draft": reading.view_draft,
    "workflow_history": reading.WorkflowHistoryView.as_view(),
    "workflow_history_detail": reading.WorkflowHistoryDetailView.as_view(),
}
REPORT_VIEWS: dict[str, Any] = {
    "locked_pages": listings.LockedPages.as_view(),
    "locked_pages_results": listings.LockedPages.as_view(results_only=True),
    "page_types_usage": listings.PageTypesUsage.as_view(),
    "page_types_usage_results": listings.PageTypesUsage.as_view(results_only=True),
}
TAG_VIEWS = ("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")
# Wagtail has an address that fails on purpose: here it would be a 500 for any of the staff.
FAILS_ON_PURPOSE = "wagtailadmin_error_test"
LOCALIZE_VIEWS: dict[str, Any] = {
    "translations_report": translating.TranslationsReport.as_view(),
    "translations_report_results": translating.TranslationsReport.as_view(results_only=True),
}


def install() -> None:
    """Called by the composition root, once, before the addresses are asked for anything."""
    _replace(page_urls.urlpatterns, PAGE_VIEWS)
    _replace(report_urls.urlpatterns, REPORT_VIEWS)
    _replace(_patterns_of("wagtail_localize"), LOCALIZE_VIEWS)
    _replace(urls.urlpatterns, dict.fromkeys(TAG_VIEWS, isolation.suggest_tags) | {FAILS_ON_PURPOSE: nothing_here})
    add_doors({**translating.DOORS, **media_doors.DOORS})
    translating.install()
    bulk.remove_publishing()
    isolation.install()


def nothing_here(request: HttpRequest) -> NoReturn:
    """404."""
    raise Http404


def _patterns_of(namespace: str, patterns: Iterable[Any] | None = None) -> list[Any]:
    """The addresses of a namespace that a library has hooked into the admin."""
    found: list[Any] = []
    for pattern in urls.urlpatterns if patterns is None else patterns:
        below = getattr(pattern, "url_patterns", None)
        if below is not None:
            found += below if pattern.namespace == namespace else _patterns_of(namespace, below)
    return found


def _replace(patterns: Iterable[Any], views: dict[str, Any]) -> None:
    found = set()
    for pattern in patterns:
        if getattr(pattern, "name", None) in views:
            found.add(pattern.name)
            pattern.callback = urls.display_custom_404(never_cache(require_admin_access(views[pattern.name])))
    if found != set(views):
        raise LookupError(f"Wagtail has no longer the views {sorted(set(views) - found)}")
