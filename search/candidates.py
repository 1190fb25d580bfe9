"""The question that every back end answers alike: which documents are worth ranking (docs/search.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# A sum of points fits a 32-bit float without rounding: Elasticsearch's scores are such floats.
MOST_POINTS = 1 << 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One thing the reader asked for: a word as typed, or any synonym of what it stands in.

    alternatives: any of them holds the group. Each is one or more phrases that must all stand in the same level;
    a phrase is one or more folded tokens side by side, in order. A document gets the points of the best level
    that holds the group: `head`, `meta` or `body` (head ≥ meta ≥ body > 0).
    """

    alternatives: tuple[tuple[tuple[str, ...], ...], ...]
    head: int
    meta: int
    body: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How many candidates documents of some types may be, so that fresh news never pushes a procedure out.

    types: values of the facet `type`; empty: every type that no other share names.
    """

    types: tuple[str, ...]
    most: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateQuery:
    """What to look for.

    scope: facet → accepted values, any of them; every facet named must agree. It bounds everything.
    filters: the same, chosen by the reader. They do not bound `best`, and a facet's counts ignore its own filter.
    A document's points are the sum over the groups. It matches when it has at least one group and at least
    `keep_percent` of `best`, the most points any document of the scope has, rounded up.
    """

    groups: tuple[Group, ...]
    scope: Mapping[str, tuple[str, ...]]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    shares: tuple[Share, ...] = (Share(types=(), most=200),)
    keep_percent: int = 50

    def threshold(self, best: int) -> int:
        """The fewest points with which a document matches."""
        return max(1, -(-best * self.keep_percent // 100))


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A document to rank. `body`: bit i is set when its level `body` holds group i."""

    key: int
    points: int
    body: int
    record: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """The answer of a back end.

    items: of each share the first `most` matches in the order (points, popularity, published) falling, key
    rising. total: all matches under scope and filters. facets: name → value → number of matches under scope
    and the filters of the other facets; values without a match are left out. best: see CandidateQuery.
    """

    items: Sequence[Candidate]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    best: int
