"""The converted text as a row of items: headings, paragraphs, lists, pictures, tables, in the order of reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from news.manuscripts import limits
from news.manuscripts.findings import Findings
from news.manuscripts.html_tree import Tag, inline_html, text_of
from news.manuscripts.runs import PICTURE_FROM, PICTURE_TO

_MARK = re.compile(f"{PICTURE_FROM}([0-9]+){PICTURE_TO}")
_NOT_IN_ITEM = ("ul", "ol", "table")
_MAX_LAYOUT_CELLS, _MAX_LAYOUT_TEXT = 12, 300


@dataclass(kw_only=True)
class Item:
    """`style` is what the paragraph was ("title", "lead", "caption", "bold", "bold-centred", "italic", "")."""

    kind: Literal["heading", "paragraph", "list", "picture", "table"]
    html: str = ""
    text: str = ""
    style: str = ""
    level: int = 0
    number: int = 0
    rows: list[list[str]] = field(default_factory=list)
    has_header: bool = False
    caption: str = ""


def items_of(root: Tag, findings: Findings) -> Iterator[Item]:
    """The items of a body; whatever stands around paragraphs is looked through."""
    for child in root.tags():
        if re.fullmatch("h[1-6]", child.name):
            yield from _heading(child)
        elif child.name == "p":
            yield from _paragraph(child)
        elif child.name in ("ul", "ol"):
            yield from _list(child, findings)
        elif child.name == "table":
            yield from _table(child, findings)
        else:
            yield from items_of(child, findings)


def notes_of(root: Tag) -> list[str]:
    """Takes the list of notes, which stands last, from the tree: the rich text of each note."""
    last = root.tags()[-1:] if root.children else []
    if (
        not last
        or last[0].name != "ol"
        or not all(item.attributes.get("id", "").startswith(("footnote-", "endnote-")) for item in last[0].tags())
    ):
        return []
    root.children.remove(last[0])
    return [_note(item) for item in last[0].tags()]


def _note(item: Tag) -> str:
    """A note without the arrow that leads back to its place."""
    parts = []
    for child in item.tags():
        kept = [part for part in child.children if not _is_back_link(part)]
        html = inline_html(list(kept)).strip()
        parts += [html] if html else []
    return "<br/>".join(parts)


def _is_back_link(part: Tag | str) -> bool:
    return isinstance(part, Tag) and part.name == "a" and "-ref-" in part.attributes.get("href", "")


def _heading(tag: Tag) -> Iterator[Item]:
    text = " ".join(_MARK.sub(" ", text_of(tag)).split())
    if text:
        yield Item(kind="heading", level=int(tag.name[1]), text=text)
    yield from _pictures_in(tag)


def _paragraph(tag: Tag) -> Iterator[Item]:
    """A paragraph, cut where pictures stand in it."""
    style = tag.attributes.get("class", "")
    for part in _cut(inline_html(tag.children)):
        if isinstance(part, int):
            yield Item(kind="picture", number=part)
        elif _letters(part):
            yield Item(kind="paragraph", html=_trimmed(part), text=_letters(part), style=style)


def _cut(html: str) -> Iterator[str | int]:
    """Pieces of rich text and the numbers of the pictures between them; open tags are closed and opened again."""
    open_tags: list[str] = []
    at = 0
    for match in _MARK.finditer(html):
        piece = html[at : match.start()]
        before = "".join(open_tags)
        open_tags = _still_open(before + piece)
        yield before + piece + "".join(f"</{_name(tag)}>" for tag in reversed(open_tags))
        yield int(match.group(1))
        at = match.end()
    yield "".join(open_tags) + html[at:]


def _still_open(html: str) -> list[str]:
    found: list[str] = []
    for tag in re.findall(r"<[^>]+>", html):
        if tag.startswith("</"):
            found = found[:-1]
        elif not tag.endswith("/>"):
            found.append(tag)
    return found


def _name(tag: str) -> str:
    return re.split(r"[\s>]", tag[1:], maxsplit=1)[0]


def _trimmed(html: str) -> str:
    return re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", html)


def _letters(html: str) -> str:
    plain = re.sub(r"<br/>", " ", html)
    plain = re.sub(r"<[^>]+>", "", plain)
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        plain = plain.replace(name, char)
    return " ".join(plain.split())


def _list(tag: Tag, findings: Findings) -> Iterator[Item]:
    """A list with the lists inside it; pictures in it come after it."""
    html = _list_html(tag)
    text = _letters(_MARK.sub(" ", html))
    if text:
        yield Item(kind="list", html=_MARK.sub("", html), text=text)
    pictures = list(_pictures_in(tag))
    if pictures and text:
        findings.changed("picture_moved", count=len(pictures))
    yield from pictures


def _list_html(tag: Tag) -> str:
    rows = []
    for item in tag.tags():
        inner = [child for child in item.children if not (isinstance(child, Tag) and child.name in _NOT_IN_ITEM)]
        nested = "".join(_list_html(child) for child in item.tags() if child.name in ("ul", "ol"))
        rows.append(f"<li>{inline_html(inner).strip()}{nested}</li>")
    return f"<{tag.name}>{''.join(rows)}</{tag.name}>"


def _pictures_in(tag: Tag) -> Iterator[Item]:
    for number in _MARK.findall(text_of(tag)):
        yield Item(kind="picture", number=int(number))


def _table(tag: Tag, findings: Findings) -> Iterator[Item]:
    rows, has_header = _rows_of(tag)
    cells = [cell for row in rows for cell in row]
    columns = max((len(row) for row in rows), default=0)
    pictures = list(_pictures_in(tag))
    if columns <= 1 or (pictures and _is_layout(cells)):
        # A frame, or pictures set side by side with their captions: no table of facts.
        findings.changed("layout_table")
        for column in range(columns):
            for row in rows:
                yield from items_of(row[column], findings) if column < len(row) else ()
        return
    grid, is_merged = _grid(rows)
    if is_merged:
        findings.changed("merged_cells")
    if any(_has_link(cell) for cell in cells):
        findings.changed("links_in_table")
    yield from _fitted(grid, has_header or _first_row_is_bold(rows), findings)
    if pictures:
        findings.changed("picture_moved", count=len(pictures))
    yield from pictures


def _rows_of(tag: Tag) -> tuple[list[list[Tag]], bool]:
    rows: list[list[Tag]] = []
    has_header = False
    for child in tag.tags():
        group = [child] if child.name == "tr" else child.tags()
        has_header = has_header or (child.name == "thead" and bool(group))
        rows += [row.tags() for row in group]
    return rows, has_header


def _is_layout(cells: list[Tag]) -> bool:
    texts = [_MARK.sub("", text_of(cell)).strip() for cell in cells]
    with_text = [text for text in texts if text]
    return len(cells) <= _MAX_LAYOUT_CELLS and all(len(text) <= _MAX_LAYOUT_TEXT for text in with_text)


def _grid(rows: list[list[Tag]]) -> tuple[list[list[str]], bool]:
    """Plain texts by row and column. A cell merged downwards is repeated, one merged across is followed by blanks."""
    grid: list[list[str]] = []
    from_above: dict[int, tuple[int, str]] = {}
    is_merged = False
    for row in rows:
        line: list[str] = []
        for cell in row:
            _fill_from_above(line, from_above)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            text = cell_text(cell)
            is_merged = is_merged or across > 1 or down > 1
            for step in range(across):
                if down > 1:
                    from_above[len(line)] = (down - 1, text if not step else "")
                line.append(text if not step else "")
        _fill_from_above(line, from_above)
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [[*line, *[""] * (width - len(line))] for line in grid], is_merged


def _fill_from_above(line: list[str], from_above: dict[int, tuple[int, str]]) -> None:
    while len(line) in from_above:
        column = len(line)
        left, text = from_above.pop(column)
        if left > 1:
            from_above[column] = (left - 1, text)
            line.append(text)
            continue
        line.append(text)


def _span(cell: Tag, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return min(max(int(value), 1), limits.MAX_ROWS) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def cell_text(cell: Tag) -> str:
    """The text of a cell, a line a paragraph."""
    blocks = [" ".join(_MARK.sub(" ", text_of(child)).split()) for child in _leaves(cell)]
    return "\n".join(text for text in blocks if text)


def _leaves(tag: Tag) -> Iterator[Tag | str]:
    for child in tag.children:
        if isinstance(child, Tag) and child.name in ("table", "thead", "tbody", "tr", "td", "th", "ul", "ol"):
            yield from _leaves(child)
        else:
            yield child


def _has_link(cell: Tag) -> bool:
    is_link = cell.name == "a" and not cell.attributes.get("href", "#").startswith("#")
    return is_link or any(_has_link(child) for child in cell.tags())


def _first_row_is_bold(rows: list[list[Tag]]) -> bool:
    """Word's writers seldom mark a header row; they set it in bold."""
    filled = [cell for cell in rows[0] if text_of(cell).strip()] if len(rows) > 1 else []
    paragraphs = [paragraph for cell in filled for paragraph in cell.tags()]
    return bool(filled) and all(tag.attributes.get("class", "") in ("bold", "bold-centred") for tag in paragraphs)


def _fitted(grid: list[list[str]], has_header: bool, findings: Findings) -> Iterator[Item]:
    """The table, or its rows as lines of text when it is larger than a page bears."""
    too_large = len(grid) > limits.MAX_ROWS or any(len(row) > limits.MAX_COLUMNS for row in grid)
    if not any(cell for row in grid for cell in row):
        return
    if not too_large and all(len(cell) <= limits.MAX_CELL for row in grid for cell in row):
        yield Item(kind="table", rows=grid, has_header=has_header)
        return
    findings.changed("table_as_text")
    for row in grid:
        line = Tag("p", {}, [" | ".join(cell.replace("\n", " ") for cell in row if cell)])
        yield from _paragraph(line)
