"""A question for candidates in the server's words: what it counts is what the embedded engine counts.

Points are written as what a level adds to the one below, so that every clause can be skipped by itself: the server
leaves out documents that cannot come among the best. Where all matches are counted nothing can be skipped that way, and
`_enough` leaves out those that cannot reach the threshold; beside a list of the best it costs more than it saves
(ADR 0152).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.backends.elasticsearch.layout import LEVELS, facet_field
from search.backends.elasticsearch.library import (
    A,
    Bool,
    ConstantScore,
    MatchAll,
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
    found = Search().query(_points(query, [_all_of(query.scope)])).source(False)
    return found.extra(size=1, track_total_hits=False)


def counts_of(query: CandidateQuery, *, threshold: int) -> Search:
    """Asks for the number of matches, and of each facet's values among those of the other facets' filters."""
    matches = _points(query, [_all_of(query.scope), _enough(query.groups, threshold)])
    found = Search().query(matches).source(False).post_filter(_all_of(query.filters))
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
    bounds = [_all_of(query.scope), _all_of(query.filters), _types(query, share)]
    # Beside a filter these bound nothing and cost nothing; the server says of the documents it gives which hold.
    names = [Bool(filter=[_holds("body", group)], _name=str(number)) for number, group in enumerate(query.groups)]
    bounds.append(Bool(filter=[MatchAll()], should=names))
    found = Search().query(_points(query, bounds)).source(["record"]).sort(*ORDER)
    return found.extra(size=share.most, min_score=threshold, track_total_hits=False)


def layout_check() -> Search:
    """Asks for nothing; an error where the index is not of this layout."""
    return Search().query(MatchNone()).sort(*ORDER).extra(size=1)


def facet_counts(query: CandidateQuery, answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The counts in the answer to `counts_of`."""
    counts: dict[str, dict[str, int]] = {}
    for number, name in enumerate(query.facets):
        found = answer["aggregations"][f"f{number}"]
        buckets = found.get("values", found)["buckets"]
        counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return counts


def _points(query: CandidateQuery, bounds: Sequence[Query]) -> Query:
    # Not beside the bounds in one clause: there the server would look at every document (ADR 0152).
    points = Bool(should=[clause for group in query.groups for clause in _increments(group)])
    return Bool(must=[points], filter=list(bounds))


def _increments(group: Group) -> Iterator[Query]:
    """What each level adds to the points of the one below; together the points of the best level."""
    head, meta, body = (_holds(level, group) for level in LEVELS)
    yield ConstantScore(filter=_either([head, meta, body]), boost=group.body)
    if group.meta > group.body:
        yield ConstantScore(filter=_either([head, meta]), boost=group.meta - group.body)
    if group.head > group.meta:
        yield ConstantScore(filter=head, boost=group.head - group.meta)


def _enough(groups: Sequence[Group], threshold: int) -> Query:
    """What a document must hold at least one of to reach the threshold.

    All the rest together stays below it: common words in long texts first, which is where most postings are. Only
    the few documents that hold something telling are then looked at.
    """
    left = threshold - 1
    least = [0] * len(groups)  # of each group: how many levels, from the body up, are part of the rest
    for step in range(len(LEVELS)):
        for number in sorted(range(len(groups)), key=lambda number: _step(groups[number], step)):
            cost = _step(groups[number], step)
            if least[number] == step and cost <= left:
                least[number] += 1
                left -= cost
    telling = [
        _holds(level, group)
        for group, rest in zip(groups, least, strict=True)
        for level in LEVELS[: len(LEVELS) - rest]
    ]
    return _either(telling) if telling else MatchNone()


def _step(group: Group, step: int) -> int:
    points = (0, group.body, group.meta, group.head)
    return points[step + 1] - points[step]


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
    return queries[0] if len(queries) == 1 else Bool(should=queries)


def _all_of(bounds: Mapping[str, Sequence[str]]) -> Query:
    if not bounds:
        return MatchAll()
    return _every([_any_value(name, values) for name, values in bounds.items()])


def _any_value(name: str, values: Sequence[str]) -> Query:
    field = facet_field(name)
    return Term(field, {"value": values[0]}) if len(values) == 1 else Terms(field, list(values))


def _types(query: CandidateQuery, share: Share) -> Query:
    if share.types:
        return _all_of({"type": share.types})
    named = [name for other in query.shares for name in other.types]
    return Bool(must_not=[_any_value("type", named)])
