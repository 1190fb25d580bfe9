"""The door to the reader: a Word file goes to a process with limits, a `Manuscript` or a refusal comes back."""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from django.template.defaultfilters import filesizeformat

from news.manuscripts import limits
from news.manuscripts.errors import SENTENCES, RefusedManuscript, refusal
from news.manuscripts.manuscript import Manuscript, from_json
from news.manuscripts.package import open_package
from news.manuscripts.refusals import Refused
from news.manuscripts.slots import reading_slot

logger = logging.getLogger(__name__)

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from news.manuscripts.conversion import main; main()"
_OUT_OF_TIME = frozenset({-24, -9, -25})  # SIGXCPU, SIGKILL, SIGXFSZ


def read_manuscript(*, file: BinaryIO, name: str, reader: int) -> Manuscript:
    """Read a Word file for a person (key of the account, 0 for the system).

    Raises RefusedManuscript with the sentence for the sender, and Busy while another file of the same person is
    being read. Nothing is stored.
    """
    size = file.seek(0, 2)
    _refuse_by_name_and_size(name, size)
    file.seek(0)
    with reading_slot(reader), tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        answer = _converted(copy)
    try:
        if "refused" in answer:
            values = {str(key): value for key, value in answer["refused"]["values"].items()}
            raise refusal(Refused(str(answer["refused"]["code"]), **values))
        return from_json(answer["manuscript"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("a manuscript came back in another shape: %s", error)
        raise refusal(Refused("failed")) from error


def picture_of(*, file: BinaryIO, part: str) -> bytes:
    """The bytes of a picture of a Word file that was read before; raise RefusedManuscript when it is damaged."""
    try:
        return open_package(file).read(part, limit=limits.MAX_PICTURE_BYTES)
    except (Refused, KeyError) as error:
        raise RefusedManuscript(code="broken", message=SENTENCES["broken"]) from error


def _refuse_by_name_and_size(name: str, size: int) -> None:
    stem, _dot, extension = name.rpartition(".")
    if not stem or extension.lower() != "docx":
        code, values = "unknown_extension", {"extension": extension.lower()[:10] if stem else ""}
        raise RefusedManuscript(code=code, message=SENTENCES[code], **values)
    if size > limits.MAX_BYTES:
        sizes = {"size": filesizeformat(size), "limit": filesizeformat(limits.MAX_BYTES)}
        raise RefusedManuscript(code="too_large", message=SENTENCES["too_large"], **sizes)


def _converted(source: Any) -> dict[str, Any]:
    """What the limited process answers; it is killed when it does not end."""
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM, _ROOT],
            stdin=source,
            stdout=answer,
            stderr=complaints,
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            status = process.wait(timeout=limits.WALL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            status = -9
        if status in _OUT_OF_TIME:
            return _refused("too_heavy")
        answer.seek(0)
        try:
            found = json.loads(answer.read(limits.MAX_OUTPUT_BYTES))
        except ValueError:
            found = None
        if status != 0 or not isinstance(found, dict):
            logger.error("reading a Word file ended with status %s: %s", status, _kind_of(complaints))
            return _refused("failed")
        return found


def _refused(code: str) -> dict[str, Any]:
    return {"refused": {"code": code, "values": {}}}


def _kind_of(complaints: Any) -> str:
    """The name of the exception, and never its text, which may be the sender's."""
    complaints.seek(0, 2)
    complaints.seek(max(0, complaints.tell() - 2_000))
    lines = complaints.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].partition(":")[0][:80] if lines else ""
