"""A file of records of any kind that is read; its kind is told by its content, never by its name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from procedures.importing import csv_file, json_file, xlsx_file
from procedures.importing.errors import RefusedImport
from procedures.importing.layout import PROCEDURES, Layout

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Files of other programs under a name that ends in .csv: none of them is text.
_OTHERS = (
    b"%pdf",
    b"\x89png",
    b"\xff\xd8\xff",
    b"gif8",
    b"mz",
    b"\x7felf",
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
)


@dataclass(frozen=True, kw_only=True)
class RawRecord:
    """A record as the file has it. `place` is what a person looks for: “record 3”, “row 17”."""

    place: int
    values: Any


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """What a file holds, before anything is judged."""

    kind: str  # json | csv | xlsx
    sha256: str
    records: tuple[RawRecord, ...]


def read_records(file: BinaryIO, layout: Layout = PROCEDURES) -> ReadFile:
    """The records of a file; raise RefusedImport with the reason when it is not taken as a whole.

    Costs are bounded before anything is unpacked or parsed: bytes, parts, depth, rows (RELIABILITY 44, 55).
    """
    data = file.read(layout.most_bytes + 1)
    if len(data) > layout.most_bytes:
        raise RefusedImport("too_large", limit=layout.most_bytes // 1024 // 1024)
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise RefusedImport("empty")
    kind, rows = _rows(data, layout)
    if not rows:
        raise RefusedImport("no_records")
    if _said(values for _place, values in rows) > layout.most_said:
        raise RefusedImport("says_too_much")
    records = tuple(RawRecord(place=place, values=values) for place, values in rows)
    return ReadFile(kind=kind, sha256=hashlib.sha256(data).hexdigest(), records=records)


def _rows(data: bytes, layout: Layout) -> tuple[str, list[tuple[int, Any]]]:
    if data.startswith(_OLE):
        raise RefusedImport("old_excel")
    if data.startswith(b"PK\x03\x04"):
        return "xlsx", xlsx_file.rows_of(data, layout)
    if data[:16].lower().startswith(_OTHERS) and not data.startswith(_BOMS):
        raise RefusedImport("unknown_kind")
    text = decoded(data)
    if text.lstrip()[:1] in ("{", "["):
        return "json", json_file.rows_of(text, layout)
    return "csv", csv_file.rows_of(text, layout)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 where its first bytes say so; raise RefusedImport for any other."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedImport("encoding") from error
    if "\x00" in text:
        raise RefusedImport("encoding")
    return text


def _said(values: Iterable[Any]) -> int:
    """How much is to be judged: the characters of all values, and 50 for each."""
    return sum(50 + (_said(_parts(value)) if isinstance(value, dict | list) else len(str(value))) for value in values)


def _parts(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
