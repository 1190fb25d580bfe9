"""Documents of the store as an index holds them; what search knows of a document comes from here alone."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.kernel.calendar import HANOI
from search.document_kinds import STORED_FACETS
from search.documents import GAP, IndexDocument
from search.record import FieldTokens, encode
from search.text.tokens import words_of

_MOST_BODY = 20_000  # tokens; a longer attachment is found by what stands first
_MOST_DESCRIPTION = 80  # tokens of it that the ranker reads
_GREATEST_POPULARITY = 5
_USUAL_POPULARITY = 2
_ENGLISH = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredDocument:
    """What the index takes from a row of the store and its facets. `search`: see docs/search.md."""

    key: int
    version: int
    site: str
    content_id: str  # 32 hexadecimal digits
    locale: str
    document_type: str
    title: str
    summary: str
    published_at: datetime.datetime
    search: Mapping[str, Any] = field(default_factory=dict)
    facets: Sequence[tuple[str, str]] = ()
    is_translated: bool = False  # an English version of it is public too


class _Texts:
    """Tokens of several texts, with a gap between them."""

    def __init__(self) -> None:
        self.folded: list[str] = []
        self.exact: list[str] = []

    def add(self, text: object, *, most: int = _MOST_BODY) -> None:
        if not isinstance(text, str) or not text:
            return
        folded, exact = words_of(text)
        if not folded:
            return
        if self.folded:
            self.folded.append(GAP)
            self.exact.append(GAP)
        self.folded += folded[:most]
        self.exact += exact[:most]

    def add_all(self, texts: object) -> None:
        for text in texts if isinstance(texts, (list, tuple)) else ():
            self.add(text)

    def tokens(self) -> FieldTokens:
        return FieldTokens(folded=self.folded, exact=self.exact)


def index_document(stored: StoredDocument) -> IndexDocument:
    """A document of the store, analysed. Pure: the same row always gives the same index document."""
    fields = _fields(stored)
    body = _Texts()
    body.add(stored.search.get("text"))
    body.add(stored.search.get("description_en"))
    for attachment in _dicts(stored.search.get("attachments")):
        body.add(attachment.get("title"))
        body.add(attachment.get("text"))
    published = int(stored.published_at.timestamp())
    popularity = _popularity(stored)
    status = "expired" if stored.search.get("status") == "expired" else "current"
    return IndexDocument(
        key=stored.key,
        version=stored.version,
        popularity=popularity,
        published=max(0, published),
        facets=_facets(stored, status),
        head=_level(fields, ("name", "aliases", "name_en")),
        meta=_level(fields, ("description", "field", "agency", "legal", "extra")),
        body=" ".join(body.folded[:_MOST_BODY]),
        labels=_labels(stored),
        record=encode(
            document_type=stored.document_type,
            status=status,
            locale=stored.locale,
            popularity=popularity,
            published=max(0, published),
            content_id=stored.content_id,
            title=stored.title,
            fields={name: texts.tokens() for name, texts in fields.items()},
        ),
    )


def _fields(stored: StoredDocument) -> dict[str, _Texts]:
    search = stored.search
    fields = {
        name: _Texts() for name in ("name", "aliases", "name_en", "description", "field", "agency", "legal", "extra")
    }
    fields["name"].add(stored.title)
    fields["aliases"].add_all(search.get("aliases"))
    fields["aliases"].add(search.get("code"))
    fields["aliases"].add_all(search.get("codes"))
    fields["name_en"].add(search.get("name_en"))
    fields["name_en"].add_all(search.get("aliases_en"))
    description = search.get("description")
    fields["description"].add(stored.summary, most=_MOST_DESCRIPTION)
    if description != stored.summary:
        fields["description"].add(description, most=_MOST_DESCRIPTION)
    fields["field"].add(search.get("field"))
    fields["agency"].add(search.get("agency"))
    fields["legal"].add_all(search.get("legal_basis"))
    fields["extra"].add_all(search.get("keywords"))
    fields["extra"].add_all(search.get("life_events"))
    fields["extra"].add_all(search.get("authors"))
    return fields


def _level(fields: Mapping[str, _Texts], names: Sequence[str]) -> str:
    return f" {GAP} ".join(" ".join(fields[name].folded) for name in names if fields[name].folded)


def _facets(stored: StoredDocument, status: str) -> dict[str, list[str]]:
    facets: dict[str, list[str]] = {}
    for name, value in stored.facets:
        if value and name in STORED_FACETS:
            facets.setdefault(name, []).append(value)
    return facets | {
        "site": [stored.site],
        "reader": _readers(stored),
        "language": [stored.locale],
        "type": [stored.document_type],
        "status": [status],
        "year": [str(stored.published_at.astimezone(HANOI).year)],
    }


def _labels(stored: StoredDocument) -> dict[str, dict[str, dict[str, str]]]:
    """By language: a document that English readers find has English words for its facets too."""
    given = {stored.locale: stored.search.get("facet_labels")}
    if stored.locale != _ENGLISH:
        given[_ENGLISH] = stored.search.get("facet_labels_en")
    return {locale: found for locale, labels in given.items() if (found := _checked_labels(labels))}


def _checked_labels(given: object) -> dict[str, dict[str, str]]:
    labels = {
        name: {value: label for value, label in values.items() if value and isinstance(label, str) and label}
        for name, values in (given.items() if isinstance(given, dict) else ())
        if name in STORED_FACETS and isinstance(values, dict)
    }
    return {name: values for name, values in labels.items() if values}


def _readers(stored: StoredDocument) -> list[str]:
    """Who finds it: readers of its language; and of English, when it has an English name and no translation."""
    has_english_name = bool(stored.search.get("name_en") or stored.search.get("aliases_en"))
    if stored.locale != _ENGLISH and has_english_name and not stored.is_translated:
        return [stored.locale, _ENGLISH]
    return [stored.locale]


def _popularity(stored: StoredDocument) -> int:
    given = stored.search.get("popularity")
    if not isinstance(given, int):
        return 0 if not stored.search.get("key") else _USUAL_POPULARITY
    return min(max(given, 0), _GREATEST_POPULARITY)


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
