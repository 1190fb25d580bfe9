"""What an index holds of a published document; every back end gets the same values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Stands between two texts of one level, so that no phrase is found across them. Never part of a query.
GAP = "_"


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexDocument:
    """One document, its texts folded and tokenised already: an engine splits them at spaces and does nothing else.

    key: the document's key in the store, a positive 63-bit number. version: the event that wrote it.
    popularity (0–5), published (seconds since 1970): with the key, the order in which equals are cut.
    facets: every value that filters, counts and scopes look at, `site`, `reader`, `type`, `status` and `year`
    among them; names and values are free text. head, meta, body: tokens joined by one space, in falling
    weight. labels: language → facet → value → how people read it; for the lexicon, an engine need
    not keep them. record: what the ranker reads, one opaque text an engine gives back as it got it.
    """

    key: int
    version: int
    popularity: int
    published: int
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    head: str = ""
    meta: str = ""
    body: str = ""
    record: str = ""
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """A document that is public no more, and the event that says so."""

    key: int
    version: int
