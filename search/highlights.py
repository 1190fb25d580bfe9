"""The places of a text that answer a question, marked: found again by tokens, never by the engine."""

from collections.abc import Iterable, Sequence
from html import escape

from search.query.question import Question
from search.text.syllables import agrees
from search.text.tokens import Token, tokens

_OPEN, _CLOSE = "<mark>", "</mark>"
_SNIPPET_TOKENS = 36
_BEFORE = 6
_LONGEST_TEXT = 60_000  # characters of a body that are looked through
_ELLIPSIS = "…"


class Highlighter:
    """Marks the words of one question, and the synonyms that may stand for them."""

    def __init__(self, question: Question) -> None:
        telling = [word for word in question.words if word.weight == 1.0] or list(question.words)
        self._words: dict[str, list[str]] = {}
        for word in telling:
            self._words.setdefault(word.folded, []).append(word.exact)
        self._phrases = {tuple(expansion.words) for expansion in question.expansions}
        self._first = {phrase[0] for phrase in self._phrases}

    def whole(self, text: str) -> str:
        """The text as HTML with marks; empty when nothing in it answers."""
        found = list(tokens(text))
        marked = self._marked(found)
        return _html(text, 0, len(text), (found[place] for place in sorted(marked))) if marked else ""

    def snippet(self, text: str) -> str:
        """The part of a long text with most of the question in it, as HTML with marks; empty when there is none."""
        text = text[:_LONGEST_TEXT]
        found = list(tokens(text))
        marked = sorted(self._marked(found))
        if not marked:
            return ""
        start = max(0, self._densest(found, marked) - _BEFORE)
        last = min(len(found), start + _SNIPPET_TOKENS) - 1
        begins = found[start].start if start else 0
        ends = found[last].end if last < len(found) - 1 else len(text)
        html = _html(text, begins, ends, (found[place] for place in marked if start <= place <= last))
        return ("" if start == 0 else _ELLIPSIS + " ") + html + ("" if last == len(found) - 1 else " " + _ELLIPSIS)

    def _densest(self, found: Sequence[Token], marked: Sequence[int]) -> int:
        """The first token of the window that holds most different words of the question."""
        best, most = marked[0], 0
        for index, place in enumerate(marked[:400]):
            inside = set()
            for other in marked[index : index + _SNIPPET_TOKENS]:
                if other >= place + _SNIPPET_TOKENS - _BEFORE:
                    break
                inside.add(found[other].folded)
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
