"""What one document scores for one question (docs/search.md, ADR 0171)."""

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from search.candidates import Candidate
from search.document_kinds import NEWS
from search.query.accents import bare
from search.query.question import LONGEST_PHRASE, Question
from search.query.recognition import Recognised, name_words
from search.record import EXACT, FIELDS, Record, phrase, texts_of
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
_APART = 0.7  # of a long synonym whose words stand apart
_PAIR = 1.8
_PAIR_FIELDS = {"name": 1.0, "aliases": 1.0, "name_en": 1.0, "description": 0.6, "extra": 0.6, "field": 0.5}
_PAIR_LINES = tuple((FIELDS.index(name), weight) for name, weight in _PAIR_FIELDS.items())
_DISAGREES = 0.6
_HELD_OTHERWISE = 0.4
_COVERED_NOT, _COVERED = 0.35, 0.65
_WHOLE_NAME = 0.8
_WORTH_A_LOOK = 0.5  # of the best score: what is below cannot reach the front by its name
_POPULARITY = 0.09
_HALF_LIFE = 180 * 24 * 3600
_OLDEST_NEWS = 0.5

_EXACT_LINES = tuple((FIELDS.index(name), place) for place, name in enumerate(EXACT))
_LINE_WEIGHTS = tuple(_WEIGHTS[name] for name in FIELDS)
_NAME_LINES = (0, 1, 2)
_CODE_LINES = (0, 1, 6)
_AGENCY = FIELDS.index("agency")
_NAMED_AGENCY = 6.7  # times the weight of its line
_WHOLE_AGENCY = 1.6  # the agency that was named, and not one of several or a part of a longer name
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


class _Synonym(NamedTuple):
    """An expansion as it is looked for. worth: of its words' standing side by side."""

    start: int
    end: int
    words: frozenset[str]
    needle: str
    is_loose: bool  # of so many words that they may stand apart
    worth: float


class _Read(NamedTuple):
    """A record as it is scored. raw: its text, in which a C call tells what no line of it holds."""

    raw: str
    record: Record
    lines: list[tuple[str, float, bool]]  # those that say something: text, what a word in it counts, is of the agency


class Scorer:
    """Scores documents for one question; everything that does not depend on the document is computed once."""

    def __init__(self, question: Question, *, at: datetime.datetime, recognised: Sequence[Recognised]) -> None:
        self._now = at.timestamp()
        self._lengths = question.statistics.lengths
        self._words = question.words
        self._needles = [phrase([word.folded]) for word in question.words]
        self._exact_needles = [
            phrase([bare(word.exact)]) if word.exact != word.folded and not word.is_code else ""
            for word in question.words
        ]
        self._worths = [word.worth for word in question.words]
        self._total = sum(self._worths) or 1.0
        self._agency = self._agency_words(recognised)
        self._agencies = {one.words for one in recognised if one.facet == "agency"} if self._agency else set()
        self._places = {place: bit for bit, place in enumerate(question.places)}
        self._synonyms = [
            _Synonym(
                one.start, one.end, frozenset(one.words), phrase(one.words), len(one.words) > LONGEST_PHRASE, worth
            )
            for one, worth in zip(question.expansions, question.expansion_pairs, strict=True)
        ]
        self._vocabulary = {word.folded for word in question.words}.union(*(one.words for one in self._synonyms))
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
        read = _Read(candidate.record, record, self._lines(record))
        synonyms = self._synonyms_held(read)
        held, total = 0.0, 0.0
        for place, worth in enumerate(self._worths):
            gained, share = self._word(place, read, candidate.body, synonyms)
            total += gained * worth
            held += share * worth
        coverage = held / self._total
        total += self._pairs_held(read)
        total *= _COVERED_NOT + _COVERED * coverage
        total *= self._prior(record)
        if self._agencies and name_words(record.folded[_AGENCY].split()) in self._agencies:
            total *= _WHOLE_AGENCY
        return Ranked(
            key=candidate.key,
            score=total,
            coverage=coverage,
            strength=total / self._total,
            is_exact=any(code in record.folded[line] for code in self._codes for line in _CODE_LINES),
            record=record,
        )

    def named(self, found: list[Ranked]) -> list[Ranked]:
        """The same with a bonus for those whose name is what was asked, of all that it could bring to the front."""
        best = max((one.score for one in found), default=0.0)
        return [self._raised(one) if one.score >= _WORTH_A_LOOK * best else one for one in found]

    def _raised(self, one: Ranked) -> Ranked:
        bonus = 1 + _WHOLE_NAME * self._best_name(one.record)
        return replace(one, score=one.score * bonus, strength=one.strength * bonus)

    def _lines(self, record: Record) -> list[tuple[str, float, bool]]:
        """A word counts the less the longer its line is."""
        return [
            (text, weight / (1 - _B + _B * (text.count("  ") + 1) / length), line == _AGENCY)
            for line, (text, weight, length) in enumerate(zip(record.folded, _LINE_WEIGHTS, self._lengths, strict=True))
            if text
        ]

    def _word(self, place: int, read: _Read, body: int, synonyms: dict[int, float]) -> tuple[float, float]:
        """What a word gives for each unit of its worth, and how far it is held: 1, or less with other accents only."""
        needle = self._needles[place]
        own = 0.0
        if needle in read.raw:
            frequency = 0.0
            for text, weight, is_agency in read.lines:
                if needle in text:
                    is_named = is_agency and place in self._agency
                    frequency += text.count(needle) * (weight * _NAMED_AGENCY if is_named else weight)
            own = frequency / (_K1 + frequency) * (_K1 + 1)
        share = 1.0
        synonym = synonyms.get(place, 0.0)
        if own and self._exact_needles[place] and not self._agrees(place, read.record):
            own *= 1 - _DISAGREES
            share = 1.0 if synonym else _HELD_OTHERWISE
        best = max(own, synonym)
        if not best:
            bit = self._places.get(place)
            if bit is None or not body >> bit & 1:
                return 0.0, 0.0
            best = _IN_BODY
        return best, share

    def _agrees(self, place: int, record: Record) -> bool:
        """Whether the word stands somewhere with the accents that were typed, or where accents are not kept."""
        word, needle, exact_needle = self._words[place], self._needles[place], self._exact_needles[place]
        is_seen = False
        for line, exact_line in _EXACT_LINES:
            if exact_needle in record.exact[exact_line]:
                return True
            if needle in record.folded[line]:
                is_seen = True
                pairs = zip(record.folded[line].split(), record.exact[exact_line].split(), strict=False)
                if any(plain == word.folded and agrees(word.exact, marked) for plain, marked in pairs):
                    return True
        return not is_seen

    def _synonyms_held(self, read: _Read) -> dict[int, float]:
        """For each word the best that a synonym of it scores."""
        best: dict[int, float] = {}
        for synonym in self._synonyms:
            frequency = 0.0
            if synonym.needle in read.raw:
                for text, weight, _is_agency in read.lines:
                    if synonym.needle in text:
                        frequency += text.count(synonym.needle) * weight
            if synonym.is_loose:
                frequency += self._held_apart(synonym, read)
            if frequency:
                value = _SYNONYM * frequency / (_K1 + frequency) * (_K1 + 1)
                for place in range(synonym.start, synonym.end):
                    best[place] = max(best.get(place, 0.0), value)
        return best

    def _held_apart(self, synonym: _Synonym, read: _Read) -> float:
        """What the lines give that hold every word of a long synonym, though not side by side."""
        needles = [f" {word} " for word in synonym.words]
        if not all(needle in read.raw for needle in needles):
            return 0.0
        return sum(
            _APART * weight
            for text, weight, _is_agency in read.lines
            if synonym.needle not in text and all(needle in text for needle in needles)
        )

    def _pairs_held(self, read: _Read) -> float:
        total = sum(worth * self._best_line(needle, read) for needle, worth in self._pairs)
        # Of the synonyms of each place the best that stands whole: as good as the pairs of what was typed.
        best: dict[tuple[int, int], float] = {}
        for synonym in self._synonyms:
            if synonym.worth:
                span = (synonym.start, synonym.end)
                held = self._best_line(synonym.needle, read) * synonym.worth * _SYNONYM
                best[span] = max(best.get(span, 0.0), held)
        return _PAIR * (total + sum(best.values()))

    def _best_line(self, needle: str, read: _Read) -> float:
        if needle not in read.raw:
            return 0.0
        return max((weight for line, weight in _PAIR_LINES if needle in read.record.folded[line]), default=0.0)

    def _best_name(self, record: Record) -> float:
        """How well the question and one name agree, both ways: 1 when they are the same words."""
        texts = [text for line in _NAME_LINES if record.folded[line] for text in texts_of(record.folded[line])]
        every = frozenset().union(*texts)
        synonyms = [one for one in self._synonyms if one.words <= every]
        best = 0.0
        for text in texts:
            present = set(text)
            if not self._vocabulary.isdisjoint(present):
                best = max(best, self._agreement(text, present, synonyms, best))
        return best

    def _agreement(self, text: Sequence[str], present: set[str], synonyms: Sequence[_Synonym], least: float) -> float:
        """How far a name is the question; 0 where that is less than `least`."""
        covered = {place for place, word in enumerate(self._words) if word.folded in present}
        held = [synonym for synonym in synonyms if synonym.words <= present]
        for synonym in held:
            covered.update(range(synonym.start, synonym.end))
        recall = sum([self._worths[place] for place in covered]) / self._total
        words = [word for word in text if word not in _GENERIC]
        if recall * recall <= least or not words:
            return 0.0
        met = {word.folded for word in self._words}.union(*(synonym.words for synonym in held))
        precision = sum([word in met for word in words]) / len(words)
        return recall * recall * (0.4 + 0.6 * precision)

    def _prior(self, record: Record) -> float:
        prior = 1 + _POPULARITY * (record.popularity - 2)
        if record.document_type in NEWS:
            age = max(0.0, self._now - record.published)
            prior *= _OLDEST_NEWS + (1 - _OLDEST_NEWS) * math.pow(0.5, age / _HALF_LIFE)
        return prior
