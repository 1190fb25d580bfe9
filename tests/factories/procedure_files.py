"""Import files of every kind, honest and hostile, built in memory.

Usage:
    as_json([a_record(id="x")])            # BytesIO
    as_csv([["id", "name"], ["x", "Tên"]])
    as_xlsx([["id", "name"], ["x", "Tên"]])
"""

import csv
import io
import json
import zipfile
import zlib
from typing import Any

import openpyxl


def a_record(**changes: Any) -> dict[str, Any]:
    """A bare record, as official lists give it."""
    return {"id": "thu-tuc-thu", "name": "Thủ tục thử nghiệm", **changes}


def full_record(**changes: Any) -> dict[str, Any]:
    """A record that says every part of NĐ 63/2010 Đ8.2; another id has another national code."""
    values = {
        "id": "cap-giay-thu",
        "code": "1.009999",
        "name": "Cấp giấy xác nhận thử",
        "description": "Xác nhận thử cho công dân.",
        "field": "Hộ tịch",
        "level": "Xã",
        "agency": "UBND cấp xã",
        "audiences": ["Công dân Việt Nam"],
        "aliases": ["giấy thử"],
        "steps": [{"text": "Nộp hồ sơ.", "actor": "Công dân"}, {"text": "Nhận kết quả."}],
        "submissions": [
            {
                "channel": "direct",
                "time_value": 3,
                "time_unit": "working_day",
                "fees": [{"kind": "charge", "amount_vnd": 8000}],
            }
        ],
        "dossier": [{"title": "", "items": [{"name": "Tờ khai", "originals": 1, "copies": 0}]}],
        "results": [{"name": "Giấy xác nhận"}],
        "legal_basis": ["60/2014/QH13"],
        "online_level": "full",
        "verified_on": "2026-03-01",
    }
    if changes.get("id", "a") not in (values["id"], "a"):  # a code is the identity of one procedure
        values["code"] = f"1.1{zlib.crc32(changes['id'].encode()) % 100_000:05}"
    return {**values, **changes}


def as_json(records: Any, *, bare: bool = False) -> io.BytesIO:
    """A JSON file; `bare`: the list alone."""
    content = records if bare else {"procedures": records}
    return io.BytesIO(json.dumps(content, ensure_ascii=False).encode())


def as_csv(rows: list[list[Any]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> io.BytesIO:
    """A CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def as_xlsx(rows: list[list[Any]], *, before: list[list[list[Any]]] | None = None) -> io.BytesIO:
    """A workbook with one sheet of rows, after the sheets of `before`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet_rows in [*(before or []), rows]:
        sheet = book.create_sheet()
        for row in sheet_rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def repacked(file: io.BytesIO, **parts: bytes) -> io.BytesIO:
    """The archive with parts replaced or added; `xl__x.xml` stands for "xl/x.xml"."""
    given = {name.replace("__", "/"): data for name, data in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename not in given:
                target.writestr(entry, source.read(entry.filename))
        for name, data in given.items():
            target.writestr(name, data)
    made.seek(0)
    return made
