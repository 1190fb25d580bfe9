"""The addresses of a portal that stands alone: the public pages, and public files passed on."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from cms.portal.views import media_proxy

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^media/(?P<name>.+)$", media_proxy.media, name="portal_media"),
    *i18n_patterns(path("", include("cms.portal.urls")), prefix_default_language=False),
]

handler400 = "cms.portal.views.failures.bad_request"
handler403 = "cms.portal.views.failures.permission_denied"
handler404 = "cms.portal.views.failures.page_not_found"
handler500 = "cms.portal.views.failures.server_error"
