"""What the files attached to a draft say: read by the library once, scanned once (R104)."""

import datetime
from collections.abc import Collection, Sequence
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


def words_of_files(drafts: Sequence[Collection[int]], *, at: datetime.datetime) -> list[tuple[FileWords, ...]]:
    """Of the PDF and Word files of each draft, by title. One query, and those for what nobody has read yet.

    Such a file is read now and kept, so many for each draft. A page without words is a scan: it counts as unreadable,
    and somebody looks through it.
    """
    found: list[list[FileWords]] = [[] for _ids in drafts]
    budgets = [READ_AT_ONCE for _ids in drafts]
    wanted: set[int] = set().union(*drafts)
    documents = Document.objects.filter(pk__in=wanted).select_related("words").order_by("title", "pk")
    for document in documents if wanted else ():
        if document.file_extension.lower() not in KINDS:
            continue
        holders = [number for number, ids in enumerate(drafts) if document.pk in ids]
        known = getattr(document, "words", None)
        reader = next((number for number in holders if budgets[number]), None)
        if (known is None or known.file_name != document.file.name) and reader is not None:
            budgets[reader] -= 1
            read_text(document=document, at=at)
            known = DocumentText.objects.filter(document=document).first()
        text = known.text if known is not None and known.file_name == document.file.name else ""
        words = FileWords(name=document.filename, findings=_scanned(text), is_readable=bool(text.strip()))
        for number in holders:
            found[number].append(words)
    return [tuple(words) for words in found]


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
