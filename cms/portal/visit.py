"""Who reads what: the site, the language and the address of a request, as a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode

from cms.api.language import path_language
from cms.kernel.calendar import day_of
from cms.portal.source.port import DocumentSource, Site, SourceAway

LOCALES = ("vi", "en")
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A reader at an address. `origin` is scheme and host of the site, for the absolute addresses of the page.

    day: of the visit, in Hanoi. generation: the source's when the visit began, None when it cannot say.
    """

    site: Site
    locale: str
    origin: str
    path: str
    day: date
    generation: str | None = None

    def absolute(self, path: str, **query: str) -> str:
        """The whole address of a path of this site."""
        return f"{self.origin}{path}" + (f"?{urlencode(query)}" if query else "")


def home_path(locale: str) -> str:
    """The address of the home page in that language."""
    return "/" if locale == "vi" else f"/{locale}/"


def other_locale(locale: str) -> str:
    """The language that the switch offers."""
    return "en" if locale == "vi" else "vi"


def site_for_host(sites: Sequence[Site], host: str) -> Site:
    """The site of a host name, whatever its port; the default site (or the first) for an unknown one.

    Which hosts may ask at all is ALLOWED_HOSTS. Raise SourceAway when no site exists yet.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    for site in sites:
        if site.hostname == name.lower():
            return site
    for site in sites:
        if site.is_default:
            return site
    if not sites:
        raise SourceAway("no site exists yet")
    return sites[0]


def origin_of(site: Site, scheme: str) -> str:
    """Scheme and host by which the site calls itself: those it was given, whatever host and port were asked.

    A site whose port is 80 or 443 stands behind whatever serves the public, by the scheme of the request.
    """
    if site.port in {80, 443}:
        return f"{'https' if site.port == 443 else scheme}://{site.hostname}"
    return f"{scheme}://{site.hostname}:{site.port}"


def visit_of(request: HttpRequest, source: DocumentSource) -> Visit:
    """Read the request; the language is the path's, never a cookie's or a header's."""
    site = site_for_host(source.sites(), request.get_host())
    return Visit(
        site=site,
        locale=path_language(request.path_info),
        origin=origin_of(site, request.scheme or "http"),
        path=request.path_info,
        day=day_of(timezone.now()),
    )
