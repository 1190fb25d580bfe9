"""The places of a text that answer a question, marked: found again by tokens, never by the engine."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

from search.query.question import Question
from search.text.syllables import agrees, forms
from search.text.tokens import Token, tokens

_OPEN, _CLOSE = "<mark>", "</mark>"
_SNIPPET_WORDS = 36
_MOST_WINDOWS = 120
_BEFORE = 6
_ELLIPSIS = "…"
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u00ad\u200b-\u200d]*")
_PARTS = re.compile("_")  # of the token of a code: its parts stand in a text as words


class Highlighter:
    """Marks the words of one question, and the synonyms that may stand for them."""

    def __init__(self, question: Question) -> None:
        telling = [word for word in question.words if word.weight == 1.0] or list(question.words)
        self._words: dict[str, list[str]] = {}
        for word in telling:
            self._words.setdefault(word.folded, []).append(word.exact)
        self._phrases = {tuple(expansion.words) for expansion in question.expansions}
        self._first = {phrase[0] for phrase in self._phrases}
        self._wanted = {part for word in self._words for part in (word, *_PARTS.split(word))} | {
            word for phrase in self._phrases for word in phrase
        }

    def whole(self, text: str) -> str:
        """The text as HTML with marks; empty when nothing in it answers."""
        if not any(forms(word)[0] in self._wanted for word in _WORD.findall(text)):
            return ""
        found = list(tokens(text))
        marked = self._marked(found)
        return _html(text, 0, len(text), (found[place] for place in sorted(marked))) if marked else ""

    def snippet(self, text: str) -> str:
        """The part of a long text with most of the question in it, as HTML with marks; empty when there is none."""
        words = _WORD.findall(text)
        places = [place for place, word in enumerate(words) if forms(word)[0] in self._wanted]
        if not places:
            return ""
        start = max(0, self._densest(words, places) - _BEFORE)
        last = min(len(words), start + _SNIPPET_WORDS) - 1
        spans = [match.span() for match in islice(_WORD.finditer(text), start, last + 1)]
        begins = spans[0][0] if start else 0
        ends = spans[-1][1] if last < len(words) - 1 else len(text)
        part = self.whole(text[begins:ends])
        if not part:
            return ""
        return ("" if start == 0 else _ELLIPSIS + " ") + part + ("" if last == len(words) - 1 else " " + _ELLIPSIS)

    def _densest(self, words: Sequence[str], places: Sequence[int]) -> int:
        """The first word of the window that holds most different words of the question."""
        best, most = places[0], 0
        for index, place in enumerate(places[:_MOST_WINDOWS]):
            inside = set()
            for other in places[index : index + _SNIPPET_WORDS]:
                if other >= place + _SNIPPET_WORDS - _BEFORE:
                    break
                inside.add(forms(words[other])[0])
            if len(inside) > most:
                best, most = place, len(inside)
        return best

    def _marked(self, found: Sequence[Token]) -> set[int]:
        marked = {
            place
            for place, token in enumerate(found)
            if any(typed == token.folded or agrees(typed, token.exact) for typed in self._words.get(token.folded, ()))
        }
        for place, token in enumerate(found):
            if token.folded in self._first:
                for phrase in self._phrases:
                    end = place + len(phrase)
                    if tuple(one.folded for one in found[place:end]) == phrase:
                        marked.update(range(place, end))
        return marked


def _html(text: str, begins: int, ends: int, marked: Iterable[Token]) -> str:
    """Escaped text; what is marked side by side is one mark."""
    spans: list[list[int]] = []
    for token in marked:
        if spans and token.start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], token.end)
        elif spans and not text[spans[-1][1] : token.start].strip():
            spans[-1][1] = token.end
        else:
            spans.append([token.start, token.end])
    parts = []
    at = begins
    for start, end in spans:
        parts += [escape(text[at:start]), _OPEN, escape(text[start:end]), _CLOSE]
        at = end
    return "".join([*parts, escape(text[at:ends])])
