"""A body in its public form: structured blocks, and the whole as safe HTML."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import nh3

from cms.pages.presenters import attachments, picture, table, text
from cms.pages.presenters.block import PresentedBlock
from cms.pages.presenters.raw import raw_blocks
from cms.pages.presenters.resources import Resources
from cms.pages.presenters.rich_text import SCHEMES

BlockPresenter = Callable[[dict[str, Any], Resources], PresentedBlock | None]

PRESENTERS: dict[str, BlockPresenter] = {
    "heading": text.heading,
    "paragraph": text.paragraph,
    "image": picture.picture,
    "gallery": picture.gallery,
    "table": table.table,
    "quote": text.quote,
    "files": attachments.files,
    "video": attachments.video,
    "callout": text.callout,
    "related": attachments.related,
}

# The last gate: whatever a presenter wrote, only this leaves. No script, style, handler or frame.
_TAGS = {
    "a", "blockquote", "br", "caption", "div", "em", "figcaption", "figure", "h2", "h3", "h4", "img", "li", "ol",
    "p", "picture", "source", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"lang", "class"},
    "a": {"href", "hreflang", "rel"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "source": {"type", "srcset", "sizes"},
    "figure": {"data-player"},
    "th": {"scope"},
}


@dataclass(frozen=True, kw_only=True)
class Body:
    """blocks: [{"type", "id", "value"}] in order. html: the same, rendered and clean."""

    blocks: list[dict[str, Any]]
    html: str


def present_body(stream: Any, resources: Resources) -> Body:
    """Present a body; blocks that are incomplete or of an unknown type (old rows, drafts) are left out."""
    blocks, parts = [], []
    for block_type, value, block_id in raw_blocks(stream):
        presenter = PRESENTERS.get(block_type)
        presented = presenter(value, resources) if presenter else None
        if presented is not None:
            blocks.append({"type": block_type, "id": block_id, "value": presented.value})
            parts.append(presented.html)
    return Body(blocks=blocks, html=clean_body("".join(parts)))


def clean_body(html: str) -> str:
    """Only the tags and attributes that bodies are written with."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None)
