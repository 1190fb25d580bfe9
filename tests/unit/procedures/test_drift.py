"""The public catalogue against a newer file: fingerprints, fields that differ, and on which side they changed."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cms.pages.actions import publish_latest
from procedures import measures
from procedures.drift import Drift, Origin, compared, drift, fingerprint
from procedures.importing.judging import judge_all
from procedures.importing.reading import read_records
from procedures.models import Agency, ProcedurePage
from procedures.report_rows import rows_of_drift
from tests.factories.procedure_files import as_json, full_record
from tests.factories.procedure_imports import AT, Room, a_room

CATALOGUE = Path(settings.BASE_DIR) / "cms/demo/content/procedures/procedures.json"


@pytest.fixture
def room(db: None) -> Room:
    return a_room()


def drifted(room: Room, records: list[dict[str, Any]]) -> Drift:
    return measures.drift_of(room.site.subsite, judge_all(read_records(as_json(records)).records))


def test_drift_names_what_differs_on_which_side_it_changed_and_what_only_one_side_has() -> None:
    here = {
        "same": {"title": "A", "steps": ["x"]},
        "b": {"title": "B", "steps": ["x"], "conditions": "của ta", "field": "Hộ tịch", "notes": "không so"},
        "old": {"title": "Cũ", "code": "1.1"},
    }
    there = {
        "same": {"title": "A"},
        "b": {"title": "B mới", "steps": ["y"], "conditions": "của họ", "field": "Đất đai"},
        "new": {"title": "Mới"},
    }
    imported = {"b": {"title": "B", "steps": ["y"], "conditions": "cũ"}}
    found = drift(here, there, imported=imported)
    assert [(line.key, dict(line.fields)) for line in found.different] == [
        ("b", {"conditions": Origin.BOTH, "field": Origin.UNKNOWN, "steps": Origin.HERE, "title": Origin.THERE}),
    ]
    assert [line.key for line in found.only_there] == ["new"]
    assert [(line.key, line.code, line.name) for line in found.only_here] == [("old", "1.1", "Cũ")]
    assert found.same == 1


def test_a_fingerprint_is_of_what_is_said_and_of_nothing_else() -> None:
    facts = {"title": "Cấp giấy", "levels": ["commune"], "verified_on": datetime.date(2026, 3, 1)}
    assert fingerprint(facts) == fingerprint(dict(reversed(facts.items())))
    assert len(fingerprint(facts)) == 64
    assert fingerprint(facts) != fingerprint({**facts, "title": "Cấp giấy."})
    mine, theirs = compared({**facts, "conditions": "chỉ có ở đây"}, facts)
    assert mine == theirs  # over what the record says


def test_drift_compares_what_is_public_and_writes_nothing(room: Room) -> None:
    room.approve(
        room.imported([full_record(id="a"), full_record(id="b", code="1.000002"), full_record(id="c", code="1.000003")])
    )
    newer = [
        full_record(id="a"),
        full_record(id="b", code="1.000002", field="Lĩnh vực mới", agency="Cơ quan mới"),
        full_record(id="d", code="1.4"),
    ]
    revisions = list(ProcedurePage.objects.values_list("latest_revision_id", flat=True))
    found = drifted(room, newer)
    assert [(line.key, dict(line.fields)) for line in found.different] == [
        ("b", {"agency": Origin.THERE, "field": Origin.THERE})
    ]
    assert ([line.key for line in found.only_there], [line.key for line in found.only_here]) == (["d"], ["c"])
    assert found.same == 1
    assert list(ProcedurePage.objects.values_list("latest_revision_id", flat=True)) == revisions
    assert not Agency.objects.filter(label_vi="Cơ quan mới").exists()


def test_drift_tells_what_was_changed_here_from_what_is_new_in_the_record(room: Room) -> None:
    room.approve(room.imported([full_record(id="a")]))
    page = room.page("a")
    page.conditions, page.kind = "Sửa tại chỗ", "Sửa tại chỗ"
    publish_latest(page=page.save_revision().as_object(), by=None, at=AT)
    newer = full_record(id="a", name="Tên mới trong tệp", conditions="Khác cả hai", kind="")
    found = drifted(room, [newer])
    assert [dict(line.fields) for line in found.lines] == [
        {"conditions": Origin.UNKNOWN, "kind": Origin.UNKNOWN, "title": Origin.THERE}
    ]
    room.approve(room.imported([full_record(id="a", conditions="Đã nhập")]))
    page = room.page("a")
    page.conditions = "Sửa tại chỗ"
    publish_latest(page=page.save_revision().as_object(), by=None, at=AT)
    assert [dict(line.fields) for line in drifted(room, [full_record(id="a", conditions="Đã nhập")]).lines] == [
        {"conditions": Origin.HERE}
    ]
    assert [dict(line.fields) for line in drifted(room, [full_record(id="a", conditions="Khác")]).lines] == [
        {"conditions": Origin.BOTH}
    ]


def test_an_imported_procedure_does_not_drift_from_its_own_file(room: Room) -> None:
    """Every part of a full record reads back as it was written: the fingerprints of both sides are the same."""
    content = [full_record(id="a"), *json.loads(CATALOGUE.read_text())["procedures"][:12]]
    room.approve(room.imported(content))
    found = drifted(room, content)
    assert (found.lines, found.same) == ((), 13)


def test_the_report_of_drift_is_a_table_of_fields_with_fingerprints(room: Room) -> None:
    room.approve(room.imported([full_record(id="a"), full_record(id="b", code="1.000002")]))
    found = drifted(room, [full_record(id="a", conditions="Mới")])
    rows = rows_of_drift(found)
    assert [row[:2] for row in rows] == [("a", "1.009999"), ("b", "1.000002")]
    assert [len(value) for value in rows[0][-2:]] == [64, 64]
    assert rows[0][-2] != rows[0][-1]
    assert rows[1][-1] == ""
    prints = measures.fingerprints_of(room.site.subsite)
    assert prints["b"] == rows[1][-2]


def test_a_record_that_cannot_be_read_is_named_and_its_procedure_not_called_missing(room: Room) -> None:
    room.approve(room.imported([full_record(id="a", name="Thủ tục A"), full_record(id="b", name="Thủ tục B")]))
    found = drifted(room, [full_record(id="a", name="Thủ tục A"), {"id": "b", "status": "?"}, {"name": "Không khóa"}])
    assert (found.same, found.lines, found.unread) == (1, (), ("b", "3"))
    assert [row[:4] for row in rows_of_drift(found)] == [
        ("b", "", "", "không đọc được trong tệp"),
        ("3", "", "", "không đọc được trong tệp"),
    ]
