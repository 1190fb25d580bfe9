"""What the right candidates are, found the slow way: every document is looked at, nothing is indexed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from search.candidates import Candidate, CandidateQuery, Candidates, Group, Share
from search.documents import IndexDocument


def right_answer(query: CandidateQuery, documents: Iterable[IndexDocument]) -> Candidates:
    """What every engine has to answer; the items of each share in their order, share after share."""
    scored = [_scored(query, document) for document in documents if _agrees(document, query.scope)]
    best = max((points for _, points, _ in scored), default=0)
    matches = [row for row in scored if best and row[1] >= query.threshold(best)]
    shown = [row for row in matches if _agrees(row[0], query.filters)]
    shown.sort(key=lambda row: (-row[1], -row[0].popularity, -row[0].published, row[0].key))
    items: list[Candidate] = []
    for share in query.shares:
        of_share = [row for row in shown if _belongs(row[0], share, query.shares)]
        items += [
            Candidate(key=document.key, points=points, body=body, record=document.record)
            for document, points, body in of_share[: share.most]
        ]
    return Candidates(
        items=items,
        total=len(shown),
        facets={name: _counts(name, query, [row[0] for row in matches]) for name in query.facets},
        best=best,
    )


def _scored(query: CandidateQuery, document: IndexDocument) -> tuple[IndexDocument, int, int]:
    points = body = 0
    for number, group in enumerate(query.groups):
        worth = ((document.head, group.head), (document.meta, group.meta), (document.body, group.body))
        points += max((value for text, value in worth if _holds(text, group)), default=0)
        body |= _holds(document.body, group) << number
    return document, points, body


def _holds(text: str, group: Group) -> bool:
    padded = f" {text} "
    return any(all(f" {' '.join(phrase)} " in padded for phrase in all_of) for all_of in group.alternatives)


def _agrees(document: IndexDocument, bounds: Mapping[str, Sequence[str]]) -> bool:
    return all(set(values) & set(document.facets.get(name, ())) for name, values in bounds.items())


def _belongs(document: IndexDocument, share: Share, shares: Sequence[Share]) -> bool:
    types = set(document.facets.get("type", ()))
    if share.types:
        return bool(types & set(share.types))
    return not types & {name for other in shares for name in other.types}


def _counts(name: str, query: CandidateQuery, matches: Iterable[IndexDocument]) -> dict[str, int]:
    others = {other: values for other, values in query.filters.items() if other != name}
    counted = Counter(
        value for document in matches if _agrees(document, others) for value in document.facets.get(name, ())
    )
    return dict(counted)
