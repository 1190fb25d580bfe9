"""Candidates from an index file: sums of points over sets of documents."""

from collections.abc import Iterable, Mapping
from heapq import nsmallest

from search.backends.sqlite.bits import Sums, slots_of
from search.backends.sqlite.opened import Snapshot
from search.backends.sqlite.schema import LEVELS
from search.candidates import Candidate, CandidateQuery, Candidates, Group, Share


def find(snapshot: Snapshot, query: CandidateQuery) -> Candidates:
    """The candidates of a query at one moment."""
    scope = snapshot.live & _conditions(snapshot, query.scope.items())
    sums = Sums()
    anything = 0
    bodies = []
    for group in query.groups:
        head, meta, body = (_held(snapshot, group, level) & scope for level in LEVELS)
        sums.add(head, group.head)
        sums.add(meta & ~head, group.meta)
        sums.add(body & ~head & ~meta, group.body)
        anything |= head | meta | body
        bodies.append(body)
    best = sums.greatest(anything)
    matched = sums.at_least(query.threshold(best), anything) if best else 0
    filters = {name: _any_of(snapshot, name, values) for name, values in query.filters.items()}
    shown = matched
    for bits in filters.values():
        shown &= bits
    slots = _chosen(snapshot, sums, shown, query.shares)
    return Candidates(
        items=_items(snapshot, sums, slots, bodies),
        total=shown.bit_count(),
        facets={name: _counts(snapshot, name, matched, filters) for name in query.facets},
        best=best,
    )


def _held(snapshot: Snapshot, group: Group, level: str) -> int:
    found = 0
    for alternative in group.alternatives:
        together = -1
        for phrase in alternative:
            together &= snapshot.holding(level, phrase)
            if not together:
                break
        found |= together
    return found


def _conditions(snapshot: Snapshot, conditions: Iterable[tuple[str, tuple[str, ...]]]) -> int:
    bits = -1
    for name, values in conditions:
        bits &= _any_of(snapshot, name, values)
    return bits


def _any_of(snapshot: Snapshot, name: str, values: Iterable[str]) -> int:
    bits = 0
    for value in values:
        bits |= snapshot.facet(name, value)
    return bits


def _counts(snapshot: Snapshot, name: str, matched: int, filters: Mapping[str, int]) -> dict[str, int]:
    for other, bits in filters.items():
        if other != name:
            matched &= bits
    if not matched:
        return {}
    counts = ((value, (snapshot.facet(name, value) & matched).bit_count()) for value in snapshot.values(name))
    return {value: count for value, count in counts if count}


def _chosen(snapshot: Snapshot, sums: Sums, shown: int, shares: tuple[Share, ...]) -> list[int]:
    named = 0
    slots: list[int] = []
    for share in sorted(shares, key=lambda share: not share.types):  # the rest comes last
        if share.types:
            types = _any_of(snapshot, "type", share.types)
            named |= types
            slots += _first(snapshot, sums, shown & types, share.most)
        else:
            slots += _first(snapshot, sums, shown & ~named, share.most)
    return slots


def _first(snapshot: Snapshot, sums: Sums, among: int, most: int) -> list[int]:
    sure, tied, wanted = sums.first(most, among)
    slots = list(slots_of(sure))
    if wanted:
        order, keys = snapshot.order()
        slots += nsmallest(wanted, slots_of(tied), key=lambda slot: (-order[slot], keys[slot]))
    return slots


def _items(snapshot: Snapshot, sums: Sums, slots: list[int], bodies: list[int]) -> list[Candidate]:
    points = sums.read(slots)
    marks = ", ".join(["?"] * len(slots))
    rows = snapshot.connection.execute(f"SELECT slot, key, record FROM docs WHERE slot IN ({marks})", slots)  # noqa: S608
    raw = [bits.to_bytes((bits.bit_length() + 7) >> 3, "little") for bits in bodies]
    return [
        Candidate(key=key, points=points[slot], body=_held_by(raw, slot), record=record) for slot, key, record in rows
    ]


def _held_by(raw: list[bytes], slot: int) -> int:
    byte, bit, held = slot >> 3, slot & 7, 0
    for group, bits in enumerate(raw):
        if byte < len(bits) and bits[byte] >> bit & 1:
            held |= 1 << group
    return held
