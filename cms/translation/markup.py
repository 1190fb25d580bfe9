"""Inline tags of a segment: read from HTML, and written as numbers for programs that would spoil HTML.

>>> numbered('Gọi <a id="a1">đường dây nóng</a>')
'Gọi {1}đường dây nóng{/1}'
>>> from_numbered('Call the {1}hotline{/1}', 'Gọi <a id="a1">đường dây nóng</a>')
'Call the <a id="a1">hotline</a>'

Numbers begin above every number in braces that the text itself holds, so nothing has to be escaped.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Literal

# What wagtail-localize lets stand inside a segment.
INLINE = frozenset({"a", "abbr", "acronym", "b", "code", "em", "i", "strong"})
VOID = frozenset({"br"})
_BEGUN = re.compile(r"</?[A-Za-z]")
# Places that programs fill: `%(name)s`, `%s`, `{name}`, `{{ name }}`; numbers in braces are tags and judged as such.
PLACE = re.compile(r"%\([A-Za-z_]\w*\)[sd]|%[sd](?!\w)|\{\{\s*[A-Za-z_]\w*\s*\}\}|\{[A-Za-z_]\w*\}")
_NUMBER = re.compile(r"\{(/?)(\d{1,6})(/?)\}")
Kind = Literal["text", "open", "close", "void"]
Tag = tuple[str, str]  # name, id


class BrokenMarkup(Exception):
    """Tags that do not pair, or that may not stand in a segment; `code` says what is wrong, `tag` with which."""

    def __init__(self, code: str, tag: str = "") -> None:
        super().__init__(code)
        self.code, self.tag = code, tag


@dataclass(frozen=True)
class Piece:
    """Text, or one end of a tag. `value` is the text or the tag's name."""

    kind: Kind
    value: str
    ident: str = ""

    @property
    def tag(self) -> Tag:
        """What makes two tags the same."""
        return self.value, self.ident


def pieces_of(fragment: str) -> tuple[Piece, ...]:
    """The fragment taken apart; raise BrokenMarkup when its tags do not pair or are not among the allowed."""
    parser = _Pieces()
    parser.feed(fragment)
    parser.close()
    if parser.open:
        raise BrokenMarkup("unbalanced", parser.open[-1][0])
    # What begins like a tag and has no “>” would be read as words.
    if len(_BEGUN.findall(fragment)) > parser.read:
        raise BrokenMarkup("unfinished")
    return tuple(parser.pieces)


def fragment_of(pieces: tuple[Piece, ...]) -> str:
    """The fragment as wagtail-localize writes it."""
    return "".join(_written(piece) for piece in pieces)


def rewritten(fragment: str) -> str:
    """The fragment as everything here writes it; raise BrokenMarkup."""
    return fragment_of(pieces_of(fragment))


def text_of(fragment: str) -> str:
    """The words alone; a line break is a space. Broken markup counts as text."""
    try:
        pieces = pieces_of(fragment)
    except BrokenMarkup:
        return fragment
    return "".join(piece.value if piece.kind == "text" else " " * (piece.kind == "void") for piece in pieces)


def tags_of(fragment: str) -> Counter[Tag]:
    """How often each tag stands in a fragment; raise BrokenMarkup."""
    return Counter(piece.tag for piece in pieces_of(fragment) if piece.kind in {"open", "void"})


def numbered(fragment: str, source: str | None = None) -> str:
    """The fragment with numbers for tags; those of a translation are the numbers of the same tags in its source."""
    written: list[str] = []
    for piece, number in with_numbers(pieces_of(fragment), source if source is not None else fragment):
        if piece.kind == "text":
            written.append(piece.value)
        else:
            written.append(f"{{{'/' * (piece.kind == 'close')}{number}{'/' * (piece.kind == 'void')}}}")
    return "".join(written)


def with_numbers(pieces: tuple[Piece, ...], source: str) -> list[tuple[Piece, int]]:
    """Each piece with the number of its tag; 0 beside text."""
    numbers = _Numbers(source)
    answer: list[tuple[Piece, int]] = []
    stack: list[int] = []
    for piece in pieces:
        if piece.kind == "text":
            answer.append((piece, 0))
        elif piece.kind == "close":
            answer.append((piece, stack.pop()))
        else:
            number = numbers.next_of(piece.tag)
            answer.append((piece, number))
            if piece.kind == "open":
                stack.append(number)
    return answer


def from_numbered(text: str, source: str) -> str:
    """The fragment a numbered text stands for; raise BrokenMarkup for numbers that pair badly.

    Numbers that the source does not have are text: a translator may write what they like in braces.
    """
    tags = _Numbers(source).tags
    pieces: list[Piece] = []
    stack: list[int] = []
    at = 0
    for found in _NUMBER.finditer(text):
        closes, number, is_void = bool(found[1]), int(found[2]), bool(found[3])
        if number not in tags or (closes and is_void) or (tags[number][0] in VOID) != is_void:
            continue
        pieces.append(Piece("text", text[at : found.start()]))
        at = found.end()
        pieces.append(Piece("close" if closes else "void" if is_void else "open", *tags[number]))
        if closes and (not stack or stack.pop() != number):
            raise BrokenMarkup("unbalanced")
        if not closes and not is_void:
            stack.append(number)
    if stack:
        raise BrokenMarkup("unbalanced")
    pieces.append(Piece("text", text[at:]))
    return fragment_of(tuple(pieces))


class _Numbers:
    """The numbers of a source's tags, in order; tags it does not have get numbers after its own."""

    def __init__(self, source: str) -> None:
        try:
            pieces = pieces_of(source)
        except BrokenMarkup:
            pieces = ()
        taken = [int(found[2]) for piece in pieces if piece.kind == "text" for found in _NUMBER.finditer(piece.value)]
        first = max(taken, default=0) + 1
        opening = [piece.tag for piece in pieces if piece.kind in {"open", "void"}]
        self.tags: dict[int, Tag] = dict(enumerate(opening, start=first))
        self._free: dict[Tag, list[int]] = {}
        for number, tag in self.tags.items():
            self._free.setdefault(tag, []).append(number)
        self._next = first + len(opening)

    def next_of(self, tag: Tag) -> int:
        """The number of the next tag of this kind."""
        if self._free.get(tag):
            return self._free[tag].pop(0)
        self._next += 1
        return self._next - 1


class _Pieces(HTMLParser):
    """HTML of a segment into pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.open: list[Tag] = []
        self.read = 0  # how many tags, of either end

    def handle_data(self, data: str) -> None:
        if self.pieces and self.pieces[-1].kind == "text":
            self.pieces[-1] = Piece("text", self.pieces[-1].value + data)
        else:
            self.pieces.append(Piece("text", data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read += 1
        if tag not in INLINE | VOID:
            raise BrokenMarkup("forbidden_tag", tag)
        if any(name != "id" or tag != "a" for name, _value in attrs):
            raise BrokenMarkup("forbidden_attribute", tag)
        ident = next((value or "" for _name, value in attrs), "")
        if tag in VOID:
            self.pieces.append(Piece("void", tag, ident))
            return
        self.pieces.append(Piece("open", tag, ident))
        self.open.append((tag, ident))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)
            self.read -= 1

    def handle_endtag(self, tag: str) -> None:
        self.read += 1
        if tag in VOID:
            return
        if tag not in INLINE:
            raise BrokenMarkup("forbidden_tag", tag)
        if not self.open or self.open[-1][0] != tag:
            raise BrokenMarkup("unbalanced", self.open[-1][0] if self.open else tag)
        self.pieces.append(Piece("close", *self.open.pop()))

    def handle_comment(self, data: str) -> None:
        raise BrokenMarkup("forbidden_tag")

    def handle_decl(self, decl: str) -> None:
        raise BrokenMarkup("forbidden_tag")

    def unknown_decl(self, data: str) -> None:
        raise BrokenMarkup("forbidden_tag")

    def handle_pi(self, data: str) -> None:
        raise BrokenMarkup("forbidden_tag")


def _written(piece: Piece) -> str:
    if piece.kind == "text":
        return escape(piece.value, quote=False)
    if piece.kind == "void":
        return f"<{piece.value}/>"
    if piece.kind == "close":
        return f"</{piece.value}>"
    return f'<{piece.value} id="{escape(piece.ident)}">' if piece.ident else f"<{piece.value}>"
