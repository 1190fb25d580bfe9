"""The demo's content as it stands in its files: closed and typed; wrong files never become half a site."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cms.demo.markup import Figure, Files, Gallery, Piece, Related, pieces_of
from cms.demo.pictures.catalogue import PICTURES
from news.vocabulary import GENRES, TOPICS

ORIGINS = ("original", "collected", "translated")
FORMATS = ("report", "short", "photo_story", "photo")
STATES = ("live", "draft", "withdrawn", "moved", "expired")
FLAGS = ("work_programme", "directive")
ASPECTS = ("history", "functions", "structure", "contacts")
ITEM_FIELDS = frozenset(
    {
        "authors", "body", "corrections", "en", "flags", "format", "former_slug", "genre", "key", "origin",
        "picture", "reason", "source", "state", "summary", "title", "topics", "unit", "when",
    }
)  # fmt: skip
PAGE_FIELDS = frozenset({"aspect", "body", "en", "key", "kind", "site", "summary", "title", "under", "unit"})
GENRE_OF_FORMAT = {"report": "tuong-thuat", "short": "ghi-nhanh", "photo_story": "tuong-thuat", "photo": "tuong-thuat"}
GENRE_KEYS = frozenset(key for key, _vi, _en in GENRES)
TOPIC_KEYS = frozenset(key for key, _vi, _en in TOPICS)


class BadContent(ValueError):
    """A content file that cannot be used; the message names the item."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A title, a summary and a body in one language; `$name` stands for a date of the scenario."""

    title: str
    summary: str
    body: str

    def pieces(self) -> tuple[Piece, ...]:
        """The body, read."""
        return pieces_of(self.body)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a collected or translated text comes from."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """An article of the scenario. when: its place in the window of days, 0 (first) to 1 (last)."""

    key: str
    site: str
    section: str
    vi: Text
    en: Text | None
    when: float
    unit: str
    authors: Mapping[str, int]
    picture: str | None = None
    genre: str = "tuong-thuat"
    origin: str = "original"
    format: str = "report"
    source: Source | None = None
    topics: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    corrections: tuple[str, ...] = ()
    state: str = "live"
    reason: str = ""
    former_slug: str = ""
    pictures: frozenset[str] = field(default=frozenset())
    files: frozenset[str] = field(default=frozenset())
    related: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        for name, allowed in (("origin", ORIGINS), ("format", FORMATS), ("state", STATES)):
            if getattr(self, name) not in allowed:
                raise BadContent(f"{self.key}: {name} is {getattr(self, name)!r}, not one of {allowed}")
        if not self.flags <= set(FLAGS):
            raise BadContent(f"{self.key}: unknown flag in {sorted(self.flags)}")
        if not 0 <= self.when <= 1:
            raise BadContent(f"{self.key}: when must be 0 to 1")
        self._check_state()
        if sum(self.authors.values()) != 100 or any(share < 1 for share in self.authors.values()):
            raise BadContent(f"{self.key}: the shares of the authors must add up to 100")
        if (self.origin == "original") != (self.source is None):
            raise BadContent(f"{self.key}: a text has a source exactly when it is not original")
        unknown = ({self.picture} - {None} | self.pictures) - PICTURES.keys()
        if unknown:
            raise BadContent(f"{self.key}: no picture {sorted(str(key) for key in unknown)}")

    def _check_state(self) -> None:
        if bool(self.reason) != (self.state == "withdrawn"):
            raise BadContent(f"{self.key}: a reason is given exactly when the item is withdrawn")
        if bool(self.former_slug) != (self.state == "moved"):
            raise BadContent(f"{self.key}: a former slug is given exactly when the item moved")
        if self.en is not None and self.state not in ("live", "moved"):
            raise BadContent(f"{self.key}: only a public item is translated")


@dataclass(frozen=True, kw_only=True)
class SitePage:
    """An organisation page or a standard page. under: the key of a section, or `home`."""

    key: str
    kind: str
    site: str
    under: str
    unit: str
    vi: Text
    en: Text | None
    aspect: str = ""

    def __post_init__(self) -> None:
        if self.kind not in ("organisation", "standard"):
            raise BadContent(f"{self.key}: unknown kind {self.kind!r}")
        if (self.kind == "organisation") != (self.aspect in ASPECTS):
            raise BadContent(f"{self.key}: an organisation page, and only one, has an aspect of {ASPECTS}")


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file to download, written by code."""

    key: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything the content files hold, checked across items."""

    items: tuple[Item, ...]
    pages: tuple[SitePage, ...]
    attachments: tuple[Attachment, ...]

    def __post_init__(self) -> None:
        _refuse_doubles([item.key for item in self.items] + [page.key for page in self.pages])
        known = {item.key for item in self.items}
        files = {attachment.key for attachment in self.attachments}
        for item in self.items:
            missing = (item.related - known) | (item.files - files)
            missing |= ({item.genre} - GENRE_KEYS) | (set(item.topics) - TOPIC_KEYS)
            if missing:
                raise BadContent(f"{item.key}: refers to {sorted(missing)}, which nothing defines")


def embedded(*texts: Text | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The keys of pictures, files and related items that the bodies embed."""
    pictures: set[str] = set()
    files: set[str] = set()
    related: set[str] = set()
    for text in texts:
        for piece in text.pieces() if text else ():
            match piece:
                case Figure():
                    pictures.add(piece.picture)
                case Gallery():
                    pictures.update(piece.pictures)
                case Files():
                    files.update(piece.keys)
                case Related():
                    related.update(piece.keys)
                case _:
                    pass
    return frozenset(pictures), frozenset(files), frozenset(related)


def _refuse_doubles(keys: list[str]) -> None:
    doubles = sorted({key for key in keys if keys.count(key) > 1})
    if doubles:
        raise BadContent(f"used twice: {', '.join(doubles)}")
