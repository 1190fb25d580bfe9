"""Typed pieces of a text become the blocks of a page body."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cms.demo.markup import Callout, Figure, Files, Gallery, Heading, Piece, Prose, Quote, Related, Table, pieces_of
from cms.demo.pictures.catalogue import PICTURES


@dataclass(frozen=True, kw_only=True)
class Library:
    """Ids of what bodies refer to, by key: images, files, and pages in one language."""

    images: Mapping[str, int]
    files: Mapping[str, int]
    pages: Mapping[str, int]


def filled_in(text: str, words: Mapping[str, str]) -> str:
    """The text with `$name` replaced; raise KeyError for a name that nobody knows."""
    return Template(text).substitute(words)


def body_json(text: str, *, seed: str, locale: str, library: Library) -> str:
    """The stored form of a body. `seed` makes the ids of the blocks: the same in every load.

    What is not there yet (a related item that is still to be drafted) is left out.
    """
    stream: list[dict[str, Any]] = []
    for piece in pieces_of(text):
        name, value = _block(piece, seed=f"{seed}/{len(stream)}", locale=locale, library=library)
        if value is not None:
            stream.append({"type": name, "value": value, "id": _id(f"{seed}/{len(stream)}")})
    return json.dumps(stream, ensure_ascii=False)


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo/{name}"))


def _block(piece: Piece, *, seed: str, locale: str, library: Library) -> tuple[str, dict[str, Any] | None]:
    match piece:
        case Gallery():
            pictures = [_picture(key, locale=locale, library=library) for key in piece.pictures]
            return "gallery", {"title": "", "images": _list(pictures, seed)}
        case Figure():
            return "image", _picture(piece.picture, locale=locale, library=library, caption=piece.caption)
        case Files():
            rows = [{"document": library.files[key], "title": "", "lang": ""} for key in piece.keys]
            return "files", {"title": "", "files": _list(rows, seed)}
        case Related():
            pages = [library.pages[key] for key in piece.keys if key in library.pages]
            return "related", {"title": "", "pages": _list(pages, seed)} if pages else None
        case _:
            return _words(piece)


def _words(piece: Prose | Heading | Table | Quote | Callout) -> tuple[str, dict[str, Any]]:
    match piece:
        case Prose():
            return "paragraph", {"text": piece.html, "lang": ""}
        case Heading():
            return "heading", {"level": "h2", "text": piece.text, "lang": ""}
        case Quote():
            return "quote", {"text": piece.text, "attribution": piece.attribution, "lang": ""}
        case Callout():
            text = f"<p>{piece.text}</p>"
            return "callout", {"kind": piece.kind, "title": piece.title, "text": text, "lang": ""}
        case Table():
            table = {
                "data": [list(row) for row in piece.rows],
                "table_caption": "",
                "table_header_choice": "row",
                "first_row_is_table_header": True,
                "first_col_is_header": False,
            }
            return "table", {"table": table, "lang": ""}


def _picture(key: str, *, locale: str, library: Library, caption: str | None = None) -> dict[str, Any]:
    """One use of a picture; in a gallery its title is the caption."""
    picture = PICTURES[key]
    return {
        "image": library.images[key],
        "alt": picture.alt(locale),
        "is_decorative": False,
        "caption": picture.title(locale) if caption is None else caption,
        "credit": "",
        "lang": "",
    }


def _list(values: Sequence[Any], seed: str) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value, "id": _id(f"{seed}/{n}")} for n, value in enumerate(values)]
