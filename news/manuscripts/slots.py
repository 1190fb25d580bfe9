"""One reading a person at a time: a lock on a file, which a process that dies lets go of."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from news.manuscripts.errors import Busy


@contextmanager
def reading_slot(reader: int) -> Iterator[None]:
    """Hold the slot of a person (key of the account, 0 for the system); raise Busy when it is held elsewhere."""
    folder = Path(settings.MANUSCRIPT_LOCKS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / f"{int(reader)}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield
    finally:
        os.close(handle)
