"""Rich text in its public form: allow-listed tags, links resolved, nothing else."""

from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

import nh3

from cms.pages.presenters.links import LinkTarget

# What Draftail's features of RICH_TEXT_FEATURES store, and what becomes of it.
_TAGS = {"p": "p", "b": "strong", "strong": "strong", "i": "em", "em": "em", "sup": "sup", "sub": "sub",
         "ol": "ol", "ul": "ul", "li": "li", "br": "br"}  # fmt: skip
_SILENT = frozenset({"script", "style", "iframe", "object", "template", "noscript"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_CLEAN_TAGS = set(_TAGS.values()) | {"a"}
_CLEAN_ATTRIBUTES = {"a": {"href", "hreflang", "rel", "download"}}


class _Links(HTMLParser):
    """Only collects the ids of linked pages and files."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: set[int] = set()
        self.documents: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        linked = _linked_id(found)
        if tag == "a" and linked is not None:
            (self.pages if found.get("linktype") == "page" else self.documents).add(linked)


class _Writer(HTMLParser):
    """Writes the allowed tags; a link that leads nowhere public becomes its text."""

    def __init__(self, *, pages: Mapping[int, LinkTarget], documents: Mapping[int, str], locale: str) -> None:
        super().__init__(convert_charrefs=True)
        self._pages, self._documents, self._locale = pages, documents, locale
        self._parts: list[str] = []
        self._open_links: list[bool] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "a":
            opening = self._link(dict(attrs))
            self._open_links.append(bool(opening))
            self._parts.append(opening)
        elif tag in _TAGS:
            self._parts.append(f"<{_TAGS[tag]}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            if self._open_links and self._open_links.pop():
                self._parts.append("</a>")
        elif tag in _TAGS and tag != "br":
            self._parts.append(f"</{_TAGS[tag]}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(escape(data, quote=False))

    def html(self) -> str:
        return "".join(self._parts)

    def _link(self, attrs: Mapping[str, str | None]) -> str:
        kind, linked = attrs.get("linktype"), _linked_id(attrs)
        if kind == "page":
            target = self._pages.get(linked) if linked is not None else None
            return self._internal(target) if target else ""
        if kind == "document":
            url = self._documents.get(linked) if linked is not None else None
            return f'<a href="{escape(url)}">' if url else ""
        href = (attrs.get("href") or "").strip()
        if kind or not is_safe_address(href):
            return ""
        rel = ' rel="noopener external"' if href.startswith(("http:", "https:")) else ""
        return f'<a href="{escape(href)}"{rel}>'

    def _internal(self, target: LinkTarget) -> str:
        language = f' hreflang="{target.locale}"' if target.locale != self._locale else ""
        return f'<a href="{escape(target.url)}"{language}>'


def linked_ids(html: str) -> tuple[set[int], set[int]]:
    """Ids of the pages and of the files that a stored rich text links to."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    return parser.pages, parser.documents


def rich_text(html: Any, *, pages: Mapping[int, LinkTarget], documents: Mapping[int, str], locale: str) -> str:
    """Safe public HTML of a stored rich text.

    `pages` and `documents` say where ids lead now; a link to anything that is not in them, to an unknown
    kind, or to an address with a scheme that is not on the list is written as plain text.
    """
    if not isinstance(html, str) or not html.strip():
        return ""
    writer = _Writer(pages=pages, documents=documents, locale=locale)
    writer.feed(html)
    writer.close()
    return nh3.clean(
        writer.html(),
        tags=_CLEAN_TAGS,
        attributes=_CLEAN_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        clean_content_tags=set(_SILENT),
    )


def is_safe_address(href: str) -> bool:
    """Whether an address may stand in a public link: an allowed scheme, a path of the site, or an anchor."""
    compact = "".join(char for char in href if char > " ")
    if not compact or compact != href:
        return False  # white space and control characters hide schemes from a reader of the source
    scheme, colon, _rest = compact.partition(":")
    if colon and scheme.lower() in SCHEMES:
        return True
    return compact.startswith("#") or (compact.startswith("/") and not compact.startswith(("//", "/\\")))


def _linked_id(attrs: Mapping[str, str | None]) -> int | None:
    value = attrs.get("id") or ""
    is_id = attrs.get("linktype") in ("page", "document") and value.isascii() and value.isdigit() and len(value) < 19
    return int(value) if is_id else None
