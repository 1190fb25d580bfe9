"""Tables in their public form: a caption and header cells, plain text in every cell."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.pages.blocks.table import plain_table
from cms.pages.presenters.block import PresentedBlock, lang_attribute, lang_of
from cms.pages.presenters.resources import Resources


def table(value: dict[str, Any], resources: Resources) -> PresentedBlock | None:
    """{caption, has_header_row, has_header_column, rows: [[str]], lang}; None for an empty table."""
    try:
        stored = plain_table(value.get("table"))
    except ValueError:
        return None
    rows = [row for row in stored["data"] if any(cell.strip() for cell in row)]
    if not rows:
        return None
    width = max(len(row) for row in rows)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    shape = {
        "caption": stored["table_caption"].strip(),
        "has_header_row": stored["first_row_is_table_header"],
        "has_header_column": stored["first_col_is_header"],
        "rows": rows,
        "lang": lang_of(value, locale=resources.locale),
    }
    return PresentedBlock(value=shape, html=_html(shape))


def _html(shape: dict[str, Any]) -> SafeString:
    rows = shape["rows"]
    head = format_html("<thead>{}</thead>", _row(rows[0], "col", "col")) if shape["has_header_row"] else ""
    first = "row" if shape["has_header_column"] else ""
    body_rows = rows[1:] if head else rows
    body = format_html_join("", "{}", ((_row(row, first, ""),) for row in body_rows))
    caption = format_html("<caption>{}</caption>", shape["caption"]) if shape["caption"] else ""
    return format_html(
        '<div class="table-wrap"{}><table>{}{}<tbody>{}</tbody></table></div>',
        lang_attribute(shape["lang"]),
        caption,
        head,
        body,
    )


def _row(cells: list[str], first_scope: str, scope: str) -> SafeString:
    scopes = [first_scope, *[scope] * (len(cells) - 1)]
    marked = ((_cell(c, s),) for c, s in zip(cells, scopes, strict=True))
    return format_html("<tr>{}</tr>", format_html_join("", "{}", marked))


def _cell(text: str, scope: str) -> SafeString:
    return format_html('<th scope="{}">{}</th>', scope, text) if scope else format_html("<td>{}</td>", text)
