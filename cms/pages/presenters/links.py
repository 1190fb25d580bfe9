"""Where links of a text lead: the live public page, in the text's own language when there is one."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from cms.publishing.registry import presenter_for


@dataclass(frozen=True, kw_only=True)
class LinkTarget:
    """A public page: its address (a path on the same site, else absolute), language and title."""

    url: str
    locale: str
    title: str
    content_id: UUID


def link_targets(page_ids: Collection[int], *, locale: str, site_id: int | None) -> dict[int, LinkTarget]:
    """Page id → the public page to send a reader of `locale` to; ids of what is not public are left out.

    The translation in that language wins over the page that was chosen (wagtail-localize leaves the
    ids of the source in the copy). Three queries, however many ids.
    """
    if not page_ids:
        return {}
    keys = dict(Page.objects.filter(pk__in=page_ids).values_list("pk", "translation_key"))
    public = _public_pages(set(keys.values()))
    found: dict[int, LinkTarget] = {}
    for page_id, key in keys.items():
        versions = public.get(key, [])
        own = [page for page in versions if page.locale.language_code == locale]
        chosen = [page for page in versions if page.pk == page_id]
        target = _target(next(iter([*own, *chosen]), None), site_id=site_id)
        if target is not None:
            found[page_id] = target
    return found


def content_ids(page_ids: Collection[int]) -> dict[int, UUID]:
    """Page id → content id of every page that exists; whether it is public is asked when it is read."""
    return dict(Page.objects.filter(pk__in=page_ids).values_list("pk", "translation_key")) if page_ids else {}


def _public_pages(keys: Collection[UUID]) -> dict[UUID, list[Page]]:
    pages: dict[UUID, list[Page]] = {}
    candidates = Page.objects.live().public().filter(translation_key__in=keys, alias_of__isnull=True)
    for page in candidates.select_related("locale").order_by("pk"):
        if presenter_for(page.specific_class) is not None:
            pages.setdefault(page.translation_key, []).append(page)
    return pages


def _target(page: Page | None, *, site_id: int | None) -> LinkTarget | None:
    parts = page.get_url_parts() if page is not None else None
    if page is None or parts is None or parts[2] is None:
        return None
    target_site, root_url, path = parts
    url = path if site_id is None or target_site == site_id else f"{root_url}{path}"
    return LinkTarget(url=url, locale=page.locale.language_code, title=page.title, content_id=page.translation_key)
