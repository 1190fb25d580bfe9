"""The work of the limited process: a file on its input, its words on its output, nothing else anywhere.

Imports nothing of the product: what it is given may be hostile, and it has no settings, database or network to reach.
"""

import io
import re
import resource
import sys
import zipfile
from xml.etree import ElementTree as ET

from pypdf import PdfReader

MEMORY_BYTES = 700_000_000
CPU_SECONDS = 20
MOST_CHARACTERS = 200_000
MOST_PAGES = 300
MOST_XML = 40_000_000
_BESIDE = re.compile(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def limit_this_process() -> None:
    """Memory, processor time, output; no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_CHARACTERS * 4, MOST_CHARACTERS * 4))


def words_of(data: bytes, kind: str) -> str:
    """The words of a file, at most MOST_CHARACTERS; raise whatever the file makes a reader raise."""
    text = _pdf(data) if kind == "pdf" else _docx(data)
    return " ".join(text.split())[:MOST_CHARACTERS]


def _pdf(data: bytes) -> str:
    parts: list[str] = []
    length = 0
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        if number >= MOST_PAGES or length >= MOST_CHARACTERS:
            break
        found = page.extract_text()
        parts.append(found)
        length += len(found)
    return "\n".join(parts)


def _docx(data: bytes) -> str:
    """Headers, footers and notes first: what marks a paper as secret stands there (R104)."""
    parts: list[str] = []
    left = MOST_XML
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        beside = sorted(name for name in archive.namelist() if _BESIDE.fullmatch(name))
        for name in (*beside, "word/document.xml"):
            with archive.open(name) as part:
                xml = part.read(left + 1)
            left -= len(xml)
            if left < 0 or b"<!" in xml[:2000]:
                raise ValueError("a document part that is too large, or declares entities")
            parts.append(_part(xml))
    return " ".join(parts)


def _part(xml: bytes) -> str:
    parts: list[str] = []
    for _event, element in ET.iterparse(io.BytesIO(xml)):  # noqa: S314 - no declarations, in a limited process
        if element.tag == f"{_WORD}t" and element.text:
            parts.append(element.text)
        elif element.tag in (f"{_WORD}p", f"{_WORD}tab", f"{_WORD}br"):
            parts.append(" ")
        if element.tag == f"{_WORD}p":
            element.clear()
    return "".join(parts)


def main() -> None:
    """Read standard input; write the words as UTF-8 to standard output."""
    limit_this_process()
    words = words_of(sys.stdin.buffer.read(), sys.argv[2])
    sys.stdout.buffer.write(words.encode("utf-8", "ignore"))
