"""What honest Word files hold arrives where it belongs (R039)."""

import io
import json
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from news.manuscripts.manuscript import Heading, Manuscript, Picture, Table, Text, from_json, to_json
from news.manuscripts.reading import read_manuscript
from tests.factories.word_files import (
    drawing,
    font,
    long_document,
    members,
    packed,
    paragraph,
    part,
    png,
    relation,
    run,
    table,
    word_file,
)


def read(data: bytes) -> Manuscript:
    return read_manuscript(file=io.BytesIO(data), name="bai.docx", reader=0)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def body(content: str, **more: Any) -> Manuscript:
    return read(word_file(body=content, **more))


def html(manuscript: Manuscript) -> str:
    return "".join(block.html for block in manuscript.blocks if isinstance(block, Text))


def counts(manuscript: Manuscript, kind: Any) -> dict[str, int]:
    return {finding.code: finding.count for finding in manuscript.report.of(kind)}


@pytest.fixture(scope="module")
def report_of_a_visit() -> Manuscript:
    """A text as an editor writes it: title, sa-pô, headings, lists, a table, a picture with its line."""
    document = docx.Document()
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Times New Roman", Pt(14)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("Sở Ngoại vụ tiếp đoàn công tác").bold = True
    document.add_paragraph().add_run("Sáng 14/3, lãnh đạo Sở tiếp đoàn.").bold = True
    text = document.add_paragraph("Hai bên ")
    text.add_run("trao đổi").italic = True
    text.add_run(" về ")
    text.add_run("hợp tác").bold = True
    text.add_run(".")
    document.add_heading("Nội dung", 1)
    document.add_paragraph("Kinh tế", style="List Bullet")
    document.add_paragraph("Văn hóa", style="List Bullet")
    document.add_heading("Kết quả", 2)
    document.add_paragraph("Ký biên bản", style="List Number")
    grid = document.add_table(3, 3)
    for place, word in enumerate(("STT", "Nội dung", "Ghi chú")):
        grid.cell(0, place).paragraphs[0].add_run(word).bold = True
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "1"
    grid.cell(1, 1).merge(grid.cell(1, 2)).text = "Chung"
    grid.cell(2, 1).text = "Riêng < chung"
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("Ảnh: Lễ ký kết")
    document.add_paragraph("Hết.")
    return read(saved(document))


@pytest.mark.requirement("R039")
def test_title_and_summary_are_the_bold_lines_at_the_top(report_of_a_visit: Manuscript) -> None:
    assert report_of_a_visit.title == "Sở Ngoại vụ tiếp đoàn công tác"
    assert report_of_a_visit.summary == "Sáng 14/3, lãnh đạo Sở tiếp đoàn."


def test_blocks_stand_in_the_order_of_the_text(report_of_a_visit: Manuscript) -> None:
    rows = (("STT", "Nội dung", "Ghi chú"), ("1", "Chung", ""), ("1", "Riêng < chung", ""))
    assert report_of_a_visit.blocks == (
        Text(html="<p>Hai bên <i>trao đổi</i> về <b>hợp tác</b>.</p>"),
        Heading(level=2, text="Nội dung"),
        Text(html="<ul><li>Kinh tế</li><li>Văn hóa</li></ul>"),
        Heading(level=3, text="Kết quả"),
        Text(html="<ol><li>Ký biên bản</li></ol>"),
        Table(rows=rows, has_header=True, caption=""),
        Picture(part="word/media/image1.png", alt="", caption="Ảnh: Lễ ký kết", is_decorative=False),
        Text(html="<p>Hết.</p>"),
    )


def test_report_counts_what_was_kept_and_changed(report_of_a_visit: Manuscript) -> None:
    assert counts(report_of_a_visit, "kept") == {
        "headings": 2, "paragraphs": 4, "lists": 2, "pictures": 1, "tables": 1, "captions": 1,
    }  # fmt: skip
    assert counts(report_of_a_visit, "changed") == {"merged_cells": 1}
    assert counts(report_of_a_visit, "dropped") == {}


def test_manuscript_survives_being_kept_as_plain_values(report_of_a_visit: Manuscript) -> None:
    assert from_json(json.loads(json.dumps(to_json(report_of_a_visit)))) == report_of_a_visit


def test_styles_title_and_subtitle_go_before_guesses() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("T", "Title"), ("S", "Subtitle"))
    )
    parts = {"word/styles.xml": part("styles", styles)}
    found = body(paragraph("CỘNG HÒA") + paragraph("Tên bài", style="T") + paragraph("Tóm tắt", style="S"), parts=parts)
    assert (found.title, found.summary) == ("Tên bài", "")
    found = body(paragraph("Tên bài", style="T") + paragraph("Tóm tắt", style="S") + paragraph("Bài"), parts=parts)
    assert (found.title, found.summary, html(found)) == ("Tên bài", "Tóm tắt", "<p>Bài</p>")


def test_title_on_two_centred_lines_is_one_title() -> None:
    line = '<w:jc w:val="center"/>'
    found = body(paragraph(run("TIN", "<w:b/>"), line) + paragraph(run("TỨC", "<w:b/>"), line) + paragraph("Bài"))
    assert (found.title, html(found)) == ("TIN TỨC", "<p>Bài</p>")


def test_text_without_a_title_has_none() -> None:
    assert body(paragraph("Một đoạn văn thường.")).title == ""


def test_lists_in_lists_keep_their_depth() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{f}"/></w:lvl>' for n, f in enumerate(("bullet", "decimal"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'

    def item(text: str, level: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="9"/></w:numPr>')

    content = item("một", 0) + item("hai", 1) + item("ba", 1) + item("bốn", 0)
    found = body(content, parts={"word/numbering.xml": part("numbering", numbering)})
    assert html(found) == "<ul><li>một<ol><li>hai</li><li>ba</li></ol></li><li>bốn</li></ul>"


def test_footnotes_and_endnotes_become_notes_in_the_order_of_the_text() -> None:
    first = f'<w:footnote w:id="1">{paragraph("Theo báo cáo")}</w:footnote>'
    line = f'<w:footnote w:type="separator" w:id="-1">{paragraph("gạch")}</w:footnote>'
    notes = {
        "word/footnotes.xml": part("footnotes", line + first),
        "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="1">{paragraph(run("Nguồn", "<w:b/>"))}</w:endnote>'),
    }  # fmt: skip
    text = run("Đầu") + '<w:r><w:endnoteReference w:id="1"/></w:r>' + '<w:r><w:footnoteReference w:id="1"/></w:r>'
    found = body(paragraph(text), parts=notes)
    assert found.notes == ("<b>Nguồn</b>", "Theo báo cáo")
    assert html(found) == "<p>Đầu<sup>[1]</sup><sup>[2]</sup></p>"
    assert counts(found, "kept")["notes"] == 2


def test_note_that_is_not_there_is_no_error() -> None:
    found = body(paragraph(run("Đầu") + '<w:r><w:footnoteReference w:id="7"/></w:r>'))
    assert (html(found), found.notes) == ("<p>Đầu</p>", ())


def test_pictures_keep_alternative_text_and_place() -> None:
    rows = [relation("a", "image", "media/a.png"), relation("b", "image", "media/b.png")]
    parts = {"word/media/a.png": png(), "word/media/b.png": png(shade="red")}
    content = paragraph(run("Trước ", "<w:b/>") + drawing("a", alt="Hai đoàn") + run(" sau", "<w:b/>")) + paragraph(
        drawing("b")
    )
    found = body(
        paragraph("Tên") + content + paragraph("Hình 2. Hội trường") + paragraph(drawing("a")), parts=parts, rows=rows
    )
    pictures = [block for block in found.blocks if isinstance(block, Picture)]
    assert [(p.part, p.alt, p.caption) for p in pictures] == [
        ("word/media/a.png", "Hai đoàn", ""),
        ("word/media/b.png", "", "Hình 2. Hội trường"),
        ("word/media/a.png", "", ""),
    ]
    assert found.parts == ("word/media/a.png", "word/media/b.png")
    assert [type(block) for block in found.blocks] == [Text, Picture, Text, Picture, Picture]
    assert found.blocks[2] == Text(html="<p><b> sau</b></p>")


def test_decorative_picture_is_marked() -> None:
    mark = '<x:decorative xmlns:x="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    found = body(
        paragraph("Tên") + paragraph(drawing("a", extra=mark)),
        parts={"word/media/a.png": png()},
        rows=[relation("a", "image", "media/a.png")],
    )
    assert [block.is_decorative for block in found.blocks if isinstance(block, Picture)] == [True]


def test_pictures_set_in_a_table_with_their_lines_become_pictures() -> None:
    rows = [relation("a", "image", "media/a.png"), relation("b", "image", "media/b.png")]
    parts = {"word/media/a.png": png(), "word/media/b.png": png(shade="red")}
    frame = table([paragraph(drawing("a")), paragraph(drawing("b"))], ["Ảnh: Một", "Ảnh: Hai"])
    found = body(paragraph("Bài") + frame, parts=parts, rows=rows)
    assert [b.caption for b in found.blocks if isinstance(b, Picture)] == ["Ảnh: Một", "Ảnh: Hai"]
    assert counts(found, "changed") == {"layout_table": 1}


def test_fields_of_links_and_links_keep_their_address() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "https://a.example/?x=1&amp;y=2" </w:instrText></w:r>'
    link = f'<w:hyperlink r:id="l">{run("Sở")}</w:hyperlink>'
    found = body(
        paragraph(char("begin") + code + char("separate") + run("đây") + char("end") + run(" và ") + link),
        rows=[relation("l", "hyperlink", "mailto:so@example.org", external=True)],
    )
    assert (
        html(found)
        == '<p><a href="https://a.example/?x=1&amp;y=2">đây</a> và <a href="mailto:so@example.org">Sở</a></p>'
    )


def test_table_of_contents_is_left_out() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = r"<w:r><w:instrText>TOC \o</w:instrText></w:r>"
    lines = paragraph(char("begin") + code + char("separate") + run("Mục 1 .... 3")) + paragraph(
        run("Mục 2 .... 5") + char("end")
    )
    found = body(lines + paragraph("Bài viết"))
    assert html(found) == "<p>Bài viết</p>"
    assert "contents" in counts(found, "dropped")


def test_insertions_are_kept_and_said() -> None:
    found = body(paragraph(run("Cũ ") + f"<w:ins>{run('mới')}</w:ins>"))
    assert html(found) == "<p>Cũ mới</p>"
    assert counts(found, "changed") == {"insertions": 1}


def test_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    found = body(paragraph("Một ", "<w:rPr><w:del/></w:rPr>") + paragraph("hai") + paragraph("ba"))
    assert html(found) == "<p>Một hai</p><p>ba</p>"


def test_text_is_composed() -> None:
    assert html(body(paragraph("Tie\u0302\u0301ng Vie\u0323\u0302t"))) == "<p>Tiếng Việt</p>"


def test_legacy_fonts_are_converted_run_by_run() -> None:
    content = paragraph(run("Céng hßa", font(".VnTime")) + run(" – ", font("Arial")) + run("®éc lËp", font(".VnTimeH")))
    found = body(content + paragraph(run("Vieät ", font("VNI-Times")) + run("Nam", font("VNI-Times") + "<w:b/>")))
    assert html(found) == "<p>Cộng hòa – ĐỘC LẬP</p><p>Việt <b>Nam</b></p>"
    (finding,) = [f for f in found.report.of("changed") if f.code == "legacy_font"]
    assert (finding.count, finding.places, finding.details) == (3, (1, 2), (".VnTime", ".VnTimeH", "VNI-Times"))


def test_mark_of_vni_in_the_next_run_joins_its_letter() -> None:
    found = body(paragraph(run("Vie", font("VNI-Times")) + run("ät", font("VNI-Times") + "<w:b/>")))
    assert html(found) == "<p>Việ<b>t</b></p>"


def test_soft_hyphen_of_word_is_a_letter_of_tcvn3() -> None:
    content = f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>Ng</w:t><w:softHyphen/><w:t>êi</w:t></w:r>"
    assert html(body(paragraph(content))) == "<p>Người</p>"


def test_unicode_text_in_an_old_font_is_left_alone() -> None:
    assert html(body(paragraph(run("Hà Nội", font(".VnTime"))))) == "<p>Hà Nội</p>"


def test_font_of_a_style_is_known() -> None:
    look = f'<w:name w:val="Normal"/><w:rPr>{font(".VnTime")}</w:rPr>'
    styles = f'<w:style w:type="paragraph" w:default="1" w:styleId="N">{look}</w:style>'
    assert html(body(paragraph("Céng"), parts={"word/styles.xml": part("styles", styles)})) == "<p>Cộng</p>"


@pytest.mark.requirement("R039")
@pytest.mark.parametrize(
    ("properties", "details"),
    [
        (font("Times New Roman", 12), ()), (font("Times New Roman", 14), ()), (font("times new roman", 13), ()),
        (font("Times New Roman", 11), ("Times New Roman 11",)), (font("Times New Roman", 16), ("Times New Roman 16",)),
        (font("Arial", 13), ("Arial 13",)), (font(".VnTime", 14), (".VnTime 14",)),
        ('<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="25"/>', ()),
    ],
)  # fmt: skip
def test_paragraphs_outside_times_new_roman_12_to_14_are_reported(properties: str, details: tuple[str, ...]) -> None:
    found = body(paragraph(run("Đoạn", font("Times New Roman", 13))) + paragraph(run("Đoạn hai", properties)))
    findings = found.report.of("font")
    assert tuple(detail for finding in findings for detail in finding.details) == details
    assert [finding.places for finding in findings] == ([(2,)] if details else [])


def test_font_of_the_theme_is_known() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Cambria"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    properties = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="26"/>'
    found = body(paragraph(run("Đoạn", properties)), parts={"word/theme/theme1.xml": theme})
    assert [finding.details for finding in found.report.of("font")] == [("Cambria 13",)]


def test_too_many_columns_become_lines_of_text() -> None:
    found = body(table([f"c{n}" for n in range(31)], [f"d{n}" for n in range(31)]))
    assert not any(isinstance(block, Table) for block in found.blocks)
    assert "c0 | c1" in html(found)
    assert counts(found, "changed") == {"table_as_text": 1}


def test_caption_above_a_table_belongs_to_it() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
    found = body(
        paragraph("Bài") + paragraph("Bảng 1: Kết quả", style="C") + table(["a", "b"], ["c", "d"]),
        parts={"word/styles.xml": part("styles", styles)},
    )
    assert [b.caption for b in found.blocks if isinstance(b, Table)] == ["Bảng 1: Kết quả"]


def test_strict_documents_of_word_are_read() -> None:
    data = word_file(body=paragraph("Nghiêm ngặt"))
    strict = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
    changed = {}
    for name, value in members(body=paragraph("Nghiêm ngặt")).items():
        raw = value.encode() if isinstance(value, str) else value
        for old, new in strict.items():
            raw = raw.replace(old, new)
        changed[name] = raw
    assert html(read(packed(changed))) == html(read(data)) == "<p>Nghiêm ngặt</p>"


def test_ten_pages_with_five_pictures_are_read() -> None:
    found = read(long_document(10, 5))
    assert (len(found.parts), counts(found, "kept")["headings"]) == (5, 10)


@pytest.mark.slow
def test_hundred_pages_with_sixty_pictures_are_read() -> None:
    found = read(long_document(120, 60))
    assert len(found.parts) == 60
    assert counts(found, "kept")["headings"] == 120
    assert counts(found, "kept")["captions"] == 60
