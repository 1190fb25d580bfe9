"""Items → blocks: which line is the title, which the summary, which a caption; neighbours put together."""

import re
from typing import Any

from news.manuscripts import limits
from news.manuscripts.findings import Findings
from news.manuscripts.items import Item
from news.manuscripts.refusals import Refused

_CAPTION = re.compile(r"^(?:ảnh|hình|hình ảnh|nguồn ảnh|photo|figure)\s*(?:\d+(?:\.\d+)?\s*)?[:.–-]", re.IGNORECASE)
_MAX_TITLE, _MAX_SUMMARY, _MAX_CAPTION = 255, 600, 500
_TITLE_LINES, _TITLE_WITHIN = 3, 6
# Longer running text is cut into blocks of about this many characters, so that the editor stays quick.
_BLOCK_CHARACTERS = 15_000

Block = dict[str, Any]


def composed(items: list[Item], findings: Findings) -> tuple[str, str, list[Block]]:
    """Title, summary and blocks; raise Refused when there is nothing, or more than a page bears."""
    items = _with_captions(items)
    title, items = _title(items)
    summary, items = _summary(items) if title else ("", items)
    if not items and not title:
        raise Refused("nothing_to_read")
    items = _with_levels(items)
    blocks = _blocks(items)
    # The lowest headings become bold lines first: each saves a block, and joins the text around it.
    for level in (4, 3, 2):
        count = sum(item.kind == "heading" and item.level == level for item in items)
        if len(blocks) > limits.MAX_BLOCKS and count:
            findings.changed("headings_as_text", count=count)
            items = [_as_bold(item) if item.level == level else item for item in items]
            blocks = _blocks(items)
    if len(blocks) > limits.MAX_BLOCKS:
        raise Refused("too_many_blocks", limit=limits.MAX_BLOCKS)
    return title, summary, blocks


def _with_captions(items: list[Item]) -> list[Item]:
    """The line below a picture, and the one above a table, go with it."""
    kept: list[Item] = []
    for item in items:
        last = kept[-1] if kept else None
        if last is not None and last.kind == "picture" and not last.caption and _is_caption(item):
            last.caption = item.text
            continue
        if item.kind == "table" and last is not None and last.kind == "paragraph" and last.style == "caption":
            item.caption = kept.pop().text[:_MAX_CAPTION]
        kept.append(item)
    return kept


def _is_caption(item: Item) -> bool:
    if item.kind != "paragraph" or len(item.text) > _MAX_CAPTION:
        return False
    return item.style == "caption" or bool(_CAPTION.match(item.text))


def _title(items: list[Item]) -> tuple[str, list[Item]]:
    """The line of style Title, else a heading at the top, else the first centred bold lines, else a bold first line."""
    texts = [place for place, item in enumerate(items) if item.kind in ("heading", "paragraph", "list")]
    styled = [place for place in texts if items[place].style == "title"]
    if styled:
        return _taken(items, _run_of(items, styled[0], "title"))
    top = texts[:1]
    if top and items[top[0]].kind == "heading":
        return _taken(items, top)
    centred = [place for place in texts[:_TITLE_WITHIN] if items[place].style == "bold-centred"]
    if centred:
        return _taken(items, _run_of(items, centred[0], "bold-centred"))
    if top and items[top[0]].style == "bold":
        return _taken(items, top)
    return "", items


def _run_of(items: list[Item], first: int, style: str) -> list[int]:
    """A title may stand on several lines."""
    places = [first]
    while len(places) < _TITLE_LINES and places[-1] + 1 < len(items) and items[places[-1] + 1].style == style:
        places.append(places[-1] + 1)
    return places


def _taken(items: list[Item], places: list[int]) -> tuple[str, list[Item]]:
    title = " ".join(items[place].text for place in places)
    if len(title) > _MAX_TITLE:
        if len(items[places[0]].text) > _MAX_TITLE:
            return "", items
        title, places = items[places[0]].text, places[:1]
    return title, [item for place, item in enumerate(items) if place not in places]


def _summary(items: list[Item]) -> tuple[str, list[Item]]:
    """The paragraph of style Subtitle, or one all in bold or italics, that opens the text (sa-pô)."""
    for place, item in enumerate(items):
        if item.kind == "picture":
            continue
        is_lead = item.kind == "paragraph" and item.style in ("lead", "bold", "italic", "bold-centred")
        if is_lead and len(item.text) <= _MAX_SUMMARY:
            return item.text, [*items[:place], *items[place + 1 :]]
        break
    return "", items


def _with_levels(items: list[Item]) -> list[Item]:
    """The page title is the only heading of level 1: the highest level used becomes 2, the next 3, the rest 4."""
    used = sorted({item.level for item in items if item.kind == "heading"})
    for item in items:
        if item.kind == "heading":
            item.level = min(2 + used.index(item.level), 4)
    return items


def _as_bold(item: Item) -> Item:
    text = item.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Item(kind="paragraph", html=f"<b>{text}</b>", text=item.text)


def _blocks(items: list[Item]) -> list[Block]:
    blocks: list[Block] = []
    for item in items:
        if item.kind in ("paragraph", "list"):
            html = f"<p>{item.html}</p>" if item.kind == "paragraph" else item.html
            last = blocks[-1] if blocks else None
            if last is not None and last["type"] == "paragraph" and len(last["html"]) + len(html) <= _BLOCK_CHARACTERS:
                last["html"] += html
            else:
                blocks.append({"type": "paragraph", "html": html})
        elif item.kind == "heading":
            blocks.append({"type": "heading", "level": item.level, "text": item.text})
        elif item.kind == "picture":
            blocks.append({"type": "picture", "number": item.number, "caption": item.caption})
        else:
            blocks.append({"type": "table", "rows": item.rows, "has_header": item.has_header, "caption": item.caption})
    return blocks
