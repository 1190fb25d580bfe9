"""What the screens show of a manuscript."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.pages.registry import PageStatus, StatusFact
from news.manuscripts.manuscript import Heading, Kind, Manuscript, Picture, Report, Table, Text
from news.manuscripts.wording import KIND_LABELS, line_of
from news.models import ManuscriptImport
from news.queries import manuscript_of_page, may_see_manuscript

_ORDER: tuple[Kind, ...] = ("dropped", "changed", "font", "kept")


@dataclass(frozen=True, kw_only=True)
class ShownBlock:
    """A block for the template: what it is, and the values of that kind."""

    kind: str
    value: Any
    html: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportGroup:
    """The lines of a kind: kept, changed, left out, font."""

    kind: str
    label: str
    lines: tuple[str, ...]


def shown_blocks(row: ManuscriptImport, text: Manuscript) -> list[ShownBlock]:
    """The text as it would stand in the article, notes at its end."""
    parts = {part: number for number, part in enumerate(text.parts)}
    blocks = [_shown(row, block, parts) for block in text.blocks]
    if text.notes:
        items = "".join(f"<li>{note}</li>" for note in text.notes)
        blocks.append(ShownBlock(kind="heading", value=Heading(level=2, text=_("Notes to the text"))))
        blocks.append(ShownBlock(kind="text", value=None, html=_safe(f"<ol>{items}</ol>")))
    return blocks


def report_groups(report: Report) -> list[ReportGroup]:
    """The report in words, what was left out first: that is what the sender must know."""
    groups = (
        ReportGroup(kind=kind, label=str(KIND_LABELS[kind]), lines=tuple(line_of(found) for found in report.of(kind)))
        for kind in _ORDER
    )
    return [group for group in groups if group.lines]


def word_status(page: Any, request: HttpRequest | None) -> PageStatus | None:
    """The box beside the form of a page that was made of a Word file."""
    row = manuscript_of_page(page)
    if row is None or request is None or not may_see_manuscript(request.user, row):
        return None
    report = row.as_report()
    dropped = sum(found.count for found in report.of("dropped"))
    changed = sum(found.count for found in report.of("changed"))
    counts = _("{dropped} left out, {changed} changed").format(dropped=dropped, changed=changed)
    return PageStatus(
        heading=_("Made of a Word file"),
        facts=[
            StatusFact(label=_("File"), value=_link("manuscripts:original", row, row.file_name)),
            StatusFact(
                label=_("Report"), value=_link("manuscripts:report", row, counts), tone="late" if dropped else ""
            ),
        ],
    )


def _link(name: str, row: ManuscriptImport, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=(row.pk,)), text)


def _shown(row: ManuscriptImport, block: Heading | Text | Picture | Table, parts: dict[str, int]) -> ShownBlock:
    match block:
        case Text():
            return ShownBlock(kind="text", value=block, html=_safe(block.html))
        case Picture():
            url = reverse("manuscripts:picture", args=(row.pk, parts[block.part]))
            return ShownBlock(kind="picture", value=block, url=url)
        case Table():
            return ShownBlock(kind="table", value=block)
        case Heading():
            return ShownBlock(kind="heading", value=block)


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - rich text of `from_json`, which is the output of nh3
