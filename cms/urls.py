"""The composition root of addresses."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from cms.api.transactions import atomic_unsafe_methods
from cms.moderation.refusals import answer_refusal
from cms.pages.admin import views as page_views
from cms.pages.tree_locks import before_view

page_views.install()

urlpatterns = [
    # Before Wagtail's: its own login asks for a password only (ARCHITECTURE §8.12).
    path("admin/", include("cms.accounts.urls")),
    # Wagtail's edit and unpublish views run in autocommit: the page and its event must commit together.
    *atomic_unsafe_methods(
        [path("admin/", include(wagtailadmin_urls))], answer_refusal=answer_refusal, prepare=before_view
    ),
    # The catch-all below would answer 404 before the slash is appended.
    path("admin", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("api/v1/", include("cms.delivery.urls")),
    path("", include("cms.media.urls")),
]

# The page catch-all named `wagtail_serve` always exists, or page paths are None (ADR 0004).
urlpatterns += i18n_patterns(path("", include("cms.portal.urls")), prefix_default_language=False)

handler400 = "cms.portal.views.failures.bad_request"
handler403 = "cms.portal.views.failures.permission_denied"
handler404 = "cms.portal.views.failures.page_not_found"
handler500 = "cms.portal.views.failures.server_error"
