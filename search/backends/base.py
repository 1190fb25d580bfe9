"""What an engine must do. Analysis, ranking, facets' meaning, highlights and suggestions are not its business."""

import datetime
import enum
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ClassVar

from search.candidates import CandidateQuery, Candidates
from search.documents import Gone, IndexDocument


class BackendAway(Exception):
    """The engine does not answer, refuses, or has no usable index: another one must answer instead."""


class NoIndex(BackendAway):
    """The engine answered, and what it says is that there is no index this code can read: one must be built."""


class BeingBuilt(BackendAway):
    """Somebody builds the index just now: there is nothing to do but to wait."""


class DocumentRefused(Exception):
    """The engine is well and will never take these documents; all the others that were given are written.

    refused: key → the engine's own words.
    """

    def __init__(self, refused: Mapping[int, str]) -> None:
        super().__init__("; ".join(f"document {key}: {reason}" for key, reason in list(refused.items())[:5]))
        self.refused = dict(refused)


class State(enum.Enum):
    """How an index is; only what is known for certain may be acted upon.

    AWAY: the engine did not answer, or not in time: nothing is known of its index. NONE: it answered that there is
    no index, or none that can be read. ILL: an index is there and a part of it is missing; it may come back.
    """

    READY = "ready"
    ILL = "ill"
    NONE = "none"
    AWAY = "away"


@dataclass(frozen=True, kw_only=True)
class IndexStatus:
    """What `search_index status` prints of an engine.

    signature: of the index that is in use (search.signature says which is wanted); "" where there is none.
    name: of the generation in use: a file or an index. replaced: how many places in it are held by documents that
    were replaced or withdrawn since it was built.
    """

    engine: str
    state: State
    documents: int = 0
    replaced: int = 0
    signature: str = ""
    name: str = ""
    built_at: datetime.datetime | None = None
    size_bytes: int = 0
    problem: str = ""

    @property
    def is_available(self) -> bool:
        """Whether questions are answered."""
        return self.state is State.READY


class IndexWriter(ABC):
    """A new generation of the index, which nobody reads yet."""

    @abstractmethod
    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents; of two with one key the greater version stays. Raise DocumentRefused, BackendAway."""


class SearchBackend(ABC):
    """An engine. Every method raises BackendAway when the engine is not there, and only `put` something else.

    The suite in tests/contracts/search_backend.py holds every back end to this.
    """

    name: ClassVar[str]

    @abstractmethod
    def candidates(self, query: CandidateQuery) -> Candidates:
        """The documents worth ranking, with counts."""

    @abstractmethod
    def put(self, documents: Sequence[IndexDocument]) -> None:
        """Add or replace; a document with a smaller version than the stored one is dropped. Visible on return.

        Raise DocumentRefused.
        """

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
        their sight. Raise BeingBuilt when a rebuild runs already.
        """

    @abstractmethod
    def status(self) -> IndexStatus:
        """How the engine is; never raises."""

    def close(self) -> None:
        """Let go of connections and files."""
        return
