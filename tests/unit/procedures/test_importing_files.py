"""Files of records: three kinds told by their content, and what is refused before it costs anything."""

import io
import json
import zipfile

import openpyxl
import pytest

from procedures.importing import limits
from procedures.importing.errors import RefusedImport
from procedures.importing.judging import judge_all
from procedures.importing.layout import COMPARED
from procedures.importing.reading import read_records
from tests.factories.procedure_files import a_record, as_csv, as_json, as_xlsx, repacked

TABLE = [["Mã bản ghi", "Mã thủ tục", "Tên thủ tục", "Lĩnh vực"], ["a-1", "1.001193", "Đăng ký khai sinh", "Hộ tịch"]]


def refusal_of(file: io.BytesIO) -> str:
    with pytest.raises(RefusedImport) as caught:
        read_records(file)
    assert str(caught.value)  # in words, with every place filled
    return caught.value.code


@pytest.mark.parametrize(
    "file",
    [
        as_json([a_record()]),
        as_json([a_record()], bare=True),
        as_csv([["id", "name"], ["thu-tuc-thu", "Thủ tục thử nghiệm"]]),
        as_csv([["id", "name"], ["thu-tuc-thu", "Thủ tục thử nghiệm"]], delimiter=";"),
        as_csv([["id", "name"], ["thu-tuc-thu", "Thủ tục thử nghiệm"]], delimiter="\t", encoding="utf-16"),
        as_xlsx([["id", "name"], ["thu-tuc-thu", "Thủ tục thử nghiệm"]]),
    ],
    ids=["json", "list", "csv", "semicolon", "utf-16 tab", "xlsx"],
)
def test_every_kind_of_file_says_the_same(file: io.BytesIO) -> None:
    judged = judge_all(read_records(file).records)
    assert [(one.key, one.name) for one in judged] == [("thu-tuc-thu", "Thủ tục thử nghiệm")]
    assert judged[0].record is not None
    assert judged[0].record.given() == {"name": "Thủ tục thử nghiệm"}


@pytest.mark.parametrize("make", [as_csv, as_xlsx], ids=["csv", "xlsx"])
def test_vietnamese_headings_below_a_title_name_the_columns(make: object) -> None:
    rows = [["DANH MỤC THỦ TỤC HÀNH CHÍNH"], [], *TABLE]
    judged = judge_all(read_records(make(rows)).records)  # type: ignore[operator]
    record = judged[0].record
    assert record is not None
    assert (record.id, record.code, record.field) == ("a-1", "1.001193", "Hộ tịch")
    assert judged[0].place == 4  # the row a person sees


def test_a_code_that_a_sheet_took_for_a_number_gets_its_zeros_back() -> None:
    file = as_xlsx([["id", "name", "code"], ["x", "Tên", 2.00262], ["y", "Tên khác", "1.00012"]])
    records = [one.record for one in judge_all(read_records(file).records)]
    assert [record.code for record in records if record] == ["2.002620", "1.00012"]


def test_the_first_sheet_with_headings_is_read() -> None:
    file = as_xlsx(TABLE, before=[[["Ghi chú chung"], ["Không phải bảng"]]])
    assert len(read_records(file).records) == 1


def test_a_formula_refuses_its_record_and_no_other() -> None:
    book = openpyxl.Workbook()
    for row in [["id", "name"], ["a", '=HYPERLINK("http://x")'], ["b", "Tên"]]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    judged = judge_all(read_records(file).records)
    assert [one.record is None for one in judged] == [True, False]
    assert [found.code for found in judged[0].errors] == ["formula"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"%PDF-1.7 id,name", "unknown_kind"),
        (b"<html><body>id,name", "unknown_kind"),
        (b"MZ\x90\x00id,name", "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_excel"),
        ("id,name\nx,Tên".encode()[:-1] + b"\xff", "encoding"),
        (b"id,name\nx,a\x00b", "encoding"),
        (b'{"procedures": [', "json_broken"),
        (b'{"procedures": {}}', "json_shape"),
        (b'{"other": []}', "json_shape"),
        (b'[{"id": NaN}]', "json_broken"),
        (b'[{"id": "a", "description": 1e999}]', "json_broken"),
        (b"[" * 5_000 + b"]" * 5_000, "json_deep"),
        (b'[{"popularity": ' + b"9" * 5_000 + b"}]", "json_broken"),
        (b"[]", "no_records"),
        (b"id,name\n", "no_records"),
        ("Tiêu đề\nmột,hai\n".encode(), "no_header"),
        (b"id,name,ten\nx,y,z", "twice_heading"),
        (b'id,name\nx,"a"b', "csv_broken"),
        (b"id,name" + b",x" * 100 + b"\nx,y", "too_many_columns"),
    ],
)
def test_what_is_no_file_of_records_is_refused_in_words(content: bytes, code: str) -> None:
    assert refusal_of(io.BytesIO(content)) == code


def test_a_file_above_the_limit_is_not_parsed() -> None:
    assert refusal_of(io.BytesIO(b" " * (limits.MAX_BYTES + 1))) == "too_large"


def test_too_many_records_are_refused() -> None:
    content = json.dumps([{"id": "x"}] * (limits.MAX_RECORDS + 1)).encode()
    assert refusal_of(io.BytesIO(content)) == "too_many_records"


def test_one_text_named_by_every_cell_is_no_catalogue() -> None:
    """A sheet stores it once; each of the cells would be taken apart."""
    texts = ["id", "name", "aliases", "Tên", "x" * 30_000, *(f"a-{n}" for n in range(600))]
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    rows = [(0, 1, 2), *((5 + n, 3, 4) for n in range(600))]
    cells = "".join("<row>" + "".join(f'<c t="s"><v>{one}</v></c>' for one in row) + "</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    plain = as_xlsx([["id", "name"]])
    with zipfile.ZipFile(plain) as archive:
        types = archive.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts = {
        "[Content_Types].xml": types.replace("</Types>", listed).encode(),
        "xl__sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>'.encode(),
        "xl__worksheets__sheet1.xml": SHEET.format(cells).encode(),
    }
    shared = repacked(plain, **parts)
    with pytest.raises(RefusedImport) as caught:
        read_records(shared, COMPARED)
    assert caught.value.code == "says_too_much"


def test_many_small_values_are_much_to_judge() -> None:
    content = json.dumps([{"id": f"a-{n}", "name": "Tên", "aliases": ["x"] * 300} for n in range(700)]).encode()
    assert len(content) < limits.COMPARED_BYTES
    with pytest.raises(RefusedImport) as caught:
        read_records(io.BytesIO(content), COMPARED)
    assert caught.value.code == "says_too_much"
    assert len(read_records(io.BytesIO(content)).records) == 700  # an import is read by few people


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl__bomb.xml": b"<a>" + b"x" * 30_000_000 + b"</a>"}, "bomb"),
        ({"xl__air.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}, "bomb"),
        ({"xl__deep.xml": b"<a>" * 100 + b"</a>" * 100}, "bomb"),
        ({"xl__sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "entities"),
        ({"xl__vbaProject.bin": b"code"}, "active_content"),
        ({"xl__activeX__activeX1.xml": b"<a/>"}, "active_content"),
        ({"..__x.xml": b"<a/>"}, "unsafe_names"),
        ({"xl__workbook.xml": b"<broken"}, "broken"),
        ({"xl__workbook.xml": b"<workbook/>"}, "no_header"),
        ({"xl__worksheets__sheet1.xml": SHEET.format("<row><c t='zz'/></row>").encode()}, "no_header"),
    ],
    ids=["bomb", "air", "deep", "entities", "macro", "activex", "path", "xml", "workbook", "cell"],
)
def test_a_hostile_workbook_is_refused_before_it_is_read(parts: dict[str, bytes], code: str) -> None:
    assert refusal_of(repacked(as_xlsx(TABLE), **parts)) == code


def test_other_archives_are_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal_of(io.BytesIO(file.getvalue())) == "unknown_kind"
    assert refusal_of(io.BytesIO(file.getvalue()[:-10])) == "broken"


def test_a_sheet_that_claims_another_size_is_read_as_it_is() -> None:
    file = as_xlsx(TABLE)
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"')
    assert len(read_records(repacked(file, **{"xl__worksheets__sheet1.xml": sheet})).records) == 1
