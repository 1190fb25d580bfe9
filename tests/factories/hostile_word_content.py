"""Word files whose text is honest but not all that stands in it: what must be left out, and is reported.

`CLEANED`: name → (builder, code of what is reported). The text `KEPT` arrives; `CANARY` must not arrive anywhere.
"""

import struct
import zlib

from tests.factories.hostile_word_files import CANARY, KEPT, OLE, Builder, fetched, with_field
from tests.factories.word_files import drawing, members, packed, paragraph, part, png, relation, run, table, word_file


def picture_flood() -> bytes:
    """A PNG of a few bytes that claims 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def with_picture(data: bytes, name: str = "image1.png", *, external: bool = False, target: str = "") -> bytes:
    rows = [relation("pic", "image", target or f"media/{name}", external=external)]
    parts = {} if external else {f"word/media/{name}": data}
    return word_file(body=paragraph(KEPT) + paragraph(drawing("pic", alt="x")), parts=parts, rows=rows)


def with_link(address: str) -> bytes:
    link = f'<w:hyperlink r:id="l">{run(KEPT)}</w:hyperlink>'
    return word_file(body=paragraph(link), rows=[relation("l", "hyperlink", address, external=True)])


def styled(name: str, properties: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr>{properties}</w:rPr></w:style>'
    )


def text_box(text: str) -> str:
    box = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>{box}</wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


CLEANED: dict[str, tuple[Builder, str]] = {
    "script link": (lambda: with_link("javascript:alert(1)//" + CANARY), "link"),
    "script link in other letters": (lambda: with_link(" JaVaScRiPt:alert(1)//" + CANARY), "link"),
    "script link with a tab": (lambda: with_link("java\tscript:alert(1)//" + CANARY), "link"),
    "data link": (lambda: with_link("data:text/html,<script>alert(1)</script>" + CANARY), "link"),
    "VBScript link": (lambda: with_link("vbscript:msgbox(1)//" + CANARY), "link"),
    "link to a file": (lambda: with_link("file:///etc/passwd#" + CANARY), "link"),
    "link to a share": (lambda: with_link("\\\\host\\" + CANARY), "link"),
    "link to another program": (lambda: with_link("ms-word:ofe|u|http://x/" + CANARY), "link"),
    "link with quotes": (lambda: with_link('http://x/" onmouseover="alert(1)' + CANARY), "link"),
    "script link in a field": (lambda: with_field(f'HYPERLINK "javascript:alert(1)//{CANARY}"'), "link"),
    "picture from the net": (
        lambda: with_picture(b"", external=True, target=f"http://evil.example/{CANARY}.png"),
        "picture_elsewhere",
    ),
    "picture from the disk": (
        lambda: with_picture(b"", external=True, target=f"file:///etc/{CANARY}"),
        "picture_elsewhere",
    ),
    "picture from a share": (
        lambda: with_picture(b"", external=True, target=f"\\\\host\\{CANARY}"),
        "picture_elsewhere",
    ),
    "picture outside the archive": (lambda: with_picture(png(), target="../../../../etc/passwd"), "picture_broken"),
    "pixel flood": (lambda: with_picture(picture_flood()), "picture_too_large"),
    "broken picture": (lambda: with_picture(b"\x89PNG\r\n\x1a\n" + b"x" * 50), "picture_broken"),
    "web page as a picture": (lambda: with_picture(b"<svg onload=alert(1)>" + CANARY.encode()), "picture_broken"),
    "SVG": (lambda: with_picture(b"<svg/>" + CANARY.encode(), "image1.svg"), "picture_unsupported"),
    "EMF": (lambda: with_picture(b"\x01\0\0\0" + CANARY.encode(), "image1.emf"), "picture_unsupported"),
    "WMF": (lambda: with_picture(b"\xd7\xcd\xc6\x9a" + CANARY.encode(), "image1.wmf"), "picture_unsupported"),
    "style map": (
        lambda: packed(
            {
                **members(body=paragraph(KEPT) + paragraph(run(CANARY, "<w:vanish/>"))),
                "mammoth/style-map": f"p => script:fresh\nr => iframe[src='{CANARY}']",
            }
        ),
        "hidden_text",
    ),
    "hidden text": (lambda: word_file(body=paragraph(run(KEPT) + run(CANARY, "<w:vanish/>"))), "hidden_text"),
    "text hidden by a style": (
        lambda: word_file(
            body=paragraph(run(KEPT) + run(CANARY, '<w:rStyle w:val="giau"/>')),
            parts={"word/styles.xml": part("styles", styled("giau", "<w:vanish/>"))},
        ),
        "hidden_text",
    ),
    "hidden picture": (
        lambda: word_file(
            body=paragraph(KEPT) + paragraph(drawing("p", alt=CANARY).replace("<wp:docPr", '<wp:docPr hidden="1"')),
            parts={"word/media/a.png": png()},
            rows=[relation("p", "image", "media/a.png")],
        ),
        "hidden_text",
    ),
    "tracked deletion": (
        lambda: word_file(body=paragraph(run(KEPT) + f"<w:del>{run(CANARY).replace('w:t', 'w:delText')}</w:del>")),
        "deletions",
    ),
    "deletion with the wrong element": (
        lambda: word_file(body=paragraph(run(KEPT) + f"<w:del>{run(CANARY)}</w:del>")),
        "deletions",
    ),
    "moved away": (
        lambda: word_file(body=paragraph(run(KEPT) + f"<w:moveFrom>{run(CANARY)}</w:moveFrom>")),
        "deletions",
    ),
    "deleted row": (
        lambda: word_file(
            body=paragraph(KEPT)
            + table(["a", "b"], ["c", "d"])
            + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(CANARY)}</w:tc></w:tr></w:tbl>"
        ),
        "deletions",
    ),
    "comments": (
        lambda: word_file(
            body=paragraph(run(KEPT) + '<w:r><w:commentReference w:id="0"/></w:r>'),
            parts={
                "word/comments.xml": part(
                    "comments", f'<w:comment w:id="0" w:author="{CANARY}">{paragraph(CANARY)}</w:comment>'
                )
            },
        ),
        "comments",
    ),
    "header and footer": (
        lambda: word_file(
            body=paragraph(KEPT),
            parts={
                "word/header1.xml": part("hdr", paragraph(CANARY)),
                "word/footer1.xml": part("ftr", paragraph(CANARY)),
            },
        ),
        "headers_footers",
    ),
    "text box": (lambda: word_file(body=paragraph(run(KEPT) + text_box(CANARY))), "text_box"),
    "equation": (
        lambda: word_file(body=paragraph(run(KEPT) + f"<m:oMath><m:r><m:t>{CANARY}</m:t></m:r></m:oMath>")),
        "equation",
    ),
    "embedded object": (
        lambda: word_file(
            body=paragraph(run(KEPT) + "<w:r><w:object><o:OLEObject r:id='o'/></w:object></w:r>"),
            parts={"word/embeddings/oleObject1.bin": OLE + CANARY.encode()},
            rows=[relation("o", "oleObject", "embeddings/oleObject1.bin")],
        ),
        "object",
    ),
    "inserted web page": (
        lambda: word_file(
            body=paragraph(KEPT) + '<w:altChunk r:id="h"/>',
            parts={"word/afchunk.dat": f"<script>{CANARY}</script>"},
            rows=[relation("h", "aFChunk", "afchunk.dat")],
        ),
        "foreign_part",
    ),
    "instruction of a field": (lambda: with_field(f"COMMENTS {CANARY}"), ""),
    "markup in the text": (
        lambda: word_file(body=paragraph(f"{KEPT} <script>alert(1)</script><img src=x onerror=alert(1)>")),
        "",
    ),
    "direction and control characters": (lambda: word_file(body=paragraph(f"{KEPT}\u202e\u200b\ue000{1}\ue001")), ""),
    "part of the reader's own marks": (lambda: word_file(body=paragraph(f"\ue0007\ue001{KEPT}")), ""),
    "template of the writer's disk": (lambda: fetched("attachedTemplate", "file:///C:\\Users\\x\\Mau.dotm"), ""),
}
