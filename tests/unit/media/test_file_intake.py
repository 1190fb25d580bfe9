"""What is refused as a file to download (RELIABILITY 45, 55)."""

import stat
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from cms.media import errors
from cms.media.file_intake import FILE_TYPES, take_file
from tests.factories.media import PDF, archive, docx, picture

_ODT = FILE_TYPES["odt"]


def _link() -> bytes:
    out = BytesIO(docx())
    with zipfile.ZipFile(out, "a") as target:
        entry = zipfile.ZipInfo("word/link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _many() -> bytes:
    return docx({f"word/media/{n}": "" for n in range(5_001)})


def _encrypted_looking() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "page_named_docx": ("a.docx", lambda: b"<html><body>Hi</body></html>", "content_mismatch"),
    "page_named_pdf": ("a.pdf", lambda: b"<!doctype html><script>1</script>", "content_mismatch"),
    "page_before_pdf": ("a.pdf", lambda: b"<html></html>" + PDF, "content_mismatch"),
    "pdf_without_end": ("a.pdf", lambda: PDF[:20], "content_mismatch"),
    "pdf_named_docx": ("a.docx", lambda: PDF, "content_mismatch"),
    "docx_named_xlsx": ("a.xlsx", docx, "content_mismatch"),
    "docx_named_odt": ("a.odt", docx, "content_mismatch"),
    "archive_named_docx": ("a.docx", lambda: archive({"a.txt": "a"}), "content_mismatch"),
    "old_office_named_docx": ("a.docx", _encrypted_looking, "content_mismatch"),
    "broken_archive": ("a.docx", lambda: docx()[:60], "content_mismatch"),
    "program_before_archive": ("a.docx", lambda: b"MZ" + docx(), "content_mismatch"),
    "picture_named_txt": ("a.txt", picture, "content_mismatch"),
    "page_named_csv": ("a.csv", lambda: b" \n<HTML><script>1</script>", "content_mismatch"),
    "svg_named_txt": ("a.txt", lambda: b"<svg onload='alert(1)'/>", "content_mismatch"),
    "controls_in_csv": ("a.csv", lambda: b"a,b\n\x00\x07", "content_mismatch"),
    "macros": ("a.docx", lambda: docx({"word/vbaProject.bin": "x"}), "active_content"),
    "program_inside": ("a.docx", lambda: docx({"word/embeddings/a.exe": "x"}), "active_content"),
    "basic_in_odt": ("a.odt", lambda: archive({"mimetype": _ODT, "Basic/m.xml": "x"}), "active_content"),
    "archive_in_archive": ("a.docx", lambda: docx({"word/a.zip": "x"}), "unsafe_archive"),
    "path_that_leaves": ("a.docx", lambda: docx({"../../etc/cron.d/a": "x"}), "unsafe_archive"),
    "absolute_path": ("a.docx", lambda: docx({"/etc/passwd": "x"}), "unsafe_archive"),
    "windows_path": ("a.docx", lambda: docx({"C:\\a": "x"}), "unsafe_archive"),
    "symbolic_link": ("a.docx", _link, "unsafe_archive"),
    "xml_of_air": ("a.docx", lambda: docx({"word/a.xml": b" " * 5_000_000}), "unsafe_archive"),
    "bomb": ("a.docx", lambda: docx({f"word/{n}.bin": bytes(50_000_000) for n in range(5)}), "unsafe_archive"),
    "5003_entries": ("a.docx", _many, "unsafe_archive"),
    "program": ("a.exe", lambda: b"MZ", "unknown_extension"),
    "page": ("a.html", lambda: b"<html>", "unknown_extension"),
    "macro_document": ("a.docm", docx, "unknown_extension"),
    "archive": ("a.zip", lambda: archive({"a": "a"}), "unknown_extension"),
    "empty": ("a.pdf", lambda: b"", "empty"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_file_is_refused_quickly_with_a_reason(name: str) -> None:
    filename, make, code = HOSTILE[name]
    data = make()
    started = time.thread_time()

    with pytest.raises(errors.RefusedUpload) as refusal:
        take_file(BytesIO(data), name=filename)

    assert refusal.value.code == code
    assert "{" not in str(refusal.value)
    assert time.thread_time() - started < 5


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Thông báo.pdf", PDF),
        ("Biểu mẫu.docx", docx()),
        ("Bảng.xlsx", archive({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"})),
        ("Trình chiếu.pptx", archive({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"})),
        ("Văn bản.odt", archive({"mimetype": _ODT, "content.xml": "<a/>"})),
        ("Số liệu.csv", "\ufefftên,số\nĐà Nẵng,1\n".encode()),
        ("Ghi chú.txt", "Ghi chú\t1 < 2\r\n".encode()),
    ],
)
def test_file_whose_content_is_what_its_name_says_is_accepted(name: str, data: bytes) -> None:
    accepted = take_file(BytesIO(data), name=name)
    assert accepted.download_name == name
    assert len(accepted.content_hash) == 20
