"""The small mark-up of the demo's texts, read into typed pieces. Pure (docs/demo.md lists the forms).

It exists so that the texts can be read and corrected by people; the product's own editor needs none of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape


class MarkupError(ValueError):
    """A text that the mark-up does not allow."""


@dataclass(frozen=True)
class Prose:
    """Paragraphs and lists, as the HTML of one rich text."""

    html: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Quote:
    text: str
    attribution: str


@dataclass(frozen=True)
class Callout:
    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Figure:
    picture: str
    caption: str


@dataclass(frozen=True)
class Gallery:
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class Files:
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Related:
    keys: tuple[str, ...]


Piece = Prose | Heading | Table | Quote | Callout | Figure | Gallery | Files | Related

CALLOUT_KINDS = ("note", "important", "warning")


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text in order; neighbouring paragraphs and lists become one. Raise MarkupError."""
    found: list[Piece] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        for piece in _chunk(chunk.strip()):
            last = found[-1] if found else None
            if isinstance(piece, Prose) and isinstance(last, Prose):
                found[-1] = Prose(last.html + piece.html)
            else:
                found.append(piece)
    return tuple(found)


def _chunk(chunk: str) -> list[Piece]:
    """One paragraph, list, table, heading or quote; directives stand on lines of their own."""
    lines = chunk.splitlines()
    for mark, read in _FORMS:
        if chunk.startswith(mark):
            return read(lines)
    return [Prose(f"<p>{inline(' '.join(lines))}</p>")]


def inline(text: str) -> str:
    """Escaped text in which `**words**` are bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))


def _heading(lines: list[str]) -> list[Piece]:
    if len(lines) > 1:
        raise MarkupError(f"a heading is one line: {lines[0]!r}")
    return [Heading(lines[0].removeprefix("## ").strip())]


def _bullets(lines: list[str]) -> list[Piece]:
    return [Prose(f"<ul>{_items(lines, r'- ')}</ul>")]


def _numbers(lines: list[str]) -> list[Piece]:
    return [Prose(f"<ol>{_items(lines, r'[0-9]+[.] ')}</ol>")]


def _items(lines: list[str], mark: str) -> str:
    for line in lines:
        if not re.match(mark, line):
            raise MarkupError(f"not an item of the list: {line!r}")
    return "".join(f"<li>{inline(re.sub(mark, '', line, count=1))}</li>" for line in lines)


def _table(lines: list[str]) -> list[Piece]:
    rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
    if len({len(row) for row in rows}) != 1 or len(rows) < 2:
        raise MarkupError(f"the rows of a table differ in length: {lines[0]!r}")
    return [Table(rows)]


def _quote(lines: list[str]) -> list[Piece]:
    words = " ".join(line.removeprefix(">").strip() for line in lines if line.startswith(">"))
    sources = [line.removeprefix("—").strip() for line in lines if line.startswith("—")]
    if len(sources) != 1:
        raise MarkupError(f"a quotation ends with one line that says whose it is: {words!r}")
    return [Quote(text=words, attribution=sources[0])]


def _directives(lines: list[str]) -> list[Piece]:
    return [_directive(line) for line in lines]


def _directive(line: str) -> Piece:
    name, _space, rest = line.removeprefix("::").partition(" ")
    parts, words = [part.strip() for part in rest.split("|")], tuple(rest.split())
    if name == "callout" and len(parts) == 3 and parts[0] in CALLOUT_KINDS:
        return Callout(kind=parts[0], title=parts[1], text=parts[2])
    if name == "image" and len(parts) == 2:
        return Figure(picture=parts[0], caption=parts[1])
    lists: dict[str, Callable[[tuple[str, ...]], Piece]] = {"gallery": Gallery, "files": Files, "related": Related}
    if name in lists and words:
        return lists[name](words)
    raise MarkupError(f"not a directive: {line!r}")


_FORMS: tuple[tuple[str, Callable[[list[str]], list[Piece]]], ...] = (
    ("## ", _heading),
    ("- ", _bullets),
    ("1. ", _numbers),
    ("|", _table),
    (">", _quote),
    ("::", _directives),
)
