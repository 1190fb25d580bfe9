"""Files that are broken, foreign or meant to hurt, each with the reason it must be refused for. No database needed."""

import io
import zipfile
from collections.abc import Callable

from cms.translation.exchange.formats import FORMATS
from tests.unit.translation.exchange.bundles import bundle

PO, XLIFF, WORD = (FORMATS[key].write(bundle()) for key in ("po", "xliff", "docx"))
Hostile = tuple[str, bytes, str]  # file name, content, code of the refusal


def archive(change: Callable[[str, bytes], bytes | None] = lambda name, data: data, **more: bytes) -> bytes:
    """Our Word file with parts changed, left out (None) or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in more.items():
            new.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def document(inner: str, head: str = "") -> bytes:
    """Our Word file with another text."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{namespace}"><w:body>{inner}</w:body></w:document>'
    return archive(lambda name, data: text.encode() if name == "word/document.xml" else data)


def named(name: str, data: bytes) -> bytes:
    """An archive that holds one more entry, with exactly this name."""
    made = io.BytesIO(WORD)
    with zipfile.ZipFile(made, "a") as file:
        file.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def link() -> bytes:
    made = io.BytesIO(WORD)
    with zipfile.ZipFile(made, "a") as file:
        entry = zipfile.ZipInfo("word/media/a.png")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        file.writestr(entry, "/etc/passwd")
    return made.getvalue()


def many_entries() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for number in range(600):
            file.writestr(f"word/{number}.xml", b"")
    return made.getvalue()


def protected() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


LAUGHS = "<!DOCTYPE l [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)) + "]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'
BODY = XLIFF.partition(b"?>")[2]
XLIFF_PROLOGUE = b'<?xml version="1.0" encoding="UTF-8"?>'
MACRO_TYPE = b"application/vnd.ms-word.document.macroEnabled.main+xml"
WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

FILES: dict[str, Hostile] = {
    # Whole files of another kind.
    "empty": ("a.po", b"", "empty"),
    "only spaces": ("a.xlf", b" \n\t ", "empty"),
    "more than five megabytes": ("a.po", b"#" * (5 * 1024 * 1024 + 1), "too_large"),
    "no ending": ("translation", PO, "unknown_extension"),
    "another ending": ("a.exe", PO, "unknown_extension"),
    "a program called .po": ("a.po", b"MZ\x90\x00" + b"\0" * 100, "program"),
    "a program called .docx": ("a.docx", b"\x7fELF" + b"\0" * 100, "program"),
    "a PDF": ("a.docx", b"%PDF-1.7\n...", "pdf"),
    "a picture": ("a.docx", b"\x89PNG\r\n\x1a\n", "other_kind"),
    "an RTF file": ("a.docx", b"{\\rtf1 hello}", "other_kind"),
    "a web page": ("a.xlf", b"<!doctype html><html></html>", "web_page"),
    "a Word file called .po": ("a.po", WORD, "archive"),
    "a gzip": ("a.xlf", b"\x1f\x8b\x08" + b"\0" * 20, "archive"),
    # PO
    "words": ("a.po", b"just some words\n", "not_po"),
    "the name of a file of the machine": ("a.po", b'/etc/passwd #msgid "', "broken"),
    "UTF-16": ("a.po", PO.decode().encode("utf-16"), "encoding"),
    "Latin-1 bytes": ("a.po", PO.decode().replace("Tin", "T\xefn").encode("latin-1", "replace") + b"\xe9", "encoding"),
    "another charset in the header": ("a.po", PO.replace(b"charset=utf-8", b"charset=windows-1258"), "encoding"),
    "NUL bytes": ("a.po", PO + b"\0", "encoding"),
    "a cut PO": ("a.po", PO[: PO.rindex(b'"Hello')] + b'"Hel', "broken"),
    "keywords out of order": ("a.po", PO + b'\nmsgstr "x"\nmsgid "y"\nmsgctxt "z\n', "broken"),
    "a million entries": ("a.po", PO + b'\nmsgid "a"\nmsgstr ""\n' * 200_000, "too_many_segments"),
    "an entry of a million lines": ("a.po", PO + b'\nmsgid ""\n' + b'"a"\n' * 1_000_000, "too_much_text"),
    "an entry of a megabyte": ("a.po", PO + b'\nmsgid "' + b"a" * 1_000_000 + b'"\nmsgstr ""\n', "too_much_text"),
    # XLIFF
    "no XML": ("a.xlf", b"hello", "broken"),
    "a cut XLIFF": ("a.xlf", XLIFF[: len(XLIFF) // 2], "broken"),
    "other XML": ("a.xlf", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "not_xliff"),
    "XLIFF 2.0": ("a.xlf", XLIFF.replace(b'version="1.2"', b'version="2.0"'), "xliff_version"),
    "no namespace": ("a.xlf", b'<xliff version="1.2"/>', "xliff_version"),
    "several files": ("a.xlf", XLIFF.replace(b"</file>", b"</file><file/>"), "several_files"),
    "billion laughs": ("a.xlf", XLIFF_PROLOGUE + LAUGHS.encode() + BODY.replace(b"Tin", b"&l9;"), "document_type"),
    "a file of the machine as an entity": (
        "a.xlf",
        XLIFF_PROLOGUE + EXTERNAL.encode() + BODY.replace(b"Tin", b"&e;"),
        "document_type",
    ),
    "definitions from elsewhere": ("a.xlf", XLIFF_PROLOGUE + OUTSIDE.encode() + BODY, "document_type"),
    "definitions in UTF-16": (
        "a.xlf",
        (f'<?xml version="1.0" encoding="UTF-16"?>{EXTERNAL}<x>&e;</x>').encode("utf-16"),
        "document_type",
    ),
    "an unknown encoding": ("a.xlf", b'<?xml version="1.0" encoding="x-evil"?><xliff/>', "broken"),
    "a wrong encoding": ("a.xlf", XLIFF.decode().encode("utf-16-le"), "broken"),
    "nested a thousand deep": ("a.xlf", XLIFF_PROLOGUE + b"<g>" * 1_000 + b"</g>" * 1_000, "too_deep"),
    "a million elements": ("a.xlf", b"<xliff>" + b"<x/>" * 1_000_000 + b"</xliff>", "too_much_markup"),
    "thousands of rows": (
        "a.xlf",
        XLIFF.replace(b"</body>", b"<trans-unit id='1'/>" * 6_000 + b"</body>"),
        "too_many_segments",
    ),
    # Word
    "an archive of something else": ("a.docx", many_entries(), "too_many_parts"),
    "Word 97": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_word"),
    "a password": ("a.docx", protected(), "protected"),
    "a cut archive": ("a.docx", WORD[:-200], "broken"),
    "a broken part": ("a.docx", WORD.replace(WORD[3_000:3_040], b"\0" * 40), "broken"),
    "macros": ("a.docx", archive(word__vbaProject=b"x"), "active_content"),
    "the type of a file with macros": (
        "a.docx",
        archive(lambda name, data: data.replace(WORD_TYPE, MACRO_TYPE)),
        "active_content",
    ),
    "an embedded object": ("a.docx", named("word/embeddings/oleObject1.bin", b"x"), "active_content"),
    "a program in the archive": ("a.docx", named("word/media/a.exe", b"MZ"), "active_content"),
    "an archive in the archive": ("a.docx", named("word/media/a.zip", WORD), "active_content"),
    "a path that leaves the folder": ("a.docx", named("../../etc/cron.d/x", b"x"), "unsafe_names"),
    "a link": ("a.docx", link(), "unsafe_names"),
    "twice the same part": ("a.docx", named("WORD/document.xml", b"x"), "broken"),
    "XML that is mostly air": ("a.docx", document(" " * 15_000_000), "bomb"),
    "a part of hundreds of megabytes": ("a.docx", document("<w:p/>" * 3_000_000), "bomb"),
    "no main part": ("a.docx", archive(lambda name, data: None if name == "word/document.xml" else data), "not_word"),
    "a spreadsheet": (
        "a.docx",
        archive(lambda name, data: data.replace(b"wordprocessingml.document.main", b"sheet.main")),
        "not_word",
    ),
    "an entity in the text": ("a.docx", document("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", EXTERNAL), "document_type"),
    "laughter in the text": ("a.docx", document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", LAUGHS), "document_type"),
    "tables in tables in tables": ("a.docx", document("<w:tbl>" * 200 + "</w:tbl>" * 200), "too_deep"),
    "somebody's letter": ("a.docx", document("<w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p>"), "no_identity"),
}
