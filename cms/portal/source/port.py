"""The port: what a page is made of, whoever delivers it.

Templates see these values and nothing else: no ORM object, no query, no HTTP answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID


class SourceAway(Exception):
    """The source cannot be read now: the page is a 503 with Retry-After, never a stack trace."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """Something public to go to. `locale` is the language of the title, which may be a fallback's."""

    title: str
    path: str
    type: str
    locale: str
    content_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The same content in another language; stale when its source has changed since."""

    locale: str
    path: str
    title: str
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Document:
    """One published thing in one language (ARCHITECTURE §4)."""

    content_id: str
    document_type: str
    locale: str
    site: str
    path: str
    title: str
    summary: str
    image: Mapping[str, Any] | None
    first_published_at: datetime
    published_at: datetime
    updated_at: datetime
    translations: Sequence[Translation] = ()
    breadcrumbs: Sequence[Link] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    changed_at: datetime | None = None  # when anything in the store last changed: the page's Last-Modified

    @property
    def section(self) -> Link | None:
        """The section that the document stands in, if it is public."""
        return next(iter(self.links.get("section", ())), None)

    @property
    def department(self) -> Link | None:
        """The unit whose document it is, if it is public."""
        return next(iter(self.links.get("department", ())), None)

    @property
    def is_updated(self) -> bool:
        """Whether it changed visibly after it was published: a minute's correction is no news."""
        return (self.updated_at - self.published_at).total_seconds() >= 60


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of documents, newest first; `next` continues it."""

    items: Sequence[Document]
    total: int
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """An open section of a site, empty or not."""

    key: str
    number: str
    title: str
    parent: str | None
    document_count: int
    path: str
    locale: str
    content_kind: str = ""


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """An entry whose target is public, with the entries under it."""

    link: Link
    children: Sequence["MenuItem"] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site of the platform: its names in each language, its host and its theme."""

    key: str
    hostname: str
    theme: str
    titles: Mapping[str, str]
    homes: Mapping[str, str] = field(default_factory=dict)  # language → address of a home page that is public
    is_default: bool = False
    port: int = 80

    def title(self, locale: str) -> str:
        """The name in that language, the Vietnamese one where there is no other."""
        return self.titles.get(locale) or self.titles.get("vi", "")


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """The address moved for good."""

    path: str


@dataclass(frozen=True, kw_only=True)
class Gone:
    """The address was withdrawn, for a reason that the public may read."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Nothing was ever published there."""


Resolution = Document | Redirect | Gone | Missing


@dataclass(frozen=True, kw_only=True)
class ListingQuery:
    """What a listing asks. Dates are inclusive days in Hanoi.

    ids: content ids; what has no version in `locale` is then given in Vietnamese. as_cards: without
    details, for pages that show none.
    """

    site: str
    locale: str
    types: Sequence[str] = ()
    section: str | None = None
    department: str | None = None
    topic: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    ids: Sequence[UUID] = ()
    as_cards: bool = False
    oldest_first: bool = False
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class CatalogueQuery:
    """What is asked of the catalogue of procedures: (name, value) pairs hold together.

    What has no version in `locale` is given in Vietnamese. Without a status only what is in force.
    """

    site: str
    locale: str
    filters: Sequence[tuple[str, str]] = ()
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """What a search asks. filters: facet → value. as_typed: correct nothing. expired: also what is not in force."""

    site: str
    locale: str
    text: str
    filters: Mapping[str, str] = field(default_factory=dict)
    as_typed: bool = False
    expired: bool = False
    limit: int = 10
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class FoundItem:
    """A document that answers, with the places that do as safe HTML; empty where none does.

    file: title of the attached file that the text is part of. name_en, description_en: of a procedure, for readers of
    English who get it in Vietnamese.
    """

    document: Document
    title_html: str
    summary_html: str
    text_html: str
    file: str = ""
    code: str = ""
    name_en: str = ""
    name_en_html: str = ""
    description_en: str = ""
    is_best_bet: bool = False
    is_expired: bool = False
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """A value to narrow by, in words, and how many of what was found have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """A page of the catalogue, and what it can be narrowed by."""

    listing: Listing
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A name to go to at once."""

    text: str
    path: str
    document_type: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchResults:
    """The best matches first. corrected: what was searched instead of what was typed, empty otherwise.

    recognised: filters that the question names, as (facet, value, label).
    """

    items: Sequence[FoundItem]
    total: int
    next: str | None
    corrected: str
    facets: Mapping[str, Sequence[FacetValue]]
    recognised: Sequence[tuple[str, str, str]]
    suggestions: Sequence[Suggestion]
    is_guess: bool
    is_degraded: bool


@dataclass(frozen=True, kw_only=True)
class Generation:
    """The state of everything that the source answers from, and since when it has been so."""

    value: str
    changed_at: datetime | None


class InvalidCursor(Exception):
    """The cursor of the address is not one that the source made: the page answers 404."""


class DocumentSource(Protocol):
    """What the portal asks. Every method may raise SourceAway."""

    def sites(self) -> Sequence[Site]:
        """Every site, in a fixed order."""
        ...

    def by_path(self, *, site: str, path: str) -> Resolution:
        """What stands at an address of a site."""
        ...

    def listing(self, query: ListingQuery) -> Listing:
        """A page of a listing; raise InvalidCursor."""
        ...

    def catalogue(self, query: CatalogueQuery) -> Catalogue:
        """A page of the procedures, the often needed first; raise InvalidCursor."""
        ...

    def sections(self, *, site: str, locale: str) -> Sequence[Section]:
        """Every open section in the order of the plan."""
        ...

    def menus(self, *, site: str, locale: str) -> Mapping[str, Sequence[MenuItem]]:
        """The menus by key (`main`, `footer`), without entries the reader could not open."""
        ...

    def search(self, query: SearchQuery) -> SearchResults:
        """A page of what is looked for, best first; raise InvalidCursor."""
        ...

    def suggest(self, *, site: str, locale: str, text: str) -> Sequence[Suggestion]:
        """Names for what was typed so far."""
        ...

    def note_choice(self, *, site: str, locale: str, text: str) -> None:
        """A result of this question was opened: for whoever tunes the search, where the source counts it."""
        ...

    def generation(self) -> Generation | None:
        """A value that changes whenever any answer may change, or None when the source cannot say."""
        ...
