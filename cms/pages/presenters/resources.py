"""Everything a page's texts refer to, fetched once: images, files, linked pages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.models import Page

from cms.media.attached_words import attached_words
from cms.media.exposure import Exposure
from cms.media.file_shape import file_shape
from cms.media.models import Document, Image
from cms.pages.presenters import raw
from cms.pages.presenters.links import LinkTarget, content_ids, link_targets
from cms.pages.presenters.rich_text import linked_ids, rich_text


@dataclass(kw_only=True)
class Resources:
    """What stored ids stand for, for one page in one language. Never asks the database again."""

    locale: str
    exposure: Exposure
    images: dict[int, Image] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    links: dict[int, LinkTarget] = field(default_factory=dict)
    related: dict[int, UUID] = field(default_factory=dict)

    def rich_text(self, html: Any) -> str:
        """Safe public HTML of a stored rich text; the files it links to are exposed."""
        if not isinstance(html, str):
            return ""
        _pages, wanted = linked_ids(html)
        urls = {
            number: file_shape(self.documents[number], exposure=self.exposure)["url"]
            for number in sorted(wanted & self.documents.keys())
        }
        return rich_text(html, pages=self.links, documents=urls, locale=self.locale)

    def attached_words(self) -> list[dict[str, str]]:
        """The words inside the files that the texts offer or link to, for the index."""
        return attached_words(self.documents[number] for number in sorted(self.documents))


def gather(
    page: Page,
    *,
    exposure: Exposure,
    streams: Iterable[Any] = (),
    rich_texts: Iterable[str] = (),
    image_ids: Iterable[int | None] = (),
) -> Resources:
    """Collect every id in the given values and fetch each kind once: a constant number of queries."""
    streams = list(streams)
    texts = [*rich_texts, *(text for stream in streams for text in raw.rich_texts(stream))]
    page_ids: set[int] = set()
    document_ids = {number for stream in streams for number in raw.document_ids(stream)}
    for text in texts:
        pages, documents = linked_ids(text)
        page_ids |= pages
        document_ids |= documents
    images = {item["image"] for stream in streams for item in raw.pictures(stream)} | {i for i in image_ids if i}
    related = [number for stream in streams for number in raw.related_ids(stream)]
    locale = page.locale.language_code
    return Resources(
        locale=locale,
        exposure=exposure,
        images=_images(images),
        documents=Document.objects.select_related("words").in_bulk(document_ids) if document_ids else {},
        links=link_targets(page_ids, locale=locale, site_id=_site_id(page)),
        related=content_ids(related),
    )


def _images(ids: Collection[int]) -> dict[int, Image]:
    return Image.objects.prefetch_related("renditions").in_bulk(ids) if ids else {}


def _site_id(page: Page) -> int | None:
    parts = page.get_url_parts() if page.url_path else None
    return parts[0] if parts else None
