"""Small files with words in them: a Word file with a header, a PDF whose letters are Vietnamese."""

import zipfile
from io import BytesIO

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def a_word_file(*paragraphs: str, header: str = "", deleted: str = "") -> bytes:
    """A .docx: paragraphs in runs of three letters, as Word likes to cut them."""

    def runs(text: str) -> str:
        return "".join(f"<w:r><w:t>{text[at : at + 3]}</w:t></w:r>" for at in range(0, len(text), 3))

    body = "".join(f"<w:p>{runs(text)}</w:p>" for text in paragraphs)
    body += f"<w:p><w:del><w:r><w:delText>{deleted}</w:delText></w:r></w:del></w:p>" if deleted else ""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        if header:
            package.writestr("word/header1.xml", f"<w:hdr {_W}><w:p>{runs(header)}</w:p></w:hdr>")
    return file.getvalue()


def a_pdf(*pages: str) -> bytes:
    """A PDF with a page for each text, its letters numbered by a table as programs of offices do."""
    letters = sorted({letter for text in pages for letter in text})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    table = "".join(f"<{code:02X}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        f"endcodespacerange {len(codes)} beginbfchar\n{table}endbfchar endcmap end end"
    )
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R>>")
    objects.append(f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream")
    kids = []
    for text in pages:
        shown = "".join(f"{codes[letter]:02X}" for letter in text)
        content = f"BT /F1 12 Tf 72 720 Td <{shown}> Tj ET"
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    file, places = BytesIO(b""), []
    file.write(b"%PDF-1.4\n")
    for number, written in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(f"{number} 0 obj\n{written}\nendobj\n".encode("latin-1"))
    start = file.tell()
    table_of_places = "".join(f"{place:010d} 00000 n \n" for place in places)
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table_of_places}".encode())
    file.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())
    return file.getvalue()
