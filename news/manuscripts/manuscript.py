"""A text as it came out of Word: neutral values, which know nothing of pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import nh3

Kind = Literal["kept", "changed", "dropped", "font"]
KINDS: tuple[Kind, ...] = ("kept", "changed", "dropped", "font")
_TAGS = {"p", "b", "i", "sup", "sub", "ol", "ul", "li", "br", "a"}
_SCHEMES = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the text; `level` 2–4, for the title is the only one of level 1."""

    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """Running text and lists, as rich text of allow-listed tags."""

    html: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture at its place; `part` is its name in the Word file."""

    part: str
    alt: str
    caption: str
    is_decorative: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of plain texts, every row of the same width."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool
    caption: str


Block = Heading | Text | Picture | Table


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A line of the report: how often, in which paragraphs (from 1, the first twenty), with names of fonts or forms."""

    kind: Kind
    code: str
    count: int
    places: tuple[int, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was kept, changed and dropped, and where the fonts are not those of the plan (R039)."""

    findings: tuple[Finding, ...]

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """The lines of one kind."""
        return tuple(finding for finding in self.findings if finding.kind == kind)

    def with_dropped(self, codes: Iterable[str]) -> "Report":
        """The report with things that were found wanting later."""
        found = list(self.findings)
        for code in codes:
            place = next((n for n, one in enumerate(found) if (one.kind, one.code) == ("dropped", code)), None)
            if place is None:
                found.append(Finding(kind="dropped", code=code, count=1))
            else:
                old = found[place]
                found[place] = Finding(
                    kind="dropped", code=code, count=old.count + 1, places=old.places, details=old.details
                )
        return Report(findings=tuple(found))


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """What a Word file says, with guesses at its title and summary (both may be empty)."""

    title: str
    summary: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    report: Report

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its pictures in the Word file, each once, in the order of the text."""
        return tuple(dict.fromkeys(block.part for block in self.blocks if isinstance(block, Picture)))


_TYPES: dict[str, type[Heading | Text | Picture | Table]] = {
    "heading": Heading, "paragraph": Text, "picture": Picture, "table": Table,
}  # fmt: skip
_NAMES = {kind: name for name, kind in _TYPES.items()}


def to_json(manuscript: Manuscript) -> dict[str, Any]:
    """The manuscript as plain values, to be kept between preview and draft."""
    return {
        "title": manuscript.title,
        "summary": manuscript.summary,
        "blocks": [{"type": _NAMES[type(block)], **asdict(block)} for block in manuscript.blocks],
        "notes": list(manuscript.notes),
        "findings": report_to_json(manuscript.report),
    }


def report_to_json(report: Report) -> list[dict[str, Any]]:
    """The report as plain values."""
    return [asdict(finding) for finding in report.findings]


def from_json(values: Mapping[str, Any]) -> Manuscript:
    """The manuscript of plain values, rich text cleaned; raise ValueError for any other shape.

    The values come from the process that met the hostile bytes: nothing in them is believed.
    """
    try:
        return Manuscript(
            title=_text(values["title"])[:255],
            summary=_text(values["summary"])[:600],
            blocks=tuple(_block(block) for block in values["blocks"]),
            notes=tuple(_rich(note) for note in values["notes"]),
            report=report_from_json(values["findings"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manuscript") from error


def report_from_json(rows: Sequence[Mapping[str, Any]]) -> Report:
    """The report of plain values; raise ValueError for any other shape."""
    return Report(findings=tuple(_finding(row) for row in rows))


def _block(value: Mapping[str, Any]) -> Block:
    match value["type"]:
        case "heading":
            return Heading(level=min(max(int(value["level"]), 2), 4), text=_text(value["text"])[:255])
        case "paragraph":
            return Text(html=_rich(value["html"]))
        case "picture":
            return Picture(
                part=_text(value["part"]),
                alt=_text(value["alt"])[:255],
                caption=_text(value["caption"])[:500],
                is_decorative=bool(value["is_decorative"]),
            )
        case "table":
            rows = tuple(tuple(_text(cell) for cell in row) for row in value["rows"])
            return Table(rows=rows, has_header=bool(value["has_header"]), caption=_text(value["caption"])[:500])
        case _:
            raise ValueError("no such block")


def _finding(row: Mapping[str, Any]) -> Finding:
    if row["kind"] not in KINDS:
        raise ValueError("no such kind of finding")
    return Finding(
        kind=row["kind"],
        code=_text(row["code"]),
        count=int(row["count"]),
        places=tuple(int(place) for place in row["places"]),
        details=tuple(_text(detail) for detail in row["details"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _rich(value: object) -> str:
    return nh3.clean(_text(value), tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)
