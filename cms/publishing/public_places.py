"""Which pages are public and where, for all of them at once: `placing` in a handful of queries."""

from collections.abc import Collection
from dataclasses import dataclass

from wagtail.models import Page, PageViewRestriction, Site

from cms.publishing.placing import Place, place_of


@dataclass(frozen=True, kw_only=True)
class _Live:
    tree_path: str
    url_path: str
    locale_id: int
    alias_of: int | None


def public_places(*, content_types: Collection[int]) -> dict[int, tuple[int, str]]:
    """The site (its key) and the path of every page of these types that may be read, by the page's id.

    The rules of `is_public` and `place_of`, without loading a page: what they say of one page, this says
    of all. The number of queries depends on the number of sites, not of pages.
    """
    live = _live_pages(content_types)
    restricted = frozenset(PageViewRestriction.objects.values_list("page__path", flat=True))
    homes = _homes()
    found: dict[int, tuple[int, str]] = {}
    for pk, page in live.items():
        source = live.get(page.alias_of) if page.alias_of is not None else None
        if source is not None and source.locale_id != page.locale_id:
            continue
        place = _place(page.url_path, homes)
        if place is not None and _may_be_read(pk, live, restricted):
            found[pk] = place
    return found


def _live_pages(content_types: Collection[int]) -> dict[int, _Live]:
    pages = Page.objects.live().filter(content_type__in=content_types)
    rows = pages.values_list("pk", "path", "url_path", "locale_id", "alias_of_id")
    return {
        pk: _Live(tree_path=tree_path, url_path=url_path, locale_id=locale_id, alias_of=alias_of)
        for pk, tree_path, url_path, locale_id, alias_of in rows.iterator(chunk_size=2000)
    }


def _may_be_read(pk: int | None, live: dict[int, _Live], restricted: frozenset[str]) -> bool:
    """Live, unrestricted from the root down, and its source too when it is an alias."""
    while pk is not None:
        page = live.get(pk)
        if page is None:
            return False
        ends = range(Page.steplen, len(page.tree_path) + 1, Page.steplen)
        if restricted and any(page.tree_path[:end] in restricted for end in ends):
            return False
        pk = page.alias_of
    return True


def _homes() -> list[tuple[str, Place | None]]:
    """For each home its url_path in the tree and where it stands, in Wagtail's order; None outside the platform."""
    roots = [root.root_path for root in Site.get_site_root_paths()]
    homes = {page.url_path: page for page in Page.objects.filter(url_path__in=roots)}
    places = {url_path: place_of(page) for url_path, page in homes.items()}
    return [(root, places.get(root)) for root in roots]


def _place(url_path: str, homes: list[tuple[str, Place | None]]) -> tuple[int, str] | None:
    for root, home in homes:
        if url_path.startswith(root):
            return None if home is None else (home.site.pk, home.path + url_path[len(root) :])
    return None
