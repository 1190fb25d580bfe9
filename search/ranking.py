"""The order of results: one ranker for every engine, so that they cannot disagree (docs/search.md)."""

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.candidates import Candidate
from search.document_kinds import NEWS, SERVICES
from search.query.question import AskedWord, Question
from search.query.recognition import Recognised
from search.query.thesaurus import Expansion
from search.record import EXACT, FIELDS, Record, decode, phrase, texts_of
from search.text.syllables import agrees

_WEIGHTS = {
    "name": 3.0,
    "aliases": 1.8,
    "name_en": 1.8,
    "description": 1.3,
    "field": 0.9,
    "agency": 0.9,
    "legal": 0.9,
    "extra": 1.0,
}
_K1, _B = 1.8, 0.6
_IN_BODY = 0.35
_SYNONYM = 0.85
_PAIR = 1.8
_PAIR_FIELDS = {"name": 1.0, "aliases": 1.0, "name_en": 1.0, "description": 0.6, "extra": 0.6, "field": 0.5}
_PAIR_LINES = tuple((FIELDS.index(name), weight) for name, weight in _PAIR_FIELDS.items())
_DISAGREES = 0.6
_HELD_OTHERWISE = 0.4
_COVERED_NOT, _COVERED = 0.35, 0.65
_WHOLE_NAME = 0.8
_WORTH_A_LOOK = 0.4  # of the best score: what is below cannot reach the front by its name
_POPULARITY = 0.09
_HALF_LIFE = 180 * 24 * 3600
_OLDEST_NEWS = 0.5
_SCORED_SERVICES, _SCORED_OTHERS = 60, 40
# Strength below which the best result is a guess: nonsense of everyday words stays under the first, and under the
# second where the result holds less than that share of the question (measured on judged queries, docs/search.md).
_GUESSED, _LIKELY_GUESSED, _HELD_ENOUGH = 1.0, 1.2, 0.7

_EXACT_LINES = {name: place for place, name in enumerate(EXACT)}
_LINES = tuple((name, place, _WEIGHTS[name]) for place, name in enumerate(FIELDS))
_NAMES = tuple((place, FIELDS[place]) for place in range(3))
_AGENCY = FIELDS.index("agency")
_NAMED_AGENCY = 6.0
_GENERIC = frozenset({"thu", "tuc"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A document in its place. coverage: how much of the question its texts hold, 0 to 1.

    strength: the score for each unit of what the question is worth, so that questions can be compared.
    """

    key: int
    score: float
    coverage: float
    strength: float
    is_exact: bool  # a code or number typed in full is its own
    record: Record


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
    scorer = _Scorer(question, at=at, recognised=recognised)
    front, rest = _parted(candidates)
    found = scorer.named([scorer.score(candidate, record) for candidate, record in front])
    found.sort(key=lambda one: (not one.is_exact, one.record.status == "expired", -one.score, one.key))
    return found + [
        Ranked(key=candidate.key, score=0.0, coverage=0.0, strength=0.0, is_exact=False, record=record)
        for candidate, record in rest
    ]


_Read = tuple[Candidate, Record]


def _parted(candidates: Iterable[Candidate]) -> tuple[list[_Read], list[_Read]]:
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


class _Scorer:
    """Scores documents for one question; everything that does not depend on the document is computed once."""

    def __init__(self, question: Question, *, at: datetime.datetime, recognised: Sequence[Recognised]) -> None:
        self._now = at.timestamp()
        self._lengths = question.statistics.lengths
        self._words = question.words
        self._needles = [phrase([word.folded]) for word in question.words]
        self._exact_needles = [
            phrase([word.exact]) if word.exact != word.folded and not word.is_code else "" for word in question.words
        ]
        self._total = sum(word.worth for word in question.words) or 1.0
        self._agency = self._agency_words(recognised)
        self._places = {place: bit for bit, place in enumerate(question.places)}
        self._expansions = [(expansion, phrase(expansion.words)) for expansion in question.expansions]
        self._expansion_pairs = list(zip(self._expansions, question.expansion_pairs, strict=True))
        self._vocabulary = {word.folded for word in question.words} | {
            word for expansion in question.expansions for word in expansion.words
        }
        self._pairs = list(self._make_pairs())
        self._codes = [phrase([word.folded]) for word in question.words if word.is_code]

    def _agency_words(self, recognised: Sequence[Recognised]) -> frozenset[int]:
        """The words that name an agency, when nothing else is asked: then its procedures are what is wanted."""
        named = frozenset().union(*(one.covers for one in recognised if one.facet == "agency"))
        rest = [word for place, word in enumerate(self._words) if place not in named and word.weight == 1.0]
        return frozenset() if rest else named

    def _make_pairs(self) -> Iterable[tuple[str, float]]:
        for left, right in zip(self._words, self._words[1:], strict=False):
            if left.weight == 1.0 or right.weight == 1.0:
                worth = min(left.idf * max(left.weight, 0.5), right.idf * max(right.weight, 0.5))
                yield phrase([left.folded, right.folded]), worth

    def score(self, candidate: Candidate, record: Record) -> Ranked:
        synonyms = self._synonyms(record)
        held, total = 0.0, 0.0
        for place, word in enumerate(self._words):
            gained, share = self._word(place, word, record, candidate, synonyms)
            total += gained
            held += share * word.worth
        coverage = held / self._total
        total += self._pairs_held(record)
        total *= _COVERED_NOT + _COVERED * coverage
        total *= self._prior(record)
        is_exact = any(
            code in record.folded[1] or code in record.folded[6] or code in record.folded[0] for code in self._codes
        )
        return Ranked(
            key=candidate.key,
            score=total,
            coverage=coverage,
            strength=total / self._total,
            is_exact=is_exact,
            record=record,
        )

    def named(self, found: list[Ranked]) -> list[Ranked]:
        """The same with a bonus for those whose name is what was asked, of all that it could bring to the front."""
        best = max((one.score for one in found), default=0.0)
        return [self._raised(one) if one.score >= _WORTH_A_LOOK * best else one for one in found]

    def _raised(self, one: Ranked) -> Ranked:
        bonus = 1 + _WHOLE_NAME * self._best_name(one.record)
        return replace(one, score=one.score * bonus, strength=one.strength * bonus)

    def _word(
        self, place: int, word: AskedWord, record: Record, candidate: Candidate, synonyms: dict[int, float]
    ) -> tuple[float, float]:
        """What a word gives, and how far it is held: 1, or less where only other accents stand."""
        needle = self._needles[place]
        frequency = 0.0
        for _name, line, weight in _LINES:
            text = record.folded[line]
            if text and needle in text:
                length = 1 - _B + _B * (text.count("  ") + 1) / self._lengths[line]
                frequency += (
                    (_NAMED_AGENCY if line == _AGENCY and place in self._agency else weight)
                    * text.count(needle)
                    / length
                )
        own = frequency / (_K1 + frequency) * (_K1 + 1)
        share = 1.0
        synonym = synonyms.get(place, 0.0)
        if own and self._exact_needles[place] and not self._agrees(place, record):
            own *= 1 - _DISAGREES
            share = 1.0 if synonym else _HELD_OTHERWISE
        best = max(own, synonym)
        if not best:
            bit = self._places.get(place)
            if bit is None or not candidate.body >> bit & 1:
                return 0.0, 0.0
            best = _IN_BODY
        return best * word.worth, share

    def _agrees(self, place: int, record: Record) -> bool:
        """Whether the word stands somewhere with the accents that were typed, or where accents are not kept."""
        word, needle, exact_needle = self._words[place], self._needles[place], self._exact_needles[place]
        is_seen = False
        for name, line in _EXACT_LINES.items():
            if exact_needle in record.exact[line]:
                return True
            folded = record.folded[FIELDS.index(name)]
            if needle in folded:
                is_seen = True
                pairs = zip(folded.split(), record.exact[line].split(), strict=False)
                if any(plain == word.folded and agrees(word.exact, marked) for plain, marked in pairs):
                    return True
        return not is_seen

    def _synonyms(self, record: Record) -> dict[int, float]:
        """For each word the best that a synonym of it scores."""
        best: dict[int, float] = {}
        for expansion, needle in self._expansions:
            frequency = 0.0
            for _name, line, weight in _LINES:
                text = record.folded[line]
                if not text:
                    continue
                count = self._count(expansion, needle, text)
                if count:
                    length = 1 - _B + _B * (text.count("  ") + 1) / self._lengths[line]
                    frequency += weight * count / length
            if frequency:
                value = _SYNONYM * frequency / (_K1 + frequency) * (_K1 + 1)
                for place in range(expansion.start, expansion.end):
                    best[place] = max(best.get(place, 0.0), value)
        return best

    def _count(self, expansion: Expansion, needle: str, text: str) -> float:
        if needle in text:
            return text.count(needle)
        if len(expansion.words) > 3 and all(f" {word} " in text for word in expansion.words):
            return 0.7
        return 0.0

    def _pairs_held(self, record: Record) -> float:
        total = 0.0
        for needle, worth in self._pairs:
            best = 0.0
            for line, weight in _PAIR_LINES:
                if weight > best and needle in record.folded[line]:
                    best = weight
            total += _PAIR * worth * best
        return total + self._expansion_pairs_held(record)

    def _expansion_pairs_held(self, record: Record) -> float:
        """The best synonym of each place, standing whole: as good as the pairs of what was typed."""
        best: dict[tuple[int, int], float] = {}
        for (expansion, needle), worth in self._expansion_pairs:
            if worth:
                held = max((weight for line, weight in _PAIR_LINES if needle in record.folded[line]), default=0.0)
                span = (expansion.start, expansion.end)
                best[span] = max(best.get(span, 0.0), held * worth * _PAIR * _SYNONYM)
        return sum(best.values())

    def _best_name(self, record: Record) -> float:
        """How well the question and one name agree, both ways: 1 when they are the same words."""
        best = 0.0
        for line, _name in _NAMES:
            for text in texts_of(record.folded[line]) if line else [record.folded[line].split()]:
                if self._vocabulary.isdisjoint(text):
                    continue
                words = [word for word in text if word not in _GENERIC]
                if words:
                    best = max(best, self._agreement(words))
        return best

    def _agreement(self, words: Sequence[str]) -> float:
        present = set(words)
        asked = 0.0
        met: set[str] = set()
        covered = {place for place, word in enumerate(self._words) if word.folded in present}
        for expansion, _needle in self._expansions:
            if all(word in present for word in expansion.words):
                covered.update(range(expansion.start, expansion.end))
                met.update(expansion.words)
        for place in covered:
            asked += self._words[place].worth
            if self._words[place].folded in present:
                met.add(self._words[place].folded)
        recall = asked / self._total
        precision = sum(1 for word in words if word in met) / len(words)
        return recall * recall * (0.4 + 0.6 * precision)

    def _prior(self, record: Record) -> float:
        prior = 1 + _POPULARITY * (record.popularity - 2)
        if record.document_type in NEWS:
            age = max(0.0, self._now - record.published)
            prior *= _OLDEST_NEWS + (1 - _OLDEST_NEWS) * math.pow(0.5, age / _HALF_LIFE)
        return prior
