"""What the ranker reads of a document: one line a field, so that counting a word is one C call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.documents import GAP

# Scored fields in the order of their lines. Of those in EXACT the accented forms are kept beside.
FIELDS = ("name", "aliases", "name_en", "description", "field", "agency", "legal", "extra")
EXACT = ("name", "aliases", "description")
_HEADER = 7


class Record(NamedTuple):
    """A decoded record. `folded` and `exact` follow FIELDS and EXACT; their texts are padded (see `line`)."""

    document_type: str
    status: str
    locale: str
    popularity: int
    published: int
    content_id: str
    title: str
    folded: tuple[str, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldTokens:
    """The tokens of one field; of a field of several texts with GAP between them."""

    folded: Sequence[str] = ()
    exact: Sequence[str] = ()


def line(tokens: Sequence[str]) -> str:
    """Tokens with two spaces between and one at each end: each has its own pair, so ` ho ` counts every `ho`."""
    return f" {'  '.join(tokens)} " if tokens else ""


def phrase(tokens: Sequence[str]) -> str:
    """What to look for in a line: the tokens side by side."""
    return f" {'  '.join(tokens)} "


def texts_of(line_text: str) -> list[list[str]]:
    """The tokens of each text of a field of several."""
    return [part.split() for part in line_text.split(f" {GAP} ") if part.strip()]


def encode(
    *,
    document_type: str,
    status: str,
    locale: str,
    popularity: int,
    published: int,
    content_id: str,
    title: str,
    fields: dict[str, FieldTokens],
) -> str:
    """The record of a document."""
    header = [document_type, status, locale, str(popularity), str(published), content_id, title.replace("\n", " ")]
    folded = [line(fields[name].folded) if name in fields else "" for name in FIELDS]
    exact = [line(fields[name].exact) if name in fields else "" for name in EXACT]
    return "\n".join([*header, *folded, *exact])


def decode(text: str) -> Record:
    """A record as it was encoded."""
    parts = text.split("\n")
    split = _HEADER + len(FIELDS)
    return Record(
        parts[0],
        parts[1],
        parts[2],
        int(parts[3]),
        int(parts[4]),
        parts[5],
        parts[6],
        tuple(parts[_HEADER:split]),
        tuple(parts[split:]),
    )
