"""Finished lists, kept for as long as the store has not changed (ADR 0024).

A list of whole documents is some 250 KB put together from two statements, and front ends ask the same
few lists again and again. What is kept carries the state of the store it was read in, and is given out
only after one statement has found the store in that very state: a publication shows in the next answer.
"""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from cms.publishing import reading
from cms.publishing.reading import Listing

# A page of 100 long articles would push out everything else.
_LARGEST_SHARE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishedList:
    """The bytes of an answer, the hash of them, and when the store last changed."""

    body: bytes
    digest: str
    changed_at: datetime.datetime | None


Q = TypeVar("Q", bound=Hashable)

# The number of the store's state and its moment: a store restored from a copy may come to a number again.
_State = tuple[int, datetime.datetime | None]


class _Kept:
    """The most recently asked lists of this process, within a number of bytes."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Hashable, tuple[_State, FinishedList]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, query: Hashable) -> tuple[_State, FinishedList] | None:
        with self._lock:
            found = self._lists.get(query)
            if found is not None:
                self._lists.move_to_end(query)
            return found

    def put(self, query: Hashable, state: _State, finished: FinishedList) -> None:
        most: int = settings.API_LIST_CACHE_BYTES
        with self._lock:
            self._drop(query)
            if len(finished.body) * _LARGEST_SHARE > most:
                return
            self._lists[query] = state, finished
            self._bytes += len(finished.body)
            while self._bytes > most:
                self._drop(next(iter(self._lists)))

    def _drop(self, query: Hashable) -> None:
        dropped = self._lists.pop(query, None)
        if dropped is not None:
            self._bytes -= len(dropped[1].body)

    def size(self) -> int:
        return self._bytes

    def clear(self) -> None:
        with self._lock:
            self._lists.clear()
            self._bytes = 0


_kept = _Kept()


def finished_list(query: Q, read: Callable[[Q], Listing], finish: Callable[[Listing], FinishedList]) -> FinishedList:
    """The answer to a question: as it was kept, when the store is as it was then; else read and finished.

    One statement for what is kept and true, two for what is not kept, three for what was kept and has
    become untrue. Raise InvalidCursor.
    """
    found = _kept.get(query)
    if found is not None and found[0] == reading.generation():
        return found[1]
    listing = read(query)
    finished = finish(listing)
    if listing.generation is not None:
        _kept.put(query, (listing.generation, listing.changed_at), finished)
    return finished


def kept_bytes() -> int:
    """How much this process keeps."""
    return _kept.size()


def forget_lists() -> None:
    """Drop every kept list."""
    _kept.clear()
