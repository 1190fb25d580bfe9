"""Where the embedded index lies: one file a generation, and a pointer that names the one in use."""

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

from search.backends.base import BeingBuilt

_NAME = re.compile(r"index-(\d{8})\.sqlite3")


class IndexDirectory:
    """The directory of the index. Whatever a killed rebuild leaves is cleared by the next one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "current"

    def stamp(self) -> tuple[int, int]:
        """Changes whenever the pointer does; (0, 0) without one."""
        try:
            found = os.stat(self._pointer)
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_ino

    def current(self) -> Path | None:
        """The file in use, or None."""
        try:
            name = self._pointer.read_text().strip()
        except OSError:
            return None
        path = self.path / name
        return path if _NAME.fullmatch(name) and path.exists() else None

    def next(self) -> Path:
        """The file of the next generation; nothing is there yet."""
        self.path.mkdir(parents=True, exist_ok=True)
        numbers = [int(match[1]) for file in self.path.iterdir() if (match := _NAME.match(file.name))]
        return self.path / f"index-{max(numbers, default=0) + 1:08}.sqlite3"

    def point_to(self, path: Path) -> None:
        """Use this file from now on: one rename, whole or not at all."""
        _sync(path)
        fresh = self.path / "current.new"
        fresh.write_text(path.name + "\n")
        _sync(fresh)
        os.replace(fresh, self._pointer)
        _sync(self.path)

    def clear(self, *, keep: Path | None) -> None:
        """Remove every other generation. Who still reads one has it open and may go on."""
        if not self.path.exists():
            return
        for file in self.path.iterdir():
            if _NAME.match(file.name) and (keep is None or not file.name.startswith(keep.name)):
                file.unlink(missing_ok=True)

    @contextlib.contextmanager
    def lock(self, name: str, *, waits: bool = True) -> Iterator[None]:
        """Hold a lock of this directory; the system lets go of it when the process ends.

        Raise BeingBuilt when somebody holds it and we do not wait.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with open(self.path / f"{name}.lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
            except BlockingIOError as held:
                raise BeingBuilt(f"the embedded index: a {name} runs already") from held
            yield


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
