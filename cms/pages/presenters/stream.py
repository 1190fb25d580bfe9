"""A body in its public shape (being built)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags


@dataclass(frozen=True, kw_only=True)
class CaptionCounts:
    """How many pictures a body shows, and how many of them have a caption."""

    images: int
    captioned: int


def raw_blocks(stream: Any) -> Iterator[tuple[str, Any, str]]:
    """(type, plain value, id) of each block, as stored: no query, no chooser resolved."""
    for raw in getattr(stream, "raw_data", None) or ():
        if isinstance(raw, dict) and isinstance(raw.get("type"), str):
            yield raw["type"], raw.get("value"), str(raw.get("id") or "")


def list_items(value: Any) -> Iterator[Any]:
    """The values of a stored list block, in the present and in the older form."""
    for item in value if isinstance(value, list) else ():
        yield item["value"] if isinstance(item, dict) and item.get("type") == "item" else item


def pictures(stream: Any) -> Iterator[dict[str, Any]]:
    """The stored values of every picture of a body that has an image chosen, galleries included."""
    for block_type, value, _id in raw_blocks(stream):
        if not isinstance(value, dict):
            continue
        if block_type == "image":
            candidates: list[Any] = [value]
        elif block_type == "gallery":
            candidates = list(list_items(value.get("images")))
        else:
            continue
        yield from (item for item in candidates if isinstance(item, dict) and item.get("image"))


def caption_counts(stream: Any) -> CaptionCounts:
    """Pictures of a body, and those with a caption (R117)."""
    found = list(pictures(stream))
    captioned = sum(1 for item in found if str(item.get("caption") or "").strip())
    return CaptionCounts(images=len(found), captioned=captioned)


def word_count(stream: Any) -> int:
    """Words of the running text of a body: headings, paragraphs, quotes, call-outs and captions."""
    return sum(len(strip_tags(text).split()) for text in plain_texts(stream))


def plain_texts(stream: Any) -> Iterator[str]:
    """The texts an author wrote, in order; markup is left in."""
    for _block_type, value, _id in raw_blocks(stream):
        yield from _texts_of(value)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("text", "title", "caption", "attribution", "alt") and isinstance(inner, str):
                yield inner
            elif isinstance(inner, list):
                for item in list_items(inner):
                    yield from _texts_of(item)
