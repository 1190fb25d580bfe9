"""The order of results: one ranker for every engine, so that they cannot disagree (docs/search.md)."""

import datetime
from collections.abc import Iterable, Sequence

from search.candidates import Candidate
from search.document_kinds import SERVICES
from search.query.question import Question
from search.query.recognition import Recognised
from search.record import Record, decode
from search.scoring import Ranked, Scorer

_SCORED_SERVICES, _SCORED_OTHERS = 60, 40
# Strength below which the best result is a guess: nonsense of everyday words stays under the first, and under the
# second where the result holds less than that share of the question (measured on judged queries, docs/search.md).
_GUESSED, _LIKELY_GUESSED, _HELD_ENOUGH = 1.0, 1.2, 0.7


def ranked(
    question: Question,
    candidates: Iterable[Candidate],
    *,
    at: datetime.datetime,
    recognised: Sequence[Recognised] = (),
) -> list[Ranked]:
    """The candidates, best first: whoever has the code that was typed, then what is in force, then by score."""
    if not question.words:
        return []
    scorer = Scorer(question, at=at, recognised=recognised)
    front, rest = _parted(candidates)
    found = scorer.named([scorer.score(candidate, record) for candidate, record in front])
    found.sort(key=lambda one: (not one.is_exact, one.record.status == "expired", -one.score, one.key))
    return found + [
        Ranked(key=candidate.key, score=0.0, coverage=0.0, strength=0.0, is_exact=False, record=record)
        for candidate, record in rest
    ]


_Decoded = tuple[Candidate, Record]


def _parted(candidates: Iterable[Candidate]) -> tuple[list[_Decoded], list[_Decoded]]:
    """Those that are scored, and those that follow them in the order of their points: nobody turns so many pages."""
    read = [(candidate, decode(candidate.record)) for candidate in candidates]
    read.sort(
        key=lambda one: (
            one[1].status == "expired", -one[0].points, -one[1].popularity, -one[1].published, one[0].key,
        )
    )  # fmt: skip
    left = {True: _SCORED_SERVICES, False: _SCORED_OTHERS}
    front, rest = [], []
    for one in read:
        is_service = one[1].document_type in SERVICES
        if left[is_service]:
            left[is_service] -= 1
            front.append(one)
        else:
            rest.append(one)
    return front, rest


def is_guess(results: Sequence[Ranked]) -> bool:
    """Whether even the best result has little to do with what was asked: words met here and there, no name."""
    if not results or results[0].is_exact:
        return False
    best = results[0]
    return best.strength < _GUESSED or (best.strength < _LIKELY_GUESSED and best.coverage < _HELD_ENOUGH)


__all__ = ["Ranked", "is_guess", "ranked"]
