"""Text → tokens with their places in it: words, codes of procedures, numbers of documents."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.text.syllables import folded, forms

# Inside a word: combining marks, and what cannot be seen (soft hyphen, zero-width characters).
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_LETTERS = r"[^\W\d_]"
_TOKEN = re.compile(
    # 1.001193 · 2.000815.000.00.00.H33
    r"(?<![\w.])(?P<code>[0-9]\.[0-9]{6})(?:\.[0-9]{3}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[Hh][0-9]{1,3})?)?)?)?(?![\w])"
    # 20/10/2025 is a day, not a document
    r"|(?P<day>[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})(?!\w)"
    # 58/2022/NĐ-CP · 06/2020/QĐ-TTg · 1234/QĐ-UBND · 58/2022
    rf"|(?<![\w/])(?P<number>[0-9]{{1,6}}/(?:(?:19|20)[0-9]{{2}}(?:/{_LETTERS}[\w{_MARKS}]*(?:[-–]{_LETTERS}[\w{_MARKS}]*)*)?"
    rf"|{_LETTERS}{{2}}[\w{_MARKS}]*(?:[-–]{_LETTERS}[\w{_MARKS}]*)*))(?!\w)"
    rf"|(?P<word>[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*)"
)
_SEPARATORS = re.compile(r"[/\-–]")


class Token(NamedTuple):
    """A token and the part of the text it stands for. Several may stand for one part."""

    folded: str
    exact: str
    start: int
    end: int
    is_code: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order. A code or number gives itself first, then what people type of it."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup == "word":
            word = match[0]
            plain, exact = forms(word if word.isalnum() else _INVISIBLE.sub("", word))
            if plain:
                yield Token(plain, exact, start, end)
            continue
        yield from _of_code(match.lastgroup or "", match[match.lastgroup or 0], start, end)


def _of_code(kind: str, text: str, start: int, end: int) -> Iterator[Token]:
    if kind == "code":
        yield Token(procedure_code(text), procedure_code(text), start, end, is_code=True)
        yield Token(text[2:], text[2:], start, end)
        return
    parts = [folded(_INVISIBLE.sub("", part)) for part in _SEPARATORS.split(text.replace(".", "/"))]
    if kind == "number":
        whole = "d" + "_".join(parts)
        yield Token(whole, whole, start, end, is_code=True)
        if len(parts) > 2 and parts[1].isdigit():
            short = f"d{parts[0]}_{parts[1]}"
            yield Token(short, short, start, end)
    for part in parts:
        yield Token(part, part, start, end)


def procedure_code(text: str) -> str:
    """The token of a national code: 1.001193 and 1.001193.000.00.00.H10 are one procedure."""
    return f"c{text[0]}_{text[2:8]}"


def words_of(text: str) -> tuple[list[str], list[str]]:
    """(folded, exact) tokens of a text."""
    found = list(tokens(text))
    return [token.folded for token in found], [token.exact for token in found]
