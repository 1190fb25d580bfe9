"""What may be asked of the list of documents."""

import datetime
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from cms.subsites.queries import SubsiteInfo

# The site's own language first: a reader whose language is missing falls back to it.
LOCALES = ("vi", "en")

# The name in the API → the column and whether the order is descending. Ties break by the row's key.
ORDERS: dict[str, tuple[str, bool]] = {
    "-published_at": ("published_at", True),
    "published_at": ("published_at", False),
    "-updated_at": ("updated_at", True),
    "updated_at": ("updated_at", False),
}

# The name in the API = the name of the facet. Where several are asked, the likely rarest drives the index.
FACETS = ("topic", "department", "section")


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentQuery:
    """A validated question; all conditions hold together.

    site, locale: always given. types: empty means every listed type. section, department: keys.
    ids: content ids, at most 100. published_from, published_to: inclusive days in Hanoi.
    updated_since: everything whose bytes changed at or after that moment. limit: 1–100. cursor: from a
    former answer to the same question. fallback: "vi" also gives what has no version in `locale`.
    detail: "card" leaves `details` out.
    """

    site: SubsiteInfo
    locale: str
    types: tuple[str, ...] = ()
    section: str | None = None
    department: str | None = None
    topic: str | None = None
    ids: tuple[UUID, ...] = ()
    published_from: datetime.date | None = None
    published_to: datetime.date | None = None
    updated_since: datetime.datetime | None = None
    order: str = "-published_at"
    limit: int = 20
    cursor: str | None = None
    fallback: Literal["vi", "none"] = "none"
    detail: Literal["full", "card"] = "full"

    def facets(self) -> list[tuple[str, str]]:
        """The facets asked, the likely rarest first."""
        return [(name, value) for name in FACETS if (value := getattr(self, name)) is not None]

    def locales(self) -> list[str]:
        """The languages that may be served, best first."""
        return [self.locale] if self.fallback == "none" or self.locale == "vi" else [self.locale, "vi"]
