"""The log of questions: useful to whoever tunes, and nothing about a person in it."""

import datetime
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.audit.models import AuditEntry
from search import traces
from search.actions import counting
from search.actions.counting import collect_questions, forget_questions
from search.models import QuestionCount
from search.personal import may_be_personal
from search.questions import FILE, note_choice, plain
from tests.unit.search.conftest import NOW

DAY = datetime.timedelta(days=1)
PERSONAL = [
    "nguyễn văn an 12/03/1990", "hộ chiếu b1234567", "ho chieu c 1234567", "xe 29a-123.45", "29a1-23456", "29a 123 45",
    "số nhà 12 ngõ 5 phố huế nguyễn thị hoa", "so nha 12 pho hue", "ngõ 5 phố huế", "thôn 3 xã hòa bình",
    "lê văn tám lý lịch tư pháp", "le van tam ly lich tu phap", "nguyen thi hoa", "đỗ thị lan", "hồ văn bình khai tử",
    "hs 12345/2024 nguyễn văn a", "hồ sơ 12345/2024", "012345678901", "0912 345 678", "0912345678", "+84 91 234 56 78",
    "a@b.vn", "https://example.vn/ho-so", "sinh ngày 5 tháng 3", "sinh 5/3", "03-1990", "1990.03", "12 34 56 7",
    "tài khoản 1903456", "mã số thuế 0101234567", "x " * 30, "x" * 81,
]  # fmt: skip
HARMLESS = [
    "hộ chiếu", "lam ho chieu cho con", "1.001193", "2.000815.000.00.00.h33", "58/2022/nđ-cp", "60/2014/qh13", "ct01",
    "tờ khai na17", "mẫu tk01", "kt3", "mức độ 4", "dưới 18 tuổi", "nghị định 2022", "quy hoạch đô thị mới",
    "quy hoach do thi moi", "lễ văn hóa", "hỗ trợ thi đua", "work permit", "covid 19", "giấy độc thân",
    "nguyễn trãi", "đất thị xã", "apostille", "3 tháng",
]  # fmt: skip


@pytest.mark.parametrize("text", PERSONAL)
def test_what_may_be_personal_is_not_written_down(text: str) -> None:
    assert may_be_personal(text)
    assert plain(text.upper()) == ""


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_look_for_is(text: str) -> None:
    assert not may_be_personal(text)
    assert plain(f"  {text.upper()} ") == text


@pytest.mark.django_db
@pytest.mark.usefixtures("own_index")
class TestCounting:
    @pytest.fixture(autouse=True)
    def _folder(self, own_index: Path) -> None:
        own_index.mkdir(parents=True, exist_ok=True)
        self.folder = own_index

    def asked(self, *questions: str, on: int = 0, times: int = 1, chosen: bool = False, **facts: bool) -> None:
        """Requests write these down on a day, and the worker adds them up."""
        flags = [facts.get("unanswered", False), facts.get("guessed", False), chosen]
        with (self.folder / FILE).open("ab") as file:
            for question in questions:
                file.write((json.dumps(["department", "vi", question, *flags]) + "\n").encode() * times)
        collect_questions(at=NOW + on * DAY)

    def rows(self) -> dict[str, tuple[int, int, int]]:
        found = QuestionCount.objects.order_by("month")
        return {row.question: (row.asked, row.unanswered, row.chosen) for row in found}

    def everything_on_disk(self) -> bytes:
        return b"".join(file.read_bytes() for file in self.folder.rglob("*") if file.is_file())

    def test_in_words_only_after_it_was_asked_on_five_days(self) -> None:
        for day in range(4):
            self.asked("xe tang cu", on=day, times=50, unanswered=True)
            assert "xe tang cu" not in self.rows()
            assert b"xe tang" not in self.everything_on_disk()
        self.asked("xe tang cu", on=4, unanswered=True)
        assert self.rows() == {"": (201, 201, 0), "xe tang cu": (1, 1, 0)}
        self.asked("xe tang cu", on=4, times=2, unanswered=True)
        assert self.rows()["xe tang cu"] == (3, 3, 0)

    def test_totals_tell_how_much_is_not_shown(self) -> None:
        self.asked("mot", "hai", "ba")
        self.asked("bon", unanswered=True)
        assert self.rows() == {"": (4, 1, 0)}

    def test_a_question_not_asked_for_long_begins_anew(self) -> None:
        for day in (0, 1, 2, 3):
            self.asked("xe tang cu", on=day)
        self.asked("xe tang cu", on=3 + 91)
        assert "xe tang cu" not in self.rows()

    def test_an_opened_result_counts_for_what_is_known_and_makes_nothing_known(self) -> None:
        for day in range(6):
            self.asked("chi mo ket qua", on=day, chosen=True)
            self.asked("ho chieu", on=day)
        self.asked("ho chieu", on=6, chosen=True)
        assert self.rows() == {"": (6, 0, 7), "ho chieu": (2, 0, 1)}

    def test_a_flood_costs_few_statements_and_few_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(traces, "COMMON_AFTER", 1)
        monkeypatch.setattr(counting, "MOST_ROWS", 1000)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            self.asked(*(f"cau {number % 100} {number}" for number in range(1, 8000)))
        assert QuestionCount.objects.get(question="").asked == 7999
        assert QuestionCount.objects.count() == 1  # 2,000 more are beyond the rows of a month
        assert len(queries) <= 8

    def test_what_is_shown_is_written_in_small_transactions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(traces, "COMMON_AFTER", 1)
        monkeypatch.setattr(counting, "MOST_DISTINCT", 450)
        sizes: list[int] = []
        many = type(connection.cursor()).executemany

        def executemany(self: Any, sql: str, rows: Any) -> Any:
            sizes.append(len(rows))
            return many(self, sql, rows)

        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.executemany", executemany)
        self.asked(*(f"cau {number}" for number in range(600)))
        assert sizes == [200, 200, 51]
        assert QuestionCount.objects.count() == 451

    def test_the_traces_stay_within_their_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(traces, "MOST", 10)
        for day in range(4):
            self.asked("ho chieu", on=day)
        self.asked(*(f"cau {number}" for number in range(100)), on=4)
        with sqlite3.connect(self.folder / traces.FILE) as file:
            assert file.execute("SELECT COUNT(*), MAX(days) FROM traces").fetchone() == (10, 4)
        file.close()
        self.asked("ho chieu", on=5)
        assert "ho chieu" in self.rows()

    def test_a_ruined_file_of_traces_begins_anew(self) -> None:
        (self.folder / traces.FILE).write_bytes(b"not a database" * 1000)
        self.asked("ho chieu")
        assert self.rows() == {"": (1, 0, 0)}

    def test_what_a_killed_run_took_is_counted_by_the_next(self) -> None:
        (self.folder / FILE).with_suffix(".taken").write_bytes(b'["department","vi","ho chieu",false,false,false]\n[1')
        assert collect_questions(at=NOW) == 1
        assert collect_questions(at=NOW) == 0
        assert self.rows() == {"": (1, 0, 0)}

    def test_a_month_is_forgotten_after_half_a_year(self) -> None:
        for months, question in ((5, "moi"), (8, "cu")):
            QuestionCount.objects.create(
                month=(NOW - months * 30 * DAY).date().replace(day=1), site_key="department", locale="vi",
                question=question,
            )  # fmt: skip
        assert forget_questions(at=NOW) == 1
        assert set(self.rows()) == {"moi"}

    def test_words_are_erased_with_their_traces(self, capsys: pytest.CaptureFixture[str]) -> None:
        for day in range(5):
            self.asked("nguyen trai lan", "Nguyễn Trãi Lan".lower(), "ho chieu", on=day)
        note_choice(site="department", locale="vi", text="nguyen trai lan")
        call_command("search_questions", "erase", containing="Nguyên trai LAN")
        assert capsys.readouterr().out == "2 questions erased\n"
        assert set(self.rows()) == {"", "ho chieu"}
        self.asked("nguyen trai lan", on=5)
        assert set(self.rows()) == {"", "ho chieu"}
        assert b"nguyen" not in self.everything_on_disk()
        entry = AuditEntry.objects.get(action="search.questions_erased")
        assert entry.data == {"rows": 2}

    def test_everything_is_erased_but_the_totals(self) -> None:
        for day in range(5):
            self.asked("ho chieu", on=day)
        note_choice(site="department", locale="vi", text="ho chieu")
        call_command("search_questions", "erase", all=True)
        assert set(self.rows()) == {""}
        assert list(self.folder.glob("questions*")) == []

    @pytest.mark.parametrize("given", [{"containing": "  "}, {"containing": "x", "by": "nobody-of-this-name"}])
    def test_a_mistake_erases_nothing(self, given: dict[str, str]) -> None:
        for day in range(5):
            self.asked("ho chieu x", on=day)
        with pytest.raises(CommandError):
            call_command("search_questions", "erase", **given)
        assert "ho chieu x" in self.rows()
