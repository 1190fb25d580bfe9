"""What the files attached to a draft say: read by the library once, scanned once (R104)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from cms.media.actions import read_text
from cms.media.models import Document, DocumentText
from cms.media.texts.reading import KINDS
from cms.moderation.requirements.secrecy.scan import Finding, scan_line

# More unread files than this wait for the worker, which reads them within seconds: a form must answer.
READ_AT_ONCE = 3
MOST_FINDINGS = 20
# The words of a file stand on one line: they are scanned in pieces that overlap by more than a mark is long.
PIECE, OVERLAP = 1000, 60


@dataclass(frozen=True, kw_only=True)
class FileWords:
    """A file by its name, what the scan found in it, and whether it could be read."""

    name: str
    findings: tuple[Finding, ...] = ()
    is_readable: bool = True


def words_of_files(ids: Collection[int], *, at: datetime.datetime) -> tuple[FileWords, ...]:
    """Of the PDF and Word files of a draft, by title. One query; a file that nobody has read yet is read now and kept.

    A page without words is a scan: it counts as unreadable, and somebody looks through it.
    """
    if not ids:
        return ()
    found, budget = [], READ_AT_ONCE
    for document in Document.objects.filter(pk__in=ids).select_related("words").order_by("title", "pk"):
        if document.file_extension.lower() not in KINDS:
            continue
        known = getattr(document, "words", None)
        if (known is None or known.file_name != document.file.name) and budget:
            budget -= 1
            read_text(document=document, at=at)
            known = DocumentText.objects.filter(document=document).first()
        text = known.text if known is not None and known.file_name == document.file.name else ""
        found.append(FileWords(name=document.filename, findings=_scanned(text), is_readable=bool(text.strip())))
    return tuple(found)


@lru_cache(maxsize=64)
def _scanned(text: str) -> tuple[Finding, ...]:
    """Each finding once, the first twenty; the same file is asked about at every pause of the typing."""
    found: dict[str, Finding] = {}
    for start in range(0, len(text), PIECE):
        for finding in scan_line(text[start : start + PIECE + OVERLAP]):
            found.setdefault(finding.words, finding)
        if len(found) >= MOST_FINDINGS:
            break
    return tuple(found.values())[:MOST_FINDINGS]
