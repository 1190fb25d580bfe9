"""Counters that all workers share: in a small file mapped into memory, or in a cache server."""

import fcntl
import hashlib
import logging
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.core.cache import caches

logger = logging.getLogger(__name__)

_SLOT = struct.Struct("<QII")  # client, window, count
_WAYS = 4
_SETS = 16_384
_SET_BYTES = _WAYS * _SLOT.size
_FILE_BYTES = _SETS * _SET_BYTES  # 1 MiB
_CACHE_SECONDS = 120


class WindowCounter(Protocol):
    """Counts hits of a client in a window."""

    def hit(self, client: str, window: int) -> int:
        """Count one more and return how many there are now, this one included."""
        ...


class FileCounter:
    """Counts for all processes of one machine, in a file of fixed size.

    A client hashes to a set of four slots. A full set forgets the client that asked least: a crowd of
    more than some 50,000 clients a minute is counted too low, never too high, and memory stays 1 MiB.
    """

    def __init__(self, path: Path) -> None:
        self._threads = threading.Lock()
        self._file: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            # Real blocks: writing through a map into a hole of a full disk would kill the process.
            os.posix_fallocate(self._file, 0, _FILE_BYTES)
            self._map = mmap.mmap(self._file, _FILE_BYTES)
        except OSError:
            logger.exception("%s cannot be used: this process counts requests for itself", path)
            self._file, self._map = None, mmap.mmap(-1, _FILE_BYTES)

    def hit(self, client: str, window: int) -> int:
        """Count one more; exact under any number of threads and processes."""
        tag = _tag(client)
        start = tag % _SETS * _SET_BYTES
        with self._threads, self._locked(start):
            offset, count = self._slot(start, tag, window)
            _SLOT.pack_into(self._map, offset, tag, window, count + 1)
        return count + 1

    @contextmanager
    def _locked(self, start: int) -> Iterator[None]:
        """Hold this set of slots against other processes."""
        if self._file is None:
            yield
            return
        fcntl.lockf(self._file, fcntl.LOCK_EX, _SET_BYTES, start)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _SET_BYTES, start)

    def _slot(self, start: int, tag: int, window: int) -> tuple[int, int]:
        """The client's slot with its count, or the one it may take over, with 0."""
        spare, least = start, 1 << 32
        for offset in range(start, start + _SET_BYTES, _SLOT.size):
            client, counted_window, count = _SLOT.unpack_from(self._map, offset)
            if counted_window != window:
                count = 0
            elif client == tag:
                return offset, count
            if count < least:
                spare, least = offset, count
        return spare, 0


class CacheCounter:
    """Counts in a Django cache: for several machines behind one address."""

    def __init__(self, alias: str) -> None:
        self._cache = caches[alias]

    def hit(self, client: str, window: int) -> int:
        """Count one more; a cache that is away or emptied meanwhile counts from one again."""
        name = f"throttle:{window}:{client}"
        self._cache.add(name, 0, _CACHE_SECONDS)
        try:
            return int(self._cache.incr(name))
        except ValueError:
            return 1


@lru_cache(maxsize=8)
def counter_at(cache_alias: str, path: str) -> WindowCounter:
    """The counter that settings name: a cache where an alias is given, else the file."""
    return CacheCounter(cache_alias) if cache_alias else FileCounter(Path(path))


@lru_cache(maxsize=4096)
def _tag(client: str) -> int:
    return int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8).digest(), "little")
