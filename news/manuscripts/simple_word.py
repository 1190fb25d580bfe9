"""The small Word file handed to mammoth: written anew from what was kept, nothing of the sender's bytes in it."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from news.manuscripts.runs import PICTURE_FROM, PICTURE_TO, Piece

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = f'xmlns:w="{_W}" xmlns:r="{_R}"'
BULLETS, NUMBERS = "1", "2"
LIST_DEPTH = 5  # as deep as mammoth tells levels apart


def paragraph_xml(pieces: list[Piece], *, role: str, list_id: str, level: int) -> str:
    """A paragraph; `role` is the style that the conversion maps."""
    style = f'<w:pStyle w:val="{role}"/>' if role else ""
    place = f'<w:numPr><w:ilvl w:val="{min(level, LIST_DEPTH - 1)}"/><w:numId w:val="{list_id}"/></w:numPr>'
    numbering = place if list_id else ""
    content: list[str] = []
    link = 0
    for piece in pieces:
        if piece.link != link:
            content.append("</w:hyperlink>" if link else "")
            content.append(f'<w:hyperlink r:id="link{piece.link}">' if piece.link else "")
            link = piece.link
        content.append(_run_xml(piece))
    content.append("</w:hyperlink>" if link else "")
    return f"<w:p><w:pPr>{style}{numbering}</w:pPr>{''.join(content)}</w:p>"


def _run_xml(piece: Piece) -> str:
    vertical = f'<w:vertAlign w:val="{piece.vertical}"/>' if piece.vertical in ("superscript", "subscript") else ""
    look = f"{'<w:b/>' if piece.bold else ''}{'<w:i/>' if piece.italic else ''}{vertical}"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_content_xml(piece)}</w:r>"


def _content_xml(piece: Piece) -> str:
    match piece.kind:
        case "text":
            return f'<w:t xml:space="preserve">{escape(piece.text)}</w:t>'
        case "break":
            return "<w:br/>"
        case "picture":
            return f"<w:t>{PICTURE_FROM}{piece.text}{PICTURE_TO}</w:t>"
        case "symbol":
            return f"<w:sym w:font={quoteattr(piece.font)} w:char={quoteattr(piece.text)}/>"
        case _:
            return f"<w:{piece.kind}Reference w:id={quoteattr(piece.text)}/>"


def word_file(*, body: str, footnotes: str, endnotes: str, links: list[str]) -> BytesIO:
    """The archive; `links` are the addresses by their number, from 1."""
    relations = "".join(
        f'<Relationship Id="link{number}" Type="{_R}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for number, address in enumerate(links, start=1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relations(f'<Relationship Id="main" Type="{_R}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:document {_OPEN}><w:body>{body}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_OPEN}>{footnotes}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {_OPEN}>{endnotes}</w:endnotes>",
        "word/numbering.xml": f"<w:numbering {_OPEN}>{_numbering()}</w:numbering>",
        **{f"word/_rels/{name}.xml.rels": _relations(relations) for name in ("document", "footnotes", "endnotes")},
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    out.seek(0)
    return out


def _relations(rows: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _numbering() -> str:
    kinds = {BULLETS: "bullet", NUMBERS: "decimal"}
    levels = {
        key: "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(LIST_DEPTH))
        for key, kind in kinds.items()
    }
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{key}">{levels[key]}</w:abstractNum>' for key in kinds)
    return abstract + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in kinds)
