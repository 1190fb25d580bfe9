"""A question for candidates in the server's words: what it counts is what the embedded engine counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.backends.elasticsearch.layout import LEVELS, facet_field
from search.backends.elasticsearch.library import (
    A,
    Bool,
    ConstantScore,
    DisMax,
    MatchNone,
    MatchPhrase,
    Query,
    Search,
    Term,
    Terms,
)
from search.candidates import CandidateQuery, Group, Share

MOST_VALUES = 1000  # of one facet, with counts
ORDER = [
    {"_score": {"order": "desc"}},
    {"popularity": {"order": "desc"}},
    {"published": {"order": "desc"}},
    {"key": {"order": "asc"}},
]


def best_of(query: CandidateQuery) -> Search:
    """Asks for the one document of the scope with the most points."""
    # Sorting by key too makes an index of another layout an error and not an empty answer.
    found = Search().query(_points(query)).source(False).sort(ORDER[0], ORDER[-1])
    return found.extra(size=1, track_total_hits=False)


def counts_of(query: CandidateQuery, *, threshold: int) -> Search:
    """Asks for the number of matches, and of each facet's values among those of the other facets' filters."""
    found = Search().query(_points(query)).source(False).post_filter(_all_of(query.filters))
    found = found.extra(size=0, min_score=threshold, track_total_hits=True)
    for number, name in enumerate(query.facets):
        others = {other: values for other, values in query.filters.items() if other != name}
        values = A("terms", field=facet_field(name), size=MOST_VALUES)
        if others:
            found.aggs.bucket(f"f{number}", A("filter", _all_of(others))).bucket("values", values)
        else:
            found.aggs.bucket(f"f{number}", values)
    return found


def share_of(query: CandidateQuery, share: Share, *, threshold: int) -> Search:
    """Asks for the best documents of some types, and which groups stand in their body."""
    bounded = Bool(must=[_points(query)], filter=[_all_of(query.filters), _types(query, share)])
    found = Search().query(bounded).source(["record"]).sort(*ORDER)
    return found.extra(size=share.most, min_score=threshold, track_total_hits=False)


def facet_counts(query: CandidateQuery, answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The counts in the answer to `counts_of`."""
    counts: dict[str, dict[str, int]] = {}
    for number, name in enumerate(query.facets):
        found = answer["aggregations"][f"f{number}"]
        buckets = found.get("values", found)["buckets"]
        counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return counts


def _points(query: CandidateQuery) -> Query:
    groups = [_group(number, group) for number, group in enumerate(query.groups)]
    return Bool(should=groups, minimum_should_match=1, filter=[_all_of(query.scope)])


def _group(number: int, group: Group) -> Query:
    levels = []
    for level in LEVELS:
        held = _holds(level, group)
        if level == "body":
            held = Bool(filter=[held], _name=str(number))
        levels.append(ConstantScore(filter=held, boost=getattr(group, level)))
    return DisMax(queries=levels)


def _holds(level: str, group: Group) -> Query:
    if not group.alternatives:
        return MatchNone()
    return _either([_every([_phrase(level, phrase) for phrase in all_of]) for all_of in group.alternatives])


def _phrase(level: str, words: Sequence[str]) -> Query:
    if len(words) == 1:
        return Term(level, {"value": words[0]})
    return MatchPhrase(level, {"query": " ".join(words)})


def _every(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(filter=queries)


def _either(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(should=queries, minimum_should_match=1)


def _all_of(bounds: Mapping[str, Sequence[str]]) -> Query:
    return Bool(filter=[Terms(facet_field(name), list(values)) for name, values in bounds.items()])


def _types(query: CandidateQuery, share: Share) -> Query:
    if share.types:
        return _all_of({"type": share.types})
    named = [name for other in query.shares for name in other.types]
    return Bool(must_not=[Terms(facet_field("type"), named)])
