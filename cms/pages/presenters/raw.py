"""What a stored body contains, read without a query: types, values, chosen ids, texts.

Drafts may lack required values and old rows may have older shapes, so nothing here trusts a shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cms.pages.presenters.html_text import text_of

_TEXT_FIELDS = ("title", "text", "attribution", "alt", "caption")


@dataclass(frozen=True, kw_only=True)
class CaptionCounts:
    """How many pictures a body shows, and how many of them have a caption."""

    images: int
    captioned: int


def raw_blocks(stream: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(type, plain value, id) of each block that has the shape of one."""
    for raw in getattr(stream, "raw_data", None) or ():
        if isinstance(raw, dict) and isinstance(raw.get("type"), str) and isinstance(raw.get("value"), dict):
            yield raw["type"], raw["value"], str(raw.get("id") or "")


def list_items(value: Any) -> Iterator[Any]:
    """The values of a stored list block, in the present and in the older form."""
    for item in value if isinstance(value, list) else ():
        yield item["value"] if isinstance(item, dict) and "value" in item and "type" in item else item


def line(value: Any) -> str:
    """A stored one-line text, or an empty one for anything else."""
    return value.strip() if isinstance(value, str) else ""


def object_id(value: Any) -> int | None:
    """A stored id, or None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def pictures(stream: Any) -> Iterator[dict[str, Any]]:
    """The stored values of every picture of a body that has an image chosen, galleries included."""
    for block_type, value, _id in raw_blocks(stream):
        candidates = [value] if block_type == "image" else list_items(value.get("images"))
        if block_type in ("image", "gallery"):
            yield from (item for item in candidates if isinstance(item, dict) and object_id(item.get("image")))


def document_ids(stream: Any) -> Iterator[int]:
    """Ids of the files that the blocks of a body offer."""
    for block_type, value, _id in raw_blocks(stream):
        for item in list_items(value.get("files")) if block_type == "files" else ():
            found = object_id(item.get("document")) if isinstance(item, dict) else None
            if found:
                yield found


def related_ids(stream: Any) -> Iterator[int]:
    """Ids of the pages that a body says to read next, in order."""
    for block_type, value, _id in raw_blocks(stream):
        for item in list_items(value.get("pages")) if block_type == "related" else ():
            if object_id(item):
                yield item


def rich_texts(stream: Any) -> Iterator[str]:
    """The stored rich texts of a body."""
    for block_type, value, _id in raw_blocks(stream):
        if block_type in ("paragraph", "callout") and isinstance(value.get("text"), str):
            yield value["text"]


def plain_texts(stream: Any) -> Iterator[str]:
    """The words an author wrote, in order, without markup: what is counted, searched and translated."""
    for block_type, value, _id in raw_blocks(stream):
        yield from _texts_of(value, is_rich=block_type in ("paragraph", "callout"))


def caption_counts(stream: Any) -> CaptionCounts:
    """Pictures of a body, and those with a caption (R117)."""
    found = list(pictures(stream))
    return CaptionCounts(images=len(found), captioned=sum(1 for item in found if line(item.get("caption"))))


def word_count(stream: Any) -> int:
    """Words of a body, captions and table cells included."""
    return sum(len(text.split()) for text in plain_texts(stream))


def _texts_of(value: dict[str, Any], *, is_rich: bool) -> Iterator[str]:
    for name in _TEXT_FIELDS:
        text = line(value.get(name))
        if text:
            yield text_of(text) if is_rich and name == "text" else text
    for name in ("images", "files"):
        for item in list_items(value.get(name)):
            if isinstance(item, dict):
                yield from _texts_of(item, is_rich=False)
    table = value.get("table")
    if isinstance(table, dict):
        yield from _table_texts(table)


def _table_texts(table: dict[str, Any]) -> Iterator[str]:
    caption = line(table.get("table_caption"))
    if caption:
        yield caption
    for row in table.get("data") or ():
        yield from (cell for cell in row if isinstance(cell, str) and cell.strip()) if isinstance(row, list) else ()
