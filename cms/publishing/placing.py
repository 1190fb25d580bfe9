"""Where a page stands in public, and whether it does."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from cms.publishing.registry import presenter_for
from cms.subsites.models import Subsite


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page's public address: path on its site, beginning and ending with "/"."""

    site: Subsite
    path: str


def forget_site_roots() -> None:
    """Drop this process's copy of the site roots: another process may have made a site since.

    Wagtail keeps them for an hour in the cache, which is a process's own unless Redis is there.
    """
    Site.clear_site_root_paths_cache()


def place_of(page: Page) -> Place | None:
    """The site and path of a page, or None when it stands in no site of the platform."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return None
    site_id, _root_url, path = parts
    site = Subsite.objects.select_related("site").filter(site_id=site_id).first()
    return None if site is None else Place(site=site, path=path)


def is_public(page: Page) -> bool:
    """Whether the public may read a page: live, of a published type, nobody restricted it or what is above it.

    An alias in another language than its source is text in the wrong language and stays out. An alias
    shows what its source says, so it is public only where its source is: a restriction above the source hides both.
    """
    if page.alias_of_id and page.alias_of.locale_id != page.locale_id:
        return False
    return _may_be_read(page)


def _may_be_read(page: Page) -> bool:
    if not page.live or presenter_for(page.specific_class) is None or page.get_view_restrictions().exists():
        return False
    return page.alias_of_id is None or _may_be_read(page.alias_of)
