"""What may come in as a file to download: the content must be what the name says (RELIABILITY 45, 55)."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from cms.kernel import archives
from cms.media import errors
from cms.media.file_names import display_name, extension_of, stored_name

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OOXML}.wordprocessingml.document",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "pptx": f"{_OOXML}.presentationml.presentation",
    "odt": f"{_ODF}.text",
    "ods": f"{_ODF}.spreadsheet",
    "odp": f"{_ODF}.presentation",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_LIMITS = archives.Limits(
    entries=5_000,
    directory_bytes=2_000_000,
    unpacked=200_000_000,
    xml_part=200_000_000,
    ratio=100,
    ratio_from=1_000_000,
)
_ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz")
_MARKUP = ("<html", "<!doctype", "<script", "<svg", "<?xml", "<?php", "<iframe", "<body")
HASH_LENGTH = 20  # hexadecimal digits of SHA-256 in public names


@dataclass(frozen=True, kw_only=True)
class AcceptedFile:
    """The names and the hash of a file fit to be stored as it is."""

    stored_name: str
    download_name: str
    content_hash: str


def content_hash(file: Any) -> str:
    """The first 20 hexadecimal digits of the SHA-256 of a file, read in pieces from its beginning."""
    file.seek(0)
    digest = sha256()
    for piece in iter(lambda: file.read(262_144), b""):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()[:HASH_LENGTH]


def take_file(file: BinaryIO, *, name: str) -> AcceptedFile:
    """The names to store a file under; raise a RefusedUpload that says what is wrong with it."""
    extension = extension_of(name)
    if not extension:
        raise errors.NoExtension(accepted=", ".join(FILE_TYPES))
    if extension not in FILE_TYPES:
        raise errors.UnknownExtension(extension=extension, accepted=", ".join(FILE_TYPES))
    file.seek(0)
    if not file.read(1):
        raise errors.EmptyUpload
    file.seek(0)
    if not _CHECKS[extension](file, extension):
        raise errors.ContentMismatch(extension=extension)
    return AcceptedFile(
        stored_name=stored_name(name, extension=extension),
        download_name=display_name(name, extension=extension),
        content_hash=content_hash(file),
    )


def _is_pdf(file: BinaryIO, extension: str) -> bool:
    """From its first byte to its end mark: what stands around a PDF is for other programs."""
    if file.read(5) != b"%PDF-":
        return False
    size = file.seek(0, 2)
    file.seek(max(0, size - 2048))
    return b"%%EOF" in file.read()


def _is_office(file: BinaryIO, extension: str) -> bool:
    with _opened_archive(file, extension) as archive:
        names = set(archive.namelist())
        _refuse_programs(names)
        return {"[Content_Types].xml", _MAIN_PART[extension]} <= names


def _is_open_document(file: BinaryIO, extension: str) -> bool:
    with _opened_archive(file, extension) as archive:
        names = archive.namelist()
        _refuse_programs(set(names))
        if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
            return False
        return archive.read("mimetype").decode("ascii", "replace").strip() == FILE_TYPES[extension]


def _is_text(file: BinaryIO, extension: str) -> bool:
    """UTF-8 without control characters and without the beginning of a web page."""
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(char) < 32 and char not in "\t\n\r\f" for char in text):
        return False
    return not text.lstrip().lower().startswith(_MARKUP)


def _opened_archive(file: BinaryIO, extension: str) -> zipfile.ZipFile:
    """The archive, after a look at its table of contents only; nothing is unpacked."""
    if file.read(4) != b"PK\x03\x04":
        raise errors.ContentMismatch(extension=extension)
    try:
        archive = archives.opened(file, _LIMITS)
    except archives.UnfitArchive as unfit:
        raise (
            errors.ContentMismatch(extension=extension) if unfit.code == "broken" else errors.UnsafeArchive
        ) from unfit
    if any(name.lower().endswith(_ARCHIVES) for name in archive.namelist()):
        raise errors.UnsafeArchive
    return archive


def _refuse_programs(names: set[str]) -> None:
    lowered = [name.lower() for name in names]
    if any(name.endswith(("vbaproject.bin", ".exe", ".js", ".vbs", ".bat")) for name in lowered):
        raise errors.ActiveContent
    if any(name.startswith(("basic/", "scripts/")) for name in lowered):
        raise errors.ActiveContent


_CHECKS: dict[str, Callable[[BinaryIO, str], bool]] = {
    "pdf": _is_pdf,
    **dict.fromkeys(_MAIN_PART, _is_office),
    **dict.fromkeys(("odt", "ods", "odp"), _is_open_document),
    **dict.fromkeys(("csv", "txt"), _is_text),
}
