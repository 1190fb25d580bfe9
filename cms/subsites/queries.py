"""Which sites there are, and which one a host or a page belongs to."""

import time
from dataclasses import dataclass

from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite

_CACHE_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SubsiteInfo:
    """What a request needs to know of a site, without a query."""

    id: int
    key: str
    hostname: str
    port: int
    root_path: str
    title_vi: str
    title_en: str
    theme: str
    is_default: bool = False


class _Cache:
    """The sites as this process last read them, for a few seconds: every request asks, hardly any changes."""

    def __init__(self) -> None:
        self.read_at = 0.0
        self.sites: tuple[SubsiteInfo, ...] = ()
        self.main_agency: OrgUnit | None = None

    def get(self) -> tuple[SubsiteInfo, ...]:
        now = time.monotonic()
        if not self.sites or now - self.read_at > _CACHE_SECONDS:
            (self.sites, self.main_agency), self.read_at = _read(), now
        return self.sites


_cache = _Cache()


def subsites() -> tuple[SubsiteInfo, ...]:
    """All sites, the default one first, then by key; at most five seconds old."""
    return _cache.get()


def subsite_for_host(host: str) -> SubsiteInfo | None:
    """The site a Host header names: host and port, else host, else the default site; None when there is no site.

    A name that nobody serves gets the default site, as in Wagtail.
    """
    hostname, port = _split(host)
    sites = subsites()
    same_name = [site for site in sites if site.hostname == hostname]
    for site in same_name:
        if site.port == port:
            return site
    if same_name:
        return same_name[0]
    return default_subsite()


def default_subsite() -> SubsiteInfo | None:
    """The site that answers for hosts nobody claims; None before any site exists."""
    return next((site for site in subsites() if site.is_default), None)


def main_agency() -> OrgUnit | None:
    """The agency of the main site, which decides what holds for every site; None before any site exists."""
    _cache.get()
    return _cache.main_agency


def subsite_by_key(key: str) -> SubsiteInfo | None:
    """The site with that key, or None."""
    return next((site for site in subsites() if site.key == key), None)


def subsite_of_page(page: Page) -> Subsite | None:
    """The site whose home, in any language, the page is or stands below; None outside every site."""
    return read_homes().subsite_at(page.path)


@dataclass(frozen=True, kw_only=True)
class Homes:
    """The homes of all sites as they stood when they were read: asked about many pages without a query."""

    by_path: tuple[tuple[str, Subsite], ...]  # the deepest first

    def subsite_at(self, path: str) -> Subsite | None:
        """The site of a place in the tree; None outside every site."""
        return next((subsite for home, subsite in self.by_path if path.startswith(home)), None)


def read_homes() -> Homes:
    """Two queries, however many sites."""
    rows = Subsite.objects.select_related("site__root_page")
    sites = {subsite.site.root_page.translation_key: subsite for subsite in rows}
    homes = Page.objects.filter(translation_key__in=sites).order_by("-depth", "path")
    return Homes(by_path=tuple((path, sites[key]) for path, key in homes.values_list("path", "translation_key")))


def homes_of(subsite: Subsite) -> list[Page]:
    """The root page of the site and its translations."""
    root = subsite.site.root_page
    return list(Page.objects.filter(translation_key=root.translation_key).order_by("path"))


def forget_subsites() -> None:
    """Read the sites anew at the next question; called by the actions and between tests."""
    _cache.sites, _cache.main_agency = (), None


def _read() -> tuple[tuple[SubsiteInfo, ...], OrgUnit | None]:
    rows = Subsite.objects.select_related("site__root_page", "unit").order_by("-site__is_default_site", "key")
    agency = next((row.unit for row in rows if row.site.is_default_site), None)
    sites = tuple(
        SubsiteInfo(
            id=row.pk,
            key=row.key,
            hostname=row.site.hostname,
            port=row.site.port,
            root_path=row.site.root_page.url_path,
            title_vi=row.title_vi,
            title_en=row.title_en,
            theme=row.theme,
            is_default=row.site.is_default_site,
        )
        for row in rows
    )
    return sites, agency


def _split(host: str) -> tuple[str, int | None]:
    """Name and port of a Host header; IPv6 addresses stand in brackets."""
    name, separator, port = host.strip().lower().rpartition(":")
    if separator and port.isdigit() and not name.endswith(":"):
        return name.rstrip("."), int(port)
    return host.strip().lower().rstrip("."), None
