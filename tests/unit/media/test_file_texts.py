"""The words inside files are read in a limited process; what is hostile costs one try and no worker."""

import datetime
import io
import zipfile
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.demo.attachments import word_file
from cms.media import registry
from cms.media.actions import read_text, unread_documents
from cms.media.models import Document, DocumentText
from cms.media.texts import reading
from cms.media.texts.reading import Unreadable, words_in
from tests.factories.media import DocumentFactory

AT = datetime.datetime(2026, 11, 21, 3, tzinfo=datetime.UTC)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_pdf(content: bytes, *, pages: int = 1) -> bytes:
    """A small PDF whose page shows the content stream, compressed."""
    stream = zlib.compress(content)
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        *(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 3 0 R"
            b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            for _ in range(pages)
        ),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def a_docx(xml: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def test_the_words_of_a_pdf_and_of_a_word_file() -> None:
    pdf = a_pdf(b"BT /F1 12 Tf 20 100 Td (To khai dang ky) Tj ET")
    assert words_in(io.BytesIO(pdf), kind="pdf") == "To khai dang ky"
    docx = word_file("Tờ khai", ["Họ và tên", "Nơi cư trú"])
    assert words_in(io.BytesIO(docx), kind="docx") == "Tờ khai 1. Họ và tên 2. Nơi cư trú"


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'.encode()
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "pdf"),
        (b"%PDF-1.4\nrubbish\n%%EOF", "pdf"),
        (a_pdf(b"")[:-40], "pdf"),
        (b"PK\x03\x04rubbish", "docx"),
        (a_docx(b"<not-closed>"), "docx"),
        (a_docx(ENTITIES), "docx"),
        (a_docx(b"<x>" + b" " * 45_000_000 + b"</x>"), "docx"),
        (a_docx(b"<a>" * 200_000), "docx"),
    ],
    ids=["empty", "no pdf", "cut pdf", "no zip", "no xml", "entities", "45 MB of air", "deep"],
)
def test_a_hostile_file_has_no_words_and_raises_only_that(data: bytes, kind: str) -> None:
    try:
        words = words_in(io.BytesIO(data), kind=kind)
    except Unreadable:
        return
    assert len(words) <= 200_000
    assert "aaaaaaaaaa" not in words


def test_a_reader_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WALL_SECONDS", 0.2)
    monkeypatch.setattr(reading, "_PROGRAM", "import time; time.sleep(60)")
    with pytest.raises(Unreadable):
        words_in(io.BytesIO(b"x"), kind="pdf")


def test_the_reader_gets_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setattr(reading, "_PROGRAM", "import os; print(sorted(os.environ))")
    assert "SECRET_KEY" not in words_in(io.BytesIO(b"x"), kind="pdf")


@pytest.mark.django_db
def test_a_file_is_read_once_for_each_version_of_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(registry, "_changed", [lambda media, at: told.append(media.pk)])
    document = DocumentFactory()
    Document.objects.filter(pk=document.pk).update(
        file=default_storage.save("documents/a.docx", ContentFile(word_file("Tờ khai", ["một"])))
    )
    document.refresh_from_db()
    assert unread_documents() == [document]
    assert read_text(document=document, at=AT)
    assert DocumentText.objects.get(document=document).text == "Tờ khai 1. một"
    assert (unread_documents(), told) == ([], [document.pk])
    Document.objects.filter(pk=document.pk).update(
        file=default_storage.save("documents/b.docx", ContentFile(b"PK\x03\x04rubbish"))
    )
    document.refresh_from_db()
    assert unread_documents() == [document]
    assert not read_text(document=document, at=AT)
    assert DocumentText.objects.get(document=document).text == ""
    assert (unread_documents(), told) == ([], [document.pk])  # tried once, and nobody is told of nothing
