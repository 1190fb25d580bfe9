"""The quirks of real records (DOMAIN B4): what they become, what is said of it, and what refuses a record."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from procedures.batch_report import called_by, line_of, remarks, why_refused
from procedures.importing.judging import JudgedRecord, judge, judge_all
from procedures.importing.problems import Weight
from procedures.importing.reading import RawRecord
from procedures.importing.times import time_limit
from procedures.models import BatchItem
from procedures.record import ABSENT, DossierItem, Fee, LegalBasis, PublicationDecision, Step
from tests.factories.procedure_files import a_record, full_record


def judged(**values: Any) -> JudgedRecord:
    return judge(RawRecord(place=1, values=a_record(**values)))


def codes(one: JudgedRecord, weight: Weight | None = None) -> list[str]:
    return [found.code for found in one.problems if weight is None or found.weight is weight]


def said(**values: Any) -> Any:
    """What a record says of its one field beside id and name."""
    found = judged(**values)
    assert found.record is not None, [problem.message for problem in found.errors]
    (name,) = found.record.given().keys() - {"name"}
    return getattr(found.record, name)


def items(rows: list[Any]) -> tuple[DossierItem, ...]:
    found: tuple[DossierItem, ...] = said(dossier=rows)[0].items
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "kept"),
    [
        ("02 Giờ", 2, "hour", ""),
        ("0.5 Giờ", "0.5", "hour", ""),
        ("0,5 giờ", "0.5", "hour", ""),
        ("15 Ngày làm việc", 15, "working_day", ""),
        ("Không quá 05 ngày làm việc.", 5, "working_day", ""),
        ("30 ngày", 30, "day", ""),
        ("1 tháng", 1, "month", ""),
        ("30 phút", "0.5", "hour", "30 phút"),
        ("Chậm nhất là ngay trước khi tàu rời cảng", None, "", "Chậm nhất là ngay trước khi tàu rời cảng"),
        ("5-7 ngày", None, "", "5-7 ngày"),
        ("ngay", None, "", "ngay"),
        ("99999 ngày", None, "", "99999 ngày"),
        ("Trong thời hạn không quá 03 ngày làm việc", 3, "working_day", ""),
        # Took hours to be refused once: each repetition doubled the ways to read the words before.
        ("trong thời hạn " * 60 + "x", None, "", ("trong thời hạn " * 60 + "x")),
        ("trong vòng " * 60 + "5", None, "", ("trong vòng " * 60 + "5")),
    ],
)
def test_a_time_limit_is_a_number_or_its_words(text: str, value: Any, unit: str, kept: str) -> None:
    found = time_limit(text)
    assert (found.value, found.unit, found.text) == (Decimal(str(value)) if value else None, unit, kept)


def test_a_submission_keeps_value_unit_and_words() -> None:
    rows = [
        {"channel": "Trực tiếp", "time_value": "02", "time_unit": "Giờ", "time_text": "kể từ khi nhận hồ sơ"},
        {"channel": "Nộp trực tuyến", "time_value": 0.5, "time_unit": "giờ"},
        {"channel": "Dịch vụ bưu chính", "time_text": "Ngay trước khi tàu rời cảng"},
    ]
    direct, online, post = said(submissions=rows)
    assert (direct.channel, direct.time_value, direct.time_unit, direct.time_text) == (
        "direct", Decimal(2), "hour", "kể từ khi nhận hồ sơ",
    )  # fmt: skip
    assert (online.channel, online.time_value, online.time_unit) == ("online", Decimal("0.5"), "hour")
    assert (post.channel, post.time_value, post.time_text) == ("post", None, "Ngay trước khi tàu rời cảng")


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ("Lệ phí: 50.000 đồng", Fee(kind="charge", amount_vnd=50_000)),
        ("Phí 1,200,000 VNĐ (một lần)", Fee(kind="fee", amount_vnd=1_200_000, note="một lần")),
        ("Miễn phí", Fee(kind="fee", amount_vnd=0)),
        ("Theo nghị quyết của HĐND tỉnh", Fee(amount_vnd=None, note="Theo nghị quyết của HĐND tỉnh")),
        ([{"kind": "lệ phí", "amount_vnd": "8.000"}], Fee(kind="charge", amount_vnd=8000)),
        (25_000, Fee(kind="fee", amount_vnd=25_000)),
    ],
)
def test_fees_are_whole_dong_or_words(fees: Any, expected: Fee) -> None:
    assert said(submissions=[{"channel": "direct", "fees": fees}])[0].fees == (expected,)


def test_headings_and_notes_among_papers_keep_no_numbers() -> None:
    rows = [
        {"name": "I. Giấy tờ phải nộp:", "originals": "0", "copies": 0},
        {"name": "Tờ khai", "originals": "Bản chính: 1", "copies": "0"},
        {"name": "Lưu ý: giấy tờ do nước ngoài cấp phải hợp pháp hóa", "originals": 0, "copies": 0},
    ]
    assert items(rows) == (
        DossierItem(name="I. Giấy tờ phải nộp:", type="heading"),
        DossierItem(name="Tờ khai", originals=1, copies=0),
        DossierItem(name="giấy tờ do nước ngoài cấp phải hợp pháp hóa", type="note"),
    )


def test_zero_originals_and_zero_copies_of_a_paper_say_nothing_about_the_number() -> None:
    found = judged(dossier=[{"name": "Hộ chiếu", "originals": 0, "copies": 0}])
    assert found.record is not None
    assert found.record.dossier is not ABSENT
    assert found.record.dossier[0].items == (DossierItem(name="Hộ chiếu"),)
    assert codes(found) == ["no_quantity"]
    assert items([{"name": "Hộ chiếu", "originals": 0, "copies": 1}]) == (
        DossierItem(name="Hộ chiếu", originals=0, copies=1),
    )


@pytest.mark.parametrize("form", ["Mẫu số 01.docx", "TK01-ban-hanh.pdf", "Tờ khai theo mẫu TP/HT-2018-TKĐKKH"])
def test_a_form_in_the_column_of_numbers_becomes_the_form(form: str) -> None:
    found = judged(dossier=[{"name": "Tờ khai", "originals": form, "copies": "2"}])
    assert found.record is not None
    assert found.record.dossier is not ABSENT
    assert found.record.dossier[0].items == (DossierItem(name="Tờ khai", copies=2, form_code=form),)
    assert codes(found) == ["misplaced_form"]


def test_empty_steps_and_papers_are_left_out_and_counted() -> None:
    found = judged(steps=["Nộp hồ sơ", "", {"text": "Không có thông tin"}, {"text": "Nhận kết quả", "actor": " "}])
    assert found.record is not None
    assert found.record.steps == (Step(text="Nộp hồ sơ"), Step(text="Nhận kết quả"))
    assert [problem.message for problem in found.problems if problem.code == "empty_items"] != []


@pytest.mark.parametrize("nothing", ["Không có thông tin", "KHÔNG CÓ THÔNG TIN.", "Đang cập nhật", "-", "N/A"])
@pytest.mark.parametrize("field", ["conditions", "description", "agency", "aliases", "steps", "online_level"])
def test_no_information_is_said_as_nothing_and_empties_no_field(field: str, nothing: str) -> None:
    found = judged(**{field: nothing})
    assert found.record is not None
    assert found.record.given() == {"name": "Thủ tục thử nghiệm"}


def test_absent_null_and_empty_cell_say_nothing_but_an_empty_list_empties() -> None:
    assert judged(aliases=None).record == judged().record
    found = judged(aliases=[], conditions="")
    assert found.record is not None
    assert (found.record.aliases, found.record.conditions) == ((), "")


@pytest.mark.parametrize("field", ["verified_on", "status_on", "dossier_sets"])
def test_an_empty_text_takes_a_day_or_a_number_away(field: str) -> None:
    assert said(**{field: ""}) is None
    assert judged(**{field: "Không có thông tin"}).record == judged().record  # says nothing


def test_a_bare_record_says_only_its_name() -> None:
    found = judged().record
    assert found is not None
    assert found.given() == {"name": "Thủ tục thử nghiệm"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [("toàn trình", "full"), ("Một phần", "partial"), ("full", "full"), ("Mức độ 4", "full"), (3, "partial"),
     ("DVC mức 2", "none")],
)  # fmt: skip
def test_old_online_levels_are_aliases_that_a_person_has_to_check(level: Any, expected: str) -> None:
    found = judged(online_level=level)
    assert found.record is not None
    assert found.record.online_level == expected
    is_old = any(char.isdigit() for char in str(level))
    assert codes(found, Weight.CHECK) == (["old_level"] if is_old else [])


def test_the_words_of_other_portals_become_keys() -> None:
    assert said(level="Cơ quan đại diện, Bộ") == ("mission", "ministry")
    assert said(audiences="Công dân Việt Nam; Người nước ngoài") == ("citizen", "foreigner")
    assert said(status="Còn hiệu lực") == "current"
    assert said(life_events=["marriage", "birth"]) == ("marriage", "birth")


def test_dates_legal_basis_and_decisions_are_read_from_text_and_from_objects() -> None:
    assert said(verified_on="20/11/2026") == datetime.date(2026, 11, 20)
    assert said(legal_basis="06/2020/QĐ-TTg; 60/2014/QH13") == (
        LegalBasis(number="06/2020/QĐ-TTg"), LegalBasis(number="60/2014/QH13"),
    )  # fmt: skip
    assert said(decision_number="12/QĐ-UBND") == (PublicationDecision(number="12/QĐ-UBND"),)
    rows = [{"number": "60/2014/QH13", "issued_on": "2014-11-20", "url": "https://vbpl.vn/x"}]
    assert said(legal_basis=rows)[0].issued_on == datetime.date(2014, 11, 20)


def test_decomposed_and_invisible_characters_are_composed_and_dropped() -> None:
    found = judged(name="Cấp\u200b hộ\u00a0chiếu\u202e", aliases=["hộ chiếu", "hộ chiếu"])
    assert found.name == "Cấp hộ chiếu"
    assert found.record is not None
    assert found.record.aliases == ("hộ chiếu",)


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"id": None}, "id", "no_id"),
        ({"id": "a b"}, "id", "bad_id"),
        ({"id": "../../x"}, "id", "bad_id"),
        ({"id": "x" * 81}, "id", "bad_id"),
        ({"id": True}, "id", "no_id"),
        ({"name": ""}, "name", "no_name"),
        ({"name": "Không có thông tin"}, "name", "no_name"),
        ({"name": "x" * 2_001}, "name", "too_long"),
        ({"name": ["x"]}, "name", "not_text"),
        ({"approved_by": "x"}, "approved_by", "unknown_field"),
        ({"live": True}, "live", "unknown_field"),
        ({"code": "; DROP TABLE"}, "code", "bad_code"),
        ({"code": "abc"}, "code", "bad_code"),
        ({"popularity": 6}, "popularity", "popularity"),
        ({"popularity": "nhiều"}, "popularity", "not_number"),
        ({"popularity": -1}, "popularity", "negative"),
        ({"level": "Hành tinh"}, "level", "unknown_choice"),
        ({"online_level": "gần như"}, "online_level", "unknown_choice"),
        ({"status": "?x"}, "status", "unknown_choice"),
        ({"life_events": ["wedding"]}, "life_events", "unknown_choice"),
        ({"dvcqg_url": "javascript:alert(1)"}, "dvcqg_url", "not_address"),
        ({"dvcqg_url": "https://user:pw@dichvucong.gov.vn"}, "dvcqg_url", "not_address"),
        ({"dvcqg_url": "https://[::1"}, "dvcqg_url", "not_address"),
        ({"verified_on": "31/02/2026"}, "verified_on", "not_date"),
        ({"is_sample": "có lẽ"}, "is_sample", "not_boolean"),
        ({"steps": {"text": "x"}}, "steps", "not_list"),
        ({"steps": [{"text": "x", "html": "y"}]}, "steps", "unknown_field"),
        ({"steps": [["x"]]}, "steps", "not_a_record"),
        ({"steps": ["x"] * 301}, "steps", "too_many"),
        ({"submissions": [{"channel": "bồ câu"}]}, "submissions", "unknown_choice"),
        ({"submissions": [{"channel": "direct", "fees": [{"amount_vnd": -5}]}]}, "submissions", "negative"),
        ({"submissions": [{"channel": "direct", "fees": [{"amount_vnd": 10**30}]}]}, "submissions", "too_much"),
        ({"submissions": [{"channel": "direct", "fees": "9" * 30 + " đồng"}]}, "submissions", "too_much"),
        ({"submissions": [{"channel": "direct", "fees": [{"amount_vnd": 1.5}]}]}, "submissions", "not_number"),
        ({"dossier": "[{\"name\": }]"}, "dossier", "not_list"),
        ({"dossier": [{"name": "x", "originals": "nhiều"}]}, "dossier", "not_number"),
        ({"dossier": [{"title": "a", "items": "x"}]}, "dossier", "not_list"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_refuses_the_record_at_its_field(values: dict[str, Any], field: str, code: str) -> None:
    found = judged(**values)
    assert found.record is None
    assert (field, code) in [(problem.field, problem.code) for problem in found.errors]
    assert all(problem.message for problem in found.problems)


@pytest.mark.parametrize("record", [None, 5, "x", [], True])
def test_what_is_no_object_is_no_record(record: Any) -> None:
    found = judge(RawRecord(place=1, values=record))
    assert (found.record, [problem.code for problem in found.errors]) == (None, ["not_a_record"])


def test_a_list_that_knows_only_codes_makes_keys_of_them() -> None:
    found = judge(RawRecord(place=2, values={"code": "1.001193", "name": "Đăng ký khai sinh"}))
    assert found.record is not None
    assert (found.key, found.record.code) == ("1-001193", "1.001193")


def test_the_second_record_with_a_key_is_refused_and_names_the_first() -> None:
    rows = [RawRecord(place=place, values=a_record()) for place in (3, 7)]
    first, second = judge_all(rows)
    assert first.record is not None
    assert second.record is None
    assert "3" in second.errors[0].message


def test_cells_hold_parts_as_lines_with_bars() -> None:
    found = judged(
        steps="Nộp hồ sơ | Công dân\nTrả kết quả",
        submissions="Trực tiếp | 3 ngày làm việc | Lệ phí: 8.000 đồng | Tại bộ phận một cửa\nTrực tuyến | 2 ngày",
        dossier="# Trường hợp 1\nTờ khai | 1 | 0 | Mẫu 01\nLưu ý: không cần chứng thực\n# Trường hợp 2\nHộ chiếu | | 1",
        results="Giấy xác nhận",
        contacts="Bộ phận một cửa | 01 Trần Phú | 0297 000 000 | 7:30–16:30",
    )
    record = found.record
    assert record is not None
    assert record.submissions is not ABSENT
    assert record.dossier is not ABSENT
    assert record.steps == (Step(text="Nộp hồ sơ", actor="Công dân"), Step(text="Trả kết quả"))
    assert [one.fees for one in record.submissions] == [(Fee(kind="charge", amount_vnd=8000),), ()]
    assert [case.title for case in record.dossier] == ["Trường hợp 1", "Trường hợp 2"]
    assert record.dossier[1].items == (DossierItem(name="Hộ chiếu", copies=1),)
    assert record.contacts is not ABSENT
    assert record.contacts[0].phone == "0297 000 000"


def test_flat_columns_of_time_and_fees_are_those_of_applying_in_person() -> None:
    (one,) = said(time_limit="5 ngày làm việc", fees="Không thu")
    assert (one.channel, one.time_value, one.time_unit, one.fees) == (
        "direct", Decimal(5), "working_day", (Fee(amount_vnd=0),),
    )  # fmt: skip


def test_a_full_record_says_everything_without_a_remark() -> None:
    found = judge(RawRecord(place=1, values=full_record()))
    assert found.problems == ()
    assert found.record is not None
    assert len(found.record.given()) == len(full_record()) - 1


def test_remarks_call_fields_as_the_form_does() -> None:
    found = judged(steps=[{"text": ""}, {"text": "Nộp"}], level="Xã", online_level="Mức độ 4", wrong="x")
    item = BatchItem(problems=[problem.as_json() for problem in found.problems])
    with translation.override("vi"):
        said = [*remarks(item), why_refused(item)]
    assert [sentence.split(":")[0] for sentence in said] == ["Trình tự thực hiện", "Mức độ trực tuyến", "wrong"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("1-001456", "1.001456"),
        ("khai-sinh", "khai-sinh"),
        ("1-0014567", "1-0014567"),
        ("1-001456-ban-sao", "1-001456-ban-sao"),
        ("", ""),
    ],
)
def test_a_report_calls_a_record_by_the_code_that_its_file_and_its_page_say(key: str, said: str) -> None:
    item = BatchItem(place=3, key=key, outcome=BatchItem.Outcome.UNCHANGED)
    assert called_by(item) == said
    assert line_of(item).split("\t")[1] == (said or "—")
