"""A manuscript as the body of an article."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cms.media.models import Image
from news.manuscripts.manuscript import Block, Heading, Manuscript, Picture, Table, Text


def body_of(text: Manuscript, images: Mapping[str, Image], *, language: str) -> list[dict[str, Any]]:
    """The stored blocks of the body; a picture without an image is left out. Notes stand at the end."""
    blocks = [stored for block in text.blocks if (stored := _stored(block, images)) is not None]
    return [*blocks, *_notes(text.notes, language)]


def _stored(block: Block, images: Mapping[str, Image]) -> dict[str, Any] | None:
    match block:
        case Heading():
            return {"type": "heading", "value": {"level": f"h{block.level}", "text": block.text, "lang": ""}}
        case Text():
            return {"type": "paragraph", "value": {"text": block.html, "lang": ""}}
        case Picture():
            image = images.get(block.part)
            return None if image is None else {"type": "image", "value": _picture(block, image)}
        case Table():
            return {"type": "table", "value": {"table": table_value(block), "lang": ""}}


def _picture(block: Picture, image: Image) -> dict[str, Any]:
    return {
        "image": image.pk,
        "alt": block.alt,
        "is_decorative": block.is_decorative and not block.alt,
        "caption": block.caption,
        "credit": "",
        "lang": "",
    }


def table_value(block: Table) -> dict[str, Any]:
    """A table as its block keeps it."""
    return {
        "data": [list(row) for row in block.rows],
        "table_caption": block.caption,
        "table_header_choice": "row" if block.has_header else "neither",
        "first_row_is_table_header": block.has_header,
        "first_col_is_header": False,
    }


def _notes(notes: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    if not notes:
        return []
    with translation.override(language):
        heading = gettext("Notes to the text")
    items = "".join(f"<li>{note}</li>" for note in notes)
    return [
        {"type": "heading", "value": {"level": "h2", "text": heading, "lang": ""}},
        {"type": "paragraph", "value": {"text": f"<ol>{items}</ol>", "lang": ""}},
    ]
