"""What an engine must do. Analysis, ranking, facets' meaning, highlights and suggestions are not its business."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ClassVar

from search.candidates import CandidateQuery, Candidates
from search.documents import Gone, IndexDocument


class BackendAway(Exception):
    """The engine does not answer, refuses, or has no usable index: another one must answer instead."""


@dataclass(frozen=True, kw_only=True)
class IndexStatus:
    """What `search_index status` prints of an engine.

    signature: of the index that is in use (search.signature says which is wanted); "" where there is none.
    name: of the generation in use: a file or an index.
    """

    engine: str
    is_available: bool
    documents: int = 0
    signature: str = ""
    name: str = ""
    built_at: datetime.datetime | None = None
    size_bytes: int = 0
    problem: str = ""


class IndexWriter(ABC):
    """A new generation of the index, which nobody reads yet."""

    @abstractmethod
    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents; of two with one key the greater version stays."""


class SearchBackend(ABC):
    """An engine. Every method raises BackendAway when the engine is not there, and nothing else of its own.

    The suite in tests/contracts/search_backend.py holds every back end to this.
    """

    name: ClassVar[str]

    @abstractmethod
    def candidates(self, query: CandidateQuery) -> Candidates:
        """The documents worth ranking, with counts."""

    @abstractmethod
    def put(self, documents: Sequence[IndexDocument]) -> None:
        """Add or replace; a document with a smaller version than the stored one is dropped. Visible on return."""

    @abstractmethod
    def remove(self, gone: Sequence[Gone]) -> None:
        """Take documents out, unless the stored version is greater. Visible on return."""

    @abstractmethod
    def versions(self) -> Iterator[tuple[int, int]]:
        """(key, version) of every document in the index, in any order."""

    @abstractmethod
    def rebuilding(self, *, signature: str) -> AbstractContextManager[IndexWriter]:
        """A new generation, put in the place of the old one at once when the block ends without an error.

        Until then readers see the old one whole; after an error, or a kill, nothing of the new one is left in
        their sight.
        """

    @abstractmethod
    def status(self) -> IndexStatus:
        """How the engine is; never raises."""

    def close(self) -> None:
        """Let go of connections and files."""
        return
