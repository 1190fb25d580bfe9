"""What a person wrote on a page, field by field: read from the values in hand, without a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, TextField, URLField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.pages.presenters.raw import list_items, object_id

if TYPE_CHECKING:
    from cms.pages.models import BasePage

_LINES = frozenset({"p", "li", "ul", "ol", "br", "h2", "h3", "h4", "div", "tr", "td", "th", "blockquote"})
_NOT_TEXT = frozenset({"id", "type", "lang", "level", "kind", "url", "table_header_choice"})


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What a reader sees apart: a title, a paragraph, a cell, a caption. `lang` empty: the page's own language."""

    field: str
    text: str
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A link of a running text: to a page or a file by its id, else to an address. `href` None: it has none."""

    field: str
    words: str
    kind: str = ""  # "page" | "document" | "" for an address
    target: int | None = None
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of a body: 2 to 4."""

    field: str
    level: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything the requirements read of a page."""

    passages: tuple[Passage, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    headings: tuple[Heading, ...] = ()
    pages: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    images: frozenset[int] = frozenset()
    related: tuple[tuple[str, int], ...] = ()  # (field, id of a page to read next)

    def text_of(self, field: str) -> str:
        """The words of one field."""
        return "\n".join(passage.text for passage in self.passages if passage.field == field)


def read_draft(page: "BasePage") -> Draft:
    """The draft as it is in hand; presence and shape of no value are taken for granted."""
    reader = _Reader()
    for field in page._meta.concrete_fields:
        if not _is_written(field):
            continue
        value = field.value_from_object(page)
        if isinstance(field, StreamField):
            reader.read_stream(field.name, value)
        elif isinstance(value, str):
            reader.read_text(field.name, value, is_html=isinstance(field, RichTextField))
    reader.images |= set(_foreign_keys(page, "Image"))
    reader.documents |= set(_foreign_keys(page, "Document"))
    return reader.draft()


def _is_written(field: Any) -> bool:
    """Whether a person writes the field as text: not addresses, choices and what Wagtail keeps for itself."""
    if field.model is Page or (field.model._meta.abstract and not field.editable):
        return bool(field.name == "title")
    is_text = isinstance(field, CharField | TextField | StreamField) and not isinstance(field, URLField)
    return is_text and field.editable and not field.choices


def _foreign_keys(page: "BasePage", model_name: str) -> Iterator[int]:
    for field in page._meta.concrete_fields:
        related = field.related_model
        if related is not None and related._meta.object_name == model_name and related._meta.app_label == "media":
            value = getattr(page, field.attname)
            if value:
                yield value


class _Reader:
    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.anchors: list[Anchor] = []
        self.headings: list[Heading] = []
        self.related: list[tuple[str, int]] = []
        self.documents: set[int] = set()
        self.images: set[int] = set()

    def draft(self) -> Draft:
        targets = {(anchor.kind, anchor.target) for anchor in self.anchors if anchor.target is not None}
        return Draft(
            passages=tuple(self.passages),
            anchors=tuple(self.anchors),
            headings=tuple(self.headings),
            pages=frozenset({pk for kind, pk in targets if kind == "page"} | {pk for _field, pk in self.related}),
            documents=frozenset(self.documents | {pk for kind, pk in targets if kind == "document"}),
            images=frozenset(self.images),
            related=tuple(self.related),
        )

    def read_text(self, field: str, text: str, *, lang: str = "", is_html: bool = False) -> None:
        lines = text.splitlines()
        if is_html or ("<" in text and ">" in text):
            parsed = _Html()
            parsed.feed(text)
            parsed.close()
            lines = parsed.lines
            self.anchors += [_anchor(field, attributes, words) for attributes, words in parsed.anchors]
        self.passages += [
            Passage(field=field, text=" ".join(line.split()), lang=lang) for line in lines if line.strip()
        ]

    def read_stream(self, field: str, stream: Any) -> None:
        for raw in list(getattr(stream, "raw_data", None) or ()):
            if not isinstance(raw, dict) or not isinstance(raw.get("value"), dict):
                continue
            value = raw["value"]
            self._read_known(field, raw.get("type"), value)
            self._walk(field, value, lang=_lang(value))

    def _read_known(self, field: str, kind: Any, value: dict[str, Any]) -> None:
        if kind == "heading":
            level = str(value.get("level") or "h2")[1:]
            text = str(value.get("text") or "")
            self.headings.append(Heading(field=field, level=int(level) if level.isdecimal() else 2, text=text))
        elif kind == "related":
            self.related += [(field, pk) for item in list_items(value.get("pages")) if (pk := object_id(item))]

    def _walk(self, field: str, value: Any, *, lang: str, key: str = "") -> None:
        """Every text at any depth, so that a block nobody thought of is read too."""
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in _NOT_TEXT:
                    self._walk(field, inner, lang=_lang(value) or lang, key=name)
        elif isinstance(value, list):
            for inner in value:
                item = inner["value"] if isinstance(inner, dict) and {"type", "value"} <= inner.keys() else inner
                self._walk(field, item, lang=lang, key=key)
        elif isinstance(value, str):
            self.read_text(field, value, lang=lang)
        elif (pk := object_id(value)) and key in {"image", "document"}:
            (self.images if key == "image" else self.documents).add(pk)


def _lang(value: dict[str, Any]) -> str:
    return str(value.get("lang") or "")


def _anchor(field: str, attributes: dict[str, str | None], words: str) -> Anchor:
    kind, number = attributes.get("linktype") or "", attributes.get("id") or ""
    if kind in {"page", "document"}:
        target = int(number) if number.isdecimal() else 0
        return Anchor(field=field, words=words, kind=kind, target=target)
    return Anchor(field=field, words=words, href=attributes.get("href"))


class _Html(HTMLParser):
    """Lines and links of a rich text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.anchors: list[tuple[dict[str, str | None], str]] = []
        self._open: list[dict[str, str | None]] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self.lines.append("")
        if tag == "a":
            self._open.append(dict(attrs))
            self._words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self.lines.append("")
        if tag == "a" and self._open:
            self.anchors.append((self._open.pop(), " ".join("".join(self._words).split())))

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data
        self._words.append(data)
