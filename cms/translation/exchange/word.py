"""A Word table for people who translate in Word: number, source, translation, note. Tags are numbers in braces."""

import io
import re
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor

from cms.translation.exchange.bundle import Bundle, ExchangeSegment, Markup, Received, printable
from cms.translation.exchange.package import read_main_part
from cms.translation.exchange.refusals import Refused
from cms.translation.exchange.word_table import read_rows
from cms.translation.markup import BrokenMarkup, numbered

# The file speaks to the translator in Vietnamese, like every paper of the office; it is no screen.
HEADINGS = ("STT", "Nguồn (tiếng Việt)", "Bản dịch", "Ghi chú")
GUIDE = (
    "Chỉ điền cột “Bản dịch”. Không sửa cột STT và cột nguồn, không thêm, xóa hay gộp dòng. "
    "Các dấu {1}…{/1}, {2/} là định dạng hoặc đường dẫn: giữ nguyên, đặt quanh đúng từ tương ứng. "
    "Ô để trống được coi là chưa dịch."
)
_IDENTITY = re.compile(r"Mã bản dịch: ([\w@.-]{1,200}) · (\w{2}(?:-\w+)?) → (\w{2}(?:-\w+)?)(?: |$)")
_WIDTHS = (Cm(2.6), Cm(9.4), Cm(9.4), Cm(4.0))


def write_word(bundle: Bundle) -> bytes:
    """A landscape page with one table; the properties name nobody."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.8)
    document.add_heading(printable(bundle.title), level=1)
    document.add_paragraph(
        f"Mã bản dịch: {bundle.identity} · {bundle.source_language} → {bundle.target_language} "
        f"· xuất lúc {bundle.exported_at.isoformat()}"
    )
    document.add_paragraph(GUIDE)
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    for number, segment in enumerate(bundle.segments, start=1):
        _write_row(table, number, segment)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    _forget_author(document, bundle)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read_word(data: bytes) -> Received:
    """What came back in a Word table; raise Refused when it is no Word file of ours."""
    paragraphs, rows = read_rows(read_main_part(data))
    header = next((found for text in paragraphs if (found := _IDENTITY.search(text))), None)
    if header is None:
        raise Refused("no_identity")
    return Received(
        identity=header[1],
        source_language=header[2],
        target_language=header[3],
        markup=Markup.NUMBERED,
        segments=rows,
    )


def _write_row(table: Any, number: int, segment: ExchangeSegment) -> None:
    cells = table.add_row().cells
    cells[0].text = str(number)
    key = cells[0].add_paragraph().add_run(segment.key)
    key.font.size, key.font.color.rgb = Pt(6), RGBColor(0x6B, 0x6B, 0x6B)
    cells[1].text = _shown(segment.source, segment.source)
    cells[2].text = _shown(segment.translation, segment.source)
    cells[3].text = printable("\n".join(text for text in (segment.label, segment.note) if text))


def _shown(fragment: str, source: str) -> str:
    try:
        return printable(numbered(fragment, source))
    except BrokenMarkup:
        return printable(fragment)


def _forget_author(document: Any, bundle: Bundle) -> None:
    """The library's template names a person's program; a file of ours names nobody (RELIABILITY 20)."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.identifier = printable(bundle.title)[:250], bundle.identity
    properties.created = properties.modified = bundle.exported_at.replace(microsecond=0)
