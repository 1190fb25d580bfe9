"""Plan files are read strictly, and refused in words that name the line."""

import re
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cms.departments.models import OrgUnit
from cms.departments.queries import SELECTORS
from cms.departments.roles import Role
from cms.editorial.errors import PlanFileError
from cms.editorial.incomplete_date import IncompleteDate
from cms.editorial.models import ContentKind, Frequency, PlanLine, PlanVersion, ReportDuty
from cms.editorial.plan_file import compare, read_plan, shifted_to
from cms.editorial.plan_file.parse import parse
from cms.editorial.plan_file.schema import FORMS, plan_schema
from cms.editorial.screen import SELECTOR_NAMES
from cms.subsites.models import Subsite
from tests.factories.editorial import SMALL_PLAN, table_counts
from tests.unit.editorial.broken_plans import BROKEN_PLANS, Broken


@pytest.mark.parametrize("fault", BROKEN_PLANS, ids=str)
def test_a_broken_plan_is_refused_with_its_line_in_both_languages(fault: Broken) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_plan(fault.content)
    assert str(refused.value) == fault.vi
    with translation.override("en"):
        assert str(refused.value) == fault.en


@pytest.mark.django_db
@pytest.mark.parametrize("fault", BROKEN_PLANS, ids=str)
def test_the_command_refuses_a_broken_plan_and_changes_nothing(fault: Broken, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(fault.content)
    before = table_counts()
    with pytest.raises(CommandError) as refused:
        call_command("load_plan", str(path), stdout=StringIO())
    assert str(refused.value) == f"plan.yaml:\n{fault.vi}"
    assert refused.value.returncode == 1
    assert table_counts() == before


def test_decomposed_letters_and_layout_do_not_change_a_plan() -> None:
    decomposed = unicodedata.normalize("NFD", SMALL_PLAN)
    assert decomposed != SMALL_PLAN
    plan = read_plan(SMALL_PLAN.encode())
    assert read_plan(decomposed.encode()) == plan
    assert read_plan(b"\xef\xbb\xbf# a comment\n" + SMALL_PLAN.encode()).digest == plan.digest


@pytest.mark.parametrize("word", ["no", "yes", "on", "1:30", "008", "1.5", "2017-02-23", "0x1F", "1e3"])
def test_words_that_old_yaml_changes_stay_words(word: str) -> None:
    assert parse(f"a: {word}\n".encode()).data == {"a": word}


def test_numbers_true_and_nothing_are_what_they_seem() -> None:
    assert parse(b'a: 12\nb: true\nc: null\nd:\ne: "12"\n').data == {
        "a": 12,
        "b": True,
        "c": None,
        "d": None,
        "e": "12",
    }


def test_the_schema_knows_the_words_of_the_models() -> None:
    defs = plan_schema()["$defs"]
    root = plan_schema()["properties"]
    line = defs["line"]["properties"]
    assert set(defs["unit"]["properties"]["kind"]["enum"]) == set(OrgUnit.Kind.values)
    assert set(defs["section"]["properties"]["kind"]["enum"]) == set(ContentKind.values)
    assert set(defs["selector"]["enum"]) == set(SELECTORS) == set(SELECTOR_NAMES)
    assert set(defs["quota"]["properties"]["unit"]["enum"]) == set(PlanLine.UnitOfCount.values)
    assert set(defs["sla"]["properties"]["mode"]["enum"]) == set(PlanLine.SlaMode.values)
    assert set(defs["sla"]["properties"]["trigger"]["enum"]) == {*PlanLine.Trigger.values, None}
    assert set(defs["responsible"]["properties"]["role"]["enum"]) == {*Role.values, None}
    assert line["responsible"] == {"$ref": "#/$defs/responsible"}
    assert set(root["site"]["properties"]["day_counting"]["enum"]) == set(Subsite.DayCounting.values)
    assert set(root["frequency"]["properties"]["period"]["enum"]) == set(Frequency.Period.values)
    assert set(root["report_calendar"]["items"]["properties"]["every"]["enum"]) == set(ReportDuty.Every.values)
    modes = root["record"]["properties"]["signer"]["properties"]["mode"]["enum"]
    assert set(modes) == {*PlanVersion.SigningMode.values, None}


def test_every_pattern_of_the_schema_is_explained_in_words() -> None:
    def patterns(part: object) -> list[str]:
        if isinstance(part, dict):
            own = [part["description"]] if "pattern" in part else []
            return own + [text for value in part.values() for text in patterns(value)]
        return [text for value in part for text in patterns(value)] if isinstance(part, list) else []

    assert set(patterns(plan_schema())) == set(FORMS)


@pytest.mark.requirement("R152")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-02-23", "ngày 23 tháng 02 năm 2017"),
        ("2017-02", "ngày … tháng 02 năm 2017"),
        ("2024", "ngày … tháng … năm 2024"),
    ],
)
def test_a_date_may_be_incomplete(text: str, words: str) -> None:
    date = IncompleteDate.parse(text)
    assert str(date) == text
    assert date.in_words() == words


def test_the_last_of_february_moves_to_a_year_without_it() -> None:
    assert str(IncompleteDate.parse("2024-02-29").moved_by(2)) == "2026-02-28"
    assert str(IncompleteDate.parse("2024-02-29").moved_by(4)) == "2028-02-29"


def test_another_year_moves_the_plan_and_not_what_it_refers_to() -> None:
    plan = read_plan(SMALL_PLAN.encode())
    moved = shifted_to(plan, 2027)
    assert (moved.year, moved.source_year) == (2027, 2026)
    assert moved.record.title == "Kế hoạch hoạt động năm 2027"
    assert str(moved.record.date) == "2027-01"
    assert moved.budget is not None
    assert moved.budget.period == "Quý I - Quý IV/2027"
    assert moved.boards == plan.boards
    assert moved.record.legal_basis == plan.record.legal_basis
    assert shifted_to(plan, 2026) is plan


def test_a_comparison_names_what_came_went_and_changed() -> None:
    old = read_plan(SMALL_PLAN.encode())
    text = SMALL_PLAN.replace("min: 20, max: 30", "min: 25, max: 30").replace("key: phong-a,", "key: phong-b,")
    found = [
        (item.part, item.key, item.change, [(f.name, f.old, f.new) for f in item.fields])
        for item in compare(old, read_plan(text.encode()))
    ]
    assert found == [
        ("units", "phong-b", "added", []),
        ("units", "phong-a", "removed", []),
        ("lines", "1", "changed", [("minimum", 20, 25)]),
    ]
    assert compare(old, old) == []
    assert {item.change for item in compare(None, old)} == {"added"}


def test_the_manual_shows_the_plan_that_the_tests_load() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "plan.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", manual, re.S)
    assert example == SMALL_PLAN
