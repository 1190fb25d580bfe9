"""Reads the content files (cms/demo/content/): YAML in, checked values out."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cms.demo.content_models import (
    GENRE_OF_FORMAT,
    ITEM_FIELDS,
    PAGE_FIELDS,
    Attachment,
    BadContent,
    Content,
    Item,
    SitePage,
    Source,
    Text,
    embedded,
)
from cms.demo.markup import MarkupError

FOLDER = Path(__file__).parent / "content"
SITES = ("department", "city")


@cache
def read_content() -> Content:
    """The content of the demo; raise BadContent with the item's key."""
    return Content(
        items=tuple(item for site in SITES for item in _items_of(site)),
        pages=tuple(_page(raw) for raw in _load(FOLDER / "pages.yaml")["pages"]),
        attachments=tuple(
            Attachment(key=raw["key"], title=raw["title"], lines=tuple(raw["lines"]))
            for raw in _load(FOLDER / "files.yaml")["files"]
        ),
    )


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _items_of(site: str) -> Iterator[Item]:
    for path in sorted((FOLDER / site).glob("*.yaml")):
        data = _load(path)
        for group in data.get("sections", [data]):
            for raw in group["items"]:
                yield item_of(raw, site=site, section=group["section"])


def item_of(raw: Mapping[str, Any], *, site: str, section: str) -> Item:
    """One article of a content file; raise BadContent."""
    key = str(raw.get("key", "?"))
    _refuse_unknown(key, raw, ITEM_FIELDS)
    vi, en = _text(key, raw), _text(key, raw["en"]) if "en" in raw else None
    try:
        pictures, files, related = embedded(vi, en)
    except MarkupError as error:
        raise BadContent(f"{key}: {error}") from error
    format_name = raw.get("format", "report")
    return Item(
        key=key,
        site=site,
        section=section,
        vi=vi,
        en=en,
        when=float(raw["when"]),
        unit=raw["unit"],
        authors={str(name): int(share) for name, share in raw["authors"].items()},
        picture=raw.get("picture"),
        genre=raw.get("genre") or GENRE_OF_FORMAT.get(format_name, ""),
        origin=raw.get("origin", "original"),
        format=format_name,
        source=Source(**raw["source"]) if "source" in raw else None,
        topics=tuple(raw.get("topics", ())),
        flags=frozenset(raw.get("flags", ())),
        corrections=tuple(raw.get("corrections", ())),
        state=raw.get("state", "live"),
        reason=raw.get("reason", ""),
        former_slug=raw.get("former_slug", ""),
        pictures=pictures,
        files=files,
        related=related,
    )


def _page(raw: Mapping[str, Any]) -> SitePage:
    key = str(raw.get("key", "?"))
    _refuse_unknown(key, raw, PAGE_FIELDS)
    return SitePage(
        key=key,
        kind=raw["kind"],
        site=raw["site"],
        under=raw["under"],
        unit=raw["unit"],
        aspect=raw.get("aspect", ""),
        vi=_text(key, raw),
        en=_text(key, raw["en"]) if "en" in raw else None,
    )


def _text(key: str, raw: Mapping[str, Any]) -> Text:
    try:
        return Text(title=raw["title"], summary=raw["summary"], body=raw["body"])
    except KeyError as error:
        raise BadContent(f"{key}: no {error.args[0]}") from error


def _refuse_unknown(key: str, raw: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(raw) - known)
    if unknown:
        raise BadContent(f"{key}: unknown field {', '.join(unknown)}")
