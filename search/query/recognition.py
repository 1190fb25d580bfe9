"""Names of agencies and fields in a question: offered as filters, because ranking by them alone is weak."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.query.question import Question
from search.text.tokens import words_of

FACETS = ("agency", "field")
# "Công an cấp xã" is "công an xã" to whoever looks for it.
_LEFT_OUT = frozenset({"cap"})
_SHORTEST = 2
_MOST = 3


_Line = Sequence[tuple[str, int]]  # word, its place in the question


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognised:
    """A filter that the question names. words: the name; covers: the places of the words that say it."""

    facet: str
    value: str
    label: str
    words: tuple[str, ...]
    covers: frozenset[int]


def recognised(question: Question, labels: Mapping[tuple[str, str], str]) -> list[Recognised]:
    """The agencies and fields that stand in the question, as typed or by a synonym; the longest names first."""
    spoken = {word.folded for word in question.words}.union(*(one.words for one in question.expansions))
    lines: list[tuple[_Line, set[str]]] = []
    found: list[tuple[int, Recognised]] = []
    for (facet, value), label in labels.items():
        for words in _names(label):
            if not spoken.issuperset(words):
                continue
            lines = lines or [(line, {word for word, _ in line}) for line in _lines(question)]
            covers = next(
                (places for line, held in lines if held.issuperset(words) and (places := _places(words, line))), None
            )
            if covers:
                one = Recognised(facet=facet, value=value, label=label, words=words, covers=covers)
                found.append((-len(words), one))
                break
    found.sort(key=lambda one: (one[0], one[1].facet, one[1].label))
    return [one for _, one in found[:_MOST]]


@lru_cache(maxsize=4096)
def _names(label: str) -> tuple[tuple[str, ...], ...]:
    """The words of each agency or field of a label; several stand in one."""
    names = (name_words(words_of(name)[0]) for name in label.replace(",", ";").split(";"))
    return tuple(words for words in names if len(words) >= _SHORTEST)


def name_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words that tell one agency from another."""
    return tuple(word for word in words if word not in _LEFT_OUT)


def _lines(question: Question) -> list[_Line]:
    """The question as typed, and with each synonym in the place of what it stands for."""
    typed = [(word.folded, place) for place, word in enumerate(question.words) if word.folded not in _LEFT_OUT]
    lines: list[_Line] = [typed]
    for expansion in question.expansions:
        spoken = [(word, expansion.start) for word in expansion.words if word not in _LEFT_OUT]
        before = [one for one in typed if one[1] < expansion.start]
        lines.append([*before, *spoken, *(one for one in typed if one[1] >= expansion.end)])
    return lines


def _places(words: Sequence[str], line: _Line) -> frozenset[int]:
    size = len(words)
    for start in range(len(line) - size + 1):
        if all(line[start + index][0] == words[index] for index in range(size)):
            return frozenset(place for _, place in line[start : start + size])
    return frozenset()
