"""A cache in files for all processes of one machine, in which `add` is what locks are made of."""

from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

_LOCK = "add.lock"


class SharedFileCache(FileBasedCache):
    """Django's, whose `add` looks first and writes later: two processes would both believe that they were the first."""

    def __init__(self, dir: str, params: dict[str, Any]) -> None:  # noqa: A002 (Django's name)
        super().__init__(dir, params)
        self._folder = Path(dir).resolve()

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store the value unless there is one; whether it was stored. One caller of any process wins."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it may be emptied at any time
        with (self._folder / _LOCK).open("ab") as lock:
            locks.lock(lock, locks.LOCK_EX)  # until the file is closed
            return super().add(key, value, timeout, version)
