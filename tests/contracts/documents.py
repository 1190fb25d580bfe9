"""The published shapes of documents: strict JSON Schemas, and random bodies to hold presenters to them."""

import json
import random
import uuid
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parent / "schemas" / "details"
_loaded = {path.stem: json.loads(path.read_text()) for path in sorted(SCHEMAS.glob("*.json"))}
_registry: Registry[Any] = Registry().with_resources(
    [(name, Resource.from_contents(schema)) for name, schema in _loaded.items()]
)
TYPES = sorted(set(_loaded) - {"body"})

WORDS = ["Sở", "Ngoại vụ", "<script>alert(1)</script>", '"><b>', "Đăng ký", "&amp;", "hộ chiếu", "Ư", "x" * 300, ""]
HTML = [
    "<p>Một <b>hai</b></p>",
    '<p><a href="javascript:x()">a</a></p>',
    "<ul><li>a</li></ul>",
    "",
    "<script>1</script>",
]


def problems(document_type: str, details: object) -> list[str]:
    """What a document's details violate in the schema of their type; empty when nothing."""
    validator = Draft202012Validator(_loaded[document_type], registry=_registry)
    plain = json.loads(json.dumps(details, default=str))
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(plain)]


class Body:
    """Random stored bodies of every block, complete, incomplete and hostile. Seeded: a failure comes again."""

    def __init__(self, seed: int, *, images: list[int], documents: list[int], pages: list[int]) -> None:
        self._random = random.Random(seed)
        self._ids = {"image": images, "document": documents, "page": pages}

    def blocks(self, length: int = 12) -> list[dict[str, Any]]:
        kinds = [name.removeprefix("_a_") for name in dir(self) if name.startswith("_a_")]
        chosen = [self._random.choice(kinds) for _ in range(length)]
        return [{"type": kind, "value": getattr(self, f"_a_{kind}")(), "id": str(uuid.uuid4())} for kind in chosen]

    def word(self) -> str:
        return self._random.choice(WORDS)

    def _one(self, kind: str) -> int | None:
        return self._random.choice([*self._ids[kind], 987_654, None])

    def _lang(self) -> str:
        return self._random.choice(["", "en", "vi", "xx"])

    def _items(self, make: Any) -> list[dict[str, Any]]:
        count = self._random.randint(0, 3)
        return [{"type": "item", "value": make(), "id": str(uuid.uuid4())} for _ in range(count)]

    def _a_heading(self) -> dict[str, Any]:
        return {"level": self._random.choice(["h2", "h3", "h4", "h9"]), "text": self.word(), "lang": self._lang()}

    def _a_paragraph(self) -> dict[str, Any]:
        links = [f'<a linktype="{kind}" id="{self._one(kind)}">x</a>' for kind in ("page", "document")]
        return {"text": self._random.choice([*HTML, f"<p>{''.join(links)}</p>"]), "lang": self._lang()}

    def _a_image(self) -> dict[str, Any]:
        texts = {name: self.word() for name in ("alt", "caption", "credit")}
        return {
            "image": self._one("image"),
            "is_decorative": self._random.random() < 0.3,
            "lang": self._lang(),
            **texts,
        }

    def _a_gallery(self) -> dict[str, Any]:
        return {"title": self.word(), "images": self._items(self._a_image)}

    def _a_table(self) -> dict[str, Any]:
        rows = [[self.word() for _ in range(self._random.randint(0, 4))] for _ in range(self._random.randint(0, 4))]
        choice = self._random.choice(["row", "column", "both", "neither", "?"])
        return {
            "table": {"data": rows, "table_caption": self.word(), "table_header_choice": choice},
            "lang": self._lang(),
        }

    def _a_quote(self) -> dict[str, Any]:
        return {"text": self.word(), "attribution": self.word(), "lang": self._lang()}

    def _a_files(self) -> dict[str, Any]:
        def offered() -> dict[str, Any]:
            return {"document": self._one("document"), "title": self.word(), "lang": self._lang()}

        return {"title": self.word(), "files": self._items(offered)}

    def _a_video(self) -> dict[str, Any]:
        url = self._random.choice(["https://youtu.be/dQw4w9WgXcQ", "https://evil.example/", ""])
        return {"url": url, "title": self.word(), "caption": self.word(), "lang": self._lang()}

    def _a_callout(self) -> dict[str, Any]:
        return {"kind": self._random.choice(["note", "x"]), "title": self.word(), "text": HTML[0], "lang": self._lang()}

    def _a_related(self) -> dict[str, Any]:
        return {"title": self.word(), "pages": self._items(lambda: self._one("page"))}

    def _a_unheard_of(self) -> dict[str, Any]:
        return {"anything": self.word()}
