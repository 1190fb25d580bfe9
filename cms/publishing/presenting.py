"""The shape in which a live thing reaches the store: built by hand, an allow-list by construction."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cms.media.exposure import Exposure, PublicFile


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A value that listings filter by, e.g. Facet(name="department", value="office")."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Presentation:
    """One document without its place and its times: what a presenter returns.

    details: JSON-able; encoded once. links: name → content ids in order, expanded when read.
    image: the card's image in the public shape of an image, or None. files: the media files that
    the public must be able to fetch while this document is live. search: texts for the index, never
    served. translatable: the texts whose change makes a translation stale, in a fixed order.
    """

    title: str
    details: Mapping[str, Any]
    summary: str = ""
    image: Mapping[str, Any] | None = None
    links: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    facets: Sequence[Facet] = ()
    files: Sequence[PublicFile] = ()
    search: Mapping[str, Any] = field(default_factory=dict)
    translatable: Sequence[str] = ()


@dataclass(kw_only=True)
class PresentContext(Exposure):
    """Who looks, in which language and on which site. Presenters append to `files` what they show.

    published_on: the day in Hanoi on which the content first became public, None for what never did. What a
    document freezes (the department's name) is taken as of that day, so that a rebuilt store says the same.
    """

    locale: str
    site_key: str
    published_on: datetime.date | None = None
