"""The door to the reader of files: bytes go to a process with limits; words, or nothing, come back."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cms.kernel.text import nfc, strip_controls

# What is read; everything else has no words for the search.
KINDS = ("pdf", "docx")
WALL_SECONDS = 30
MOST_BYTES = 40_000_000
_MOST_ANSWER = 1_000_000
_ROOT = str(Path(__file__).resolve().parents[3])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from cms.media.texts.child import main; main()"


class Unreadable(Exception):
    """The file has no words we could read: damaged, encrypted, too heavy. It is not tried again."""


def words_in(file: Any, *, kind: str) -> str:
    """The words of a PDF or Word file (anything with `read`), composed and on one line; raise Unreadable.

    A file that does not end in time is killed with the process; what it wrote to the error stream is dropped,
    for that may be the sender's.
    """
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        written = 0
        for piece in iter(lambda: file.read(262_144), b""):
            written += len(piece)
            if written > MOST_BYTES:
                raise Unreadable("too large")
            source.write(piece)
        source.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT, kind],
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            status = process.wait(timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        if status != 0:
            raise Unreadable(f"the reader ended with {status}")
        answer.seek(0)
        return nfc(strip_controls(answer.read(_MOST_ANSWER).decode("utf-8", "ignore")))
