"""How good the order of results is: nDCG@10 over judged queries, by type of query."""

import datetime
import json
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.asking import KEEP_PERCENT
from search.backends.base import SearchBackend
from search.backends.sqlite import SqliteBackend
from search.candidates import CandidateQuery
from search.query.question import understand
from search.query.recognition import FACETS, recognised
from search.query.thesaurus import Synonym, Thesaurus
from search.ranking import is_guess, ranked
from search.source import StoredDocument, index_document

DEPTH = 10
ALL = "all"
_SITE = "quality"
# Texts of the import format that a document of the store carries under the same name in `search`.
_SAME = (
    "aliases", "keywords", "name_en", "aliases_en", "code", "field", "agency", "description", "description_en",
    "popularity",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A query and what a person would want: id → 3 exact, 2 good, 1 related."""

    query: str
    types: tuple[str, ...]
    relevant: Mapping[str, int]
    locale: str = "vi"

    @property
    def wants_nothing(self) -> bool:
        """Whether nothing in the catalogue answers it: no results are right, or a list marked as a guess."""
        return not any(grade >= 2 for grade in self.relevant.values())


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One query, its value from 0 to 1, and what came first."""

    judged: Judged
    value: float
    found: tuple[str, ...]


def judged_queries(path: Path) -> list[Judged]:
    """The queries of a file {"queries": [{"query", "types", "relevant", "locale"?}]}."""
    return [
        Judged(
            query=entry["query"],
            types=tuple(entry.get("types") or ()),
            relevant=dict(entry["relevant"]),
            locale=entry.get("locale", "vi"),
        )
        for entry in json.loads(path.read_text())["queries"]
    ]


def measured(judged: Judged, found: Sequence[str], *, is_guess: bool) -> Measured:
    """The value of an answer: nDCG@10 with gains 2^grade - 1."""
    if judged.wants_nothing:
        value = 1.0 if not found or is_guess else 0.0
    else:
        gains = [judged.relevant.get(one, 0) for one in found[:DEPTH]]
        ideal = sorted(judged.relevant.values(), reverse=True)[:DEPTH]
        value = _gain(gains) / _gain(ideal)
    return Measured(judged=judged, value=value, found=tuple(found[:DEPTH]))


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def by_type(results: Sequence[Measured]) -> dict[str, tuple[float, int]]:
    """Type of query → mean value and number of queries; `all` comes last."""
    values: dict[str, list[float]] = {}
    for result in results:
        for name in result.judged.types:
            values.setdefault(name, []).append(result.value)
    table = {name: (sum(found) / len(found), len(found)) for name, found in sorted(values.items())}
    every = [result.value for result in results]
    return table | {ALL: (sum(every) / len(every) if every else 0.0, len(every))}


def documents_of_file(path: Path, *, site: str, at: datetime.datetime) -> dict[str, StoredDocument]:
    """Import record id → its document, of a file in the import format: what the store would hold of it."""
    records = json.loads(path.read_text())["procedures"]
    return {record["id"]: _document(record, number, site, at) for number, record in enumerate(records, start=1)}


def _document(record: Mapping[str, Any], number: int, site: str, at: datetime.datetime) -> StoredDocument:
    forms = [form["code"] for form in record.get("forms") or [] if form.get("code")]
    search = {name: record[name] for name in _SAME if record.get(name) is not None}
    search |= {
        "key": record["id"],
        "codes": [*filter(None, [record.get("code_local")]), *forms],
        "legal_basis": [
            law if isinstance(law, str) else str(law.get("number", "")) for law in record.get("legal_basis") or []
        ],
        "status": "current" if record.get("status", "current") == "current" else "expired",
    }
    facets = [(name, str(record[name])) for name in ("field", "level", "agency", "online_level") if record.get(name)]
    return StoredDocument(
        key=number,
        version=1,
        site=site,
        content_id=f"{number:032x}",
        locale="vi",
        document_type="procedure",
        title=record["name"],
        summary=record.get("description") or "",
        published_at=at,
        search=search,
        facets=facets,
    )


@contextmanager
def temporary_index(documents: Mapping[str, StoredDocument]) -> Iterator[SqliteBackend]:
    """An embedded index of these documents alone, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="search-quality-") as directory:
        backend = SqliteBackend(Path(directory))
        with backend.rebuilding(signature="quality") as writer:
            writer.add(index_document(stored) for stored in documents.values())
        try:
            yield backend
        finally:
            backend.close()


def measure_file(
    queries: Sequence[Judged],
    *,
    catalogue: Path,
    synonyms: Sequence[Synonym],
    at: datetime.datetime,
    server: SearchBackend | None = None,
) -> list[Measured]:
    """Each query's value over the procedures of a file, with these synonyms and nothing of a database.

    server: finds the candidates in place of the embedded engine; its index is built anew of this file. Raise
    BackendAway.
    """
    documents = documents_of_file(catalogue, site=_SITE, at=at)
    names = {stored.key: name for name, stored in documents.items()}
    labels = {
        (facet, value): value for stored in documents.values() for facet, value in stored.facets if facet in FACETS
    }
    thesaurus = Thesaurus(synonyms)
    if server is not None:
        with server.rebuilding(signature="quality") as writer:
            writer.add(index_document(stored) for stored in documents.values())
    with temporary_index(documents) as backend:
        finder = server or backend
        return [_measure(judged, backend, finder, thesaurus, labels, names, at) for judged in queries]


def overlap(left: Sequence[Measured], right: Sequence[Measured]) -> float:
    """Which part of the first ten of the same queries two engines have in common: 1.0 is all."""
    parts = [
        len(set(one.found) & set(other.found)) / max(len(one.found), len(other.found))
        for one, other in zip(left, right, strict=True)
        if one.found or other.found
    ]
    return sum(parts) / len(parts) if parts else 1.0


def _measure(
    judged: Judged,
    backend: SqliteBackend,
    finder: SearchBackend,
    thesaurus: Thesaurus,
    labels: Mapping[tuple[str, str], str],
    names: Mapping[int, str],
    at: datetime.datetime,
) -> Measured:
    with backend.lexicon() as lexicon:
        question = understand(judged.query, lexicon=lexicon, thesaurus=thesaurus)
    found = finder.candidates(
        CandidateQuery(
            groups=question.groups(),
            scope={"site": (_SITE,), "reader": (judged.locale,), "status": ("current",)},
            keep_percent=KEEP_PERCENT,
        )
    )
    results = ranked(question, found.items, at=at, recognised=recognised(question, labels))
    return measured(judged, [names[one.key] for one in results], is_guess=is_guess(results))
