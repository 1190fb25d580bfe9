"""An index of the demo catalogue without a database, and a store with a few documents beside an index of its own."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cms.publishing import reading
from search.answers import forget_answers
from search.asking import KEEP_PERCENT
from search.backends import engine
from search.backends.sqlite import SqliteBackend
from search.candidates import CandidateQuery
from search.in_force import built_in
from search.quality import documents_of_file, temporary_index
from search.query.question import Question, understand
from search.query.thesaurus import Thesaurus
from search.ranking import Ranked, ranked

CATALOGUE = Path(settings.BASE_DIR) / "cms/demo/content/procedures/procedures.json"
NOW = datetime.datetime(2026, 11, 21, 2, 0, tzinfo=datetime.UTC)


@dataclass
class Catalogue:
    """The demo's procedures, indexed as the store would be."""

    backend: SqliteBackend
    names: dict[int, str]
    thesaurus: Thesaurus

    def understood(self, text: str, *, as_typed: bool = False) -> Question:
        with self.backend.lexicon() as lexicon:
            return understand(text, lexicon=lexicon, thesaurus=self.thesaurus, as_typed=as_typed)

    def results(self, text: str, *, reader: str = "vi") -> list[Ranked]:
        question = self.understood(text)
        scope = {"site": ("quality",), "reader": (reader,), "status": ("current",)}
        query = CandidateQuery(groups=question.groups(), scope=scope, keep_percent=KEEP_PERCENT)
        return ranked(question, self.backend.candidates(query).items, at=NOW)

    def found(self, text: str, *, reader: str = "vi") -> list[str]:
        return [self.names[one.key] for one in self.results(text, reader=reader)]


@pytest.fixture(scope="session")
def catalogue() -> Iterator[Catalogue]:
    documents = documents_of_file(CATALOGUE, site="quality", at=NOW)
    names = {stored.key: name for name, stored in documents.items()}
    with temporary_index(documents) as backend:
        yield Catalogue(backend, names, Thesaurus(built_in()))


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """An index directory of this test's own; nothing is remembered from another."""

    def forget() -> None:
        engine.cache_clear()
        forget_answers()
        reading.forget()

    settings.SEARCH_DIR = tmp_path / "search"
    forget()
    yield settings.SEARCH_DIR
    engine("sqlite").close()
    forget()


Row = Callable[..., Any]
