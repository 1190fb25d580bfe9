"""Word files made by code, part by part, so that each may be as wrong as a test needs.

Usage:
    word_file(body=paragraph("Sở Ngoại vụ"))                       # the smallest whole file
    word_file(body=…, parts={"word/comments.xml": …}, relations=[relation("r9", "image", "media/a.png")])
    packed(members, **options)                                      # any archive
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

import docx
from PIL import Image as Pillow

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
Member = str | bytes


def run(text: str, properties: str = "") -> str:
    """A run of text; `properties` are the elements of its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str = "", properties: str = "", *, style: str = "") -> str:
    """A paragraph of runs, or of plain text where no markup is given."""
    inner = content if content.startswith("<") or not content else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def font(name: str, size: int = 14) -> str:
    """Run properties of a font and a size in points."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/><w:sz w:val="{size * 2}"/>'


def table(*rows: Iterable[str]) -> str:
    """A table; a cell that begins with "<" is markup, any other is text."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def drawing(key: str, *, alt: str = "", extra: str = "") -> str:
    """A run with a picture by the id of its relation."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr={quoteattr(alt)}/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>{extra}'
        "</wp:inline></w:drawing></w:r>"
    )


def relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relation of a part."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target={quoteattr(target)}{mode}/>'


def relations(rows: Iterable[str]) -> str:
    """A part of relations."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def document(body: str) -> str:
    """The main part."""
    return f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def part(name: str, content: str) -> str:
    """Another part of Word's markup, e.g. part("styles", …)."""
    return f"<w:{name} {SPACES}>{content}</w:{name}>"


def png(size: tuple[int, int] = (64, 48), *, shade: str = "teal") -> bytes:
    """A picture."""
    out = io.BytesIO()
    Pillow.new("RGB", size, shade).save(out, "PNG")
    return out.getvalue()


_PART_KINDS = {
    "word/styles.xml": "styles", "word/numbering.xml": "numbering", "word/comments.xml": "comments",
    "word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes", "word/header1.xml": "header",
    "word/footer1.xml": "footer", "word/theme/theme1.xml": "theme", "word/settings.xml": "settings",
}  # fmt: skip


def members(
    *,
    body: str = "",
    parts: Mapping[str, Member] | None = None,
    rows: Iterable[str] = (),
    content_type: str = DOCX,
    main: Member | None = None,
) -> dict[str, Member]:
    """The parts of a Word file by name; `rows` are further relations of the text, `parts` further or other parts."""
    given = dict(parts or {})
    known = [relation(f"known{n}", k, name[5:]) for n, (name, k) in enumerate(_PART_KINDS.items()) if name in given]
    override = f'<Override PartName="/word/document.xml" ContentType="{content_type}"/>'
    types = f'<Types xmlns="{PACKAGE}/content-types">{override}</Types>'
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": relations([relation("main", "officeDocument", "word/document.xml")]),
        "word/document.xml": document(body or paragraph("Sở Ngoại vụ")) if main is None else main,
        "word/_rels/document.xml.rels": relations([*known, *rows]),
        **given,
    }


def packed(content: Mapping[str, Member], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_file(
    *, body: str = "", parts: Mapping[str, Member] | None = None, rows: Iterable[str] = (), content_type: str = DOCX
) -> bytes:
    """A whole Word file."""
    return packed(members(body=body, parts=parts, rows=rows, content_type=content_type))


def long_document(pages: int, pictures: int) -> bytes:
    """A report of so many pages as Word would write it, with pictures and their lines."""
    document = docx.Document()
    document.add_heading("Báo cáo", 0)
    every = max(1, pages // pictures)
    sentence = "Nội dung {} của báo cáo công tác đối ngoại, với đủ chữ cho một dòng dài trên trang giấy. "
    for page in range(pages):
        document.add_heading(f"Phần {page + 1}" if page % 10 == 0 else f"Mục {page + 1}", 1 if page % 10 == 0 else 2)
        for line in range(6):
            text = document.add_paragraph()
            for word in range(4):
                text.add_run(sentence.format(f"{page}.{line}.{word}")).bold = word % 2 == 0
        if page % every == 0:
            document.add_picture(io.BytesIO(png((800 + page, 600), shade="navy")))
            document.add_paragraph(f"Ảnh: Số {page}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
