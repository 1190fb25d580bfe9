"""Where documents that are not pages come from, so that the store can be rebuilt without them being lost."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from cms.publishing.identity import Identity
from cms.publishing.presenting import Presentation
from cms.publishing.registry import document_type
from cms.publishing.values import DocumentValues, Times, document_values
from cms.subsites.models import Subsite


@dataclass(frozen=True, kw_only=True)
class SourceDocument:
    """A document as its source would publish it now; the times come from the source, never from the clock."""

    document_type: str
    site: Subsite
    content_id: UUID
    locale: str
    path: str | None
    presentation: Presentation
    first_published_at: datetime.datetime
    published_at: datetime.datetime
    updated_at: datetime.datetime

    @property
    def identity(self) -> Identity:
        """Which document it is."""
        return Identity(site=self.site, content_id=self.content_id, locale=self.locale)

    def values(self) -> DocumentValues:
        """The row it should have; KeyError for an unknown document type."""
        times = Times(
            first_published_at=self.first_published_at, published_at=self.published_at, updated_at=self.updated_at
        )
        return document_values(
            document_type=document_type(self.document_type),
            path=self.path,
            presentation=self.presentation,
            times=times,
            page_id=None,
        )


Source = Callable[[], Iterator[SourceDocument]]

_sources: dict[str, Source] = {}


def register_source(name: str, iterate: Source) -> None:
    """Add a source of non-page documents: every one that should be public now; ImproperlyConfigured when taken."""
    if name in _sources:
        raise ImproperlyConfigured(f"document source {name!r} is registered twice")
    _sources[name] = iterate


def source_documents() -> Iterator[SourceDocument]:
    """Every document of every source, in order of registration."""
    for iterate in _sources.values():
        yield from iterate()
