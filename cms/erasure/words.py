"""Finding exact words however they are stored, and putting others in their place. No ORM, no clock.

The same words stand in the database in many spellings: composed and decomposed, as entities of HTML, divided by the
markup of a part in bold, escaped in JSON that stands as a text inside other JSON, percent-encoded in an address.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import quote, quote_plus

from cms.kernel.text import clean_line, nfc

REPLACEMENT = "[đã xóa theo yêu cầu]"
SHORTEST, LONGEST, MOST_WORDS = 4, 200, 20
# What programs read: names of blocks, keys, and addresses, which change with a redirect and not here.
NOT_TEXT = frozenset({"id", "pk", "type", "slug", "url_path", "path", "content_type", "translation_key", "locale"})

_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp", "small",
        "span", "strong", "sub", "sup", "u", "var", "wbr",
    }
)  # fmt: skip
# Nothing here looks further than the next "<": a text of beginnings that never end is read once, too.
_TAG = r"<!--[^<>]*-->|</?[a-zA-Z][^<>]*>"
_CHAR = r"&\#[0-9]{1,7};|&\#[xX][0-9a-fA-F]{1,6};|&[a-zA-Z][a-zA-Z0-9]{1,31};|\\u[0-9a-fA-F]{4}|."
_IN_MARKUP = re.compile(f"(?P<tag>{_TAG})|(?P<char>{_CHAR})", re.DOTALL)
_FLAT = re.compile(f"(?P<char>{_CHAR})", re.DOTALL)
_NAME_OF_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_ANY_TAG = re.compile(_TAG, re.DOTALL)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WALL = "\0"  # between two paragraphs nobody wrote the words
_ASCII_RUN = re.compile(r"[A-Za-z0-9]{2,}")
# Days, moments and amounts as JSON has them: without a part of it nobody could read the value any more.
_VALUE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?|-?\d+\.\d+", re.ASCII)


def cleaned_words(lines: Sequence[str]) -> list[str]:
    """The lines as they are looked for: composed, single spaces, each once; empty ones left out."""
    return list(dict.fromkeys(word for word in map(clean_line, lines) if word))


class Words:
    """Some exact words. They are found whole ("Văn A" is not found in "Văn An"), upper and lower case as written."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = sorted(words, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_whole, self._words)))
        quoted = {form for word in words for form in (quote(word, safe=""), quote(word, safe="@"), quote_plus(word))}
        encoded = sorted((form for form in quoted if "%" in form), key=len, reverse=True)
        self._encoded = re.compile("|".join(rf"{re.escape(form)}(?!\w)" for form in encoded) or r"(?!)", re.IGNORECASE)

    @property
    def runs(self) -> list[str]:
        """Of each word a part that every spelling but a division by markup holds; none when a word has no such part."""
        found = [max(_ASCII_RUN.findall(word), key=len, default="") for word in self._words]
        return found if all(found) else []

    def are_in(self, value: Any) -> bool:
        """Whether a text, or anything in a JSON value, holds some of them."""
        return bool(self.replaced(value)[1])

    def replaced(self, value: Any, *, skip: Collection[str] = NOT_TEXT) -> tuple[Any, int]:
        """A text or JSON value without them, and how many there were; keys of `skip` are left as they are."""
        if isinstance(value, str):
            return self._in_text(value, skip)
        if isinstance(value, dict):
            pairs = [(key, (item, 0) if key in skip else self.replaced(item, skip=skip)) for key, item in value.items()]
            return {key: item for key, (item, _count) in pairs}, sum(count for _key, (_item, count) in pairs)
        if isinstance(value, list | tuple):
            items = [self.replaced(item, skip=skip) for item in value]
            return [item for item, _count in items], sum(count for _item, count in items)
        return value, 0

    def _in_text(self, text: str, skip: Collection[str]) -> tuple[str, int]:
        if not self._may_be_in(text) or (_VALUE.fullmatch(text) and text not in self._words):
            return text, 0
        inner = _json_in(text)
        if inner is not None:
            try:
                cleaned, count = self.replaced(inner, skip=skip)
                return (json.dumps(cleaned), count) if count else (text, 0)
            except RecursionError:
                pass  # no JSON of ours is so deep: read as the text that somebody typed
        changed, count = self._in_spelled(text, _IN_MARKUP)
        changed, encoded = self._encoded.subn(quote(REPLACEMENT), changed)
        return changed, count + encoded

    def _may_be_in(self, text: str) -> bool:
        """Cheap, and true for every text that holds them: only then is it read letter by letter."""
        if len(text) < SHORTEST:
            return False
        whole = nfc(unescape(_ESCAPED.sub(_unescaped, text)))
        joined = nfc(unescape(_ESCAPED.sub(_unescaped, _ANY_TAG.sub("", text)))) if "<" in text else whole
        if any(self._pattern.search(form) for form in (whole, joined)):
            return True
        return "%" in text and self._encoded.search(text) is not None

    def _in_spelled(self, text: str, unit: re.Pattern[str]) -> tuple[str, int]:
        """The text read letter by letter, whatever each is written as; tags stay where they are."""
        spans: list[tuple[int, int]] = []
        letters: list[str] = []
        tags: list[tuple[int, int, str]] = []
        count = 0
        for found in unit.finditer(text):
            start, end = found.span()
            if found.lastgroup == "tag":
                cleaned, inside = self._in_spelled(found[0], _FLAT)
                count += inside
                tags += [(start, end, cleaned)] if inside else []
                if not _is_inline(found[0]):
                    letters.append(_WALL)
                    spans.append((start, start))
                continue
            letter = _letter(found[0])
            if letters and unicodedata.combining(letter[:1] or " ") and spans[-1][1] == start:
                letters[-1] += letter
                spans[-1] = (spans[-1][0], end)
            else:
                letters.append(letter)
                spans.append((start, end))
        cuts = [*tags, *self._cuts(letters, spans)]
        return _cut(text, cuts), count + sum(1 for *_span, put in cuts if put == REPLACEMENT)

    def _cuts(self, letters: list[str], spans: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """Each letter of each find goes; the replacement stands in the place of the first."""
        composed = [nfc(letter) for letter in letters]
        owner = [index for index, letter in enumerate(composed) for _char in letter]
        for found in self._pattern.finditer("".join(composed)):
            first, last = owner[found.start()], owner[found.end() - 1]
            for index in range(first, last + 1):
                yield (*spans[index], REPLACEMENT if index == first else "")


def _whole(word: str) -> str:
    """The pattern of a word: any white space between its parts, and no letter before or after it."""
    parts = r"\s+".join(map(re.escape, word.split()))
    before, after = (r"(?<!\w)" if word[0].isalnum() else ""), (r"(?!\w)" if word[-1].isalnum() else "")
    return f"{before}{parts}{after}"


def _is_inline(tag: str) -> bool:
    name = _NAME_OF_TAG.match(tag)
    return name is None or name[1].lower() in _INLINE


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _letter(spelled: str) -> str:
    """The character that an entity or an escape stands for."""
    if spelled[:1] == "&":
        return unescape(spelled)
    return chr(int(spelled[2:], 16)) if len(spelled) == 6 and spelled.startswith("\\u") else spelled


def _json_in(text: str) -> Any:
    """The list or object that a text is; None for any other text."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list | dict) else None


def _cut(text: str, cuts: list[tuple[int, int, str]]) -> str:
    parts, last = [], 0
    for start, end, put in sorted(cuts, key=lambda cut: cut[:2]):
        parts += [text[last:start], put]
        last = end
    return "".join([*parts, text[last:]])
