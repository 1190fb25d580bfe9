"""Loading a plan: once, twice, changed, amended, for another year, and refused."""

import datetime
import json
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, Page, Revision

from cms.audit.models import AuditEntry
from cms.departments.models import EditorialBoard, OperatingRegulation, OrgUnit, Post
from cms.departments.queries import board_in_force, name_on, regulation_in_force
from cms.departments.roles import Role
from cms.editorial.actions import Amendment, close_section
from cms.editorial.errors import AmendmentNeeded, PlanConflict
from cms.editorial.management.commands import load_plan as load_plan_command
from cms.editorial.models import AnnualPlan, PlanLine, PlanVersion, Section
from cms.editorial.queries import standings, suppliers_on, version_in_force
from cms.editorial.rules import Pace
from cms.kernel.calendar import HANOI
from cms.publishing import reading
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.subsites.models import Subsite
from cms.subsites.queries import subsite_by_key
from home.actions import put_menu
from home.jobs import changes_of_the_day
from home.models import Menu
from news.models import SectionPage
from tests.factories.departments import MembershipFactory, member_of
from tests.factories.editorial import SMALL_PLAN, load_small_plan, load_text, table_counts

pytestmark = pytest.mark.django_db

JULY = datetime.date(2026, 7, 1)
IN_JULY = datetime.datetime(2026, 7, 2, 9, tzinfo=HANOI)
AMENDMENT = Amendment(reason="Điều chỉnh theo Quyết định số 12/QĐ-S", effective_on=JULY)
DOCUMENTS = '  - {key: van-ban, number: "2.1", title: {vi: Văn bản, en: Documents}, kind: document, parent: chi-dao}\n'
WITHOUT_DOCUMENTS = SMALL_PLAN.replace(DOCUMENTS, "").replace("    section: van-ban\n", "    section: tin\n")
WITHOUT_DIVISION_A = SMALL_PLAN.replace(
    "  - {key: phong-a, kind: phong, parent: so, name: {vi: Phòng A, en: Division A}}\n", ""
)
RENAMED = SMALL_PLAN.replace("{vi: Phòng A, en: Division A}", "{vi: Phòng Alpha, en: Alpha Division}")


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("load_plan", *arguments, stdout=out)
    return out.getvalue()


def main_menu() -> list[str]:
    """Keys of the sections in the Vietnamese main menu, parents before children."""

    def keys(items: list[dict[str, Any]]) -> list[str]:
        return [key for item in items for key in (item["section"], *keys(item["children"]))]

    return keys(Menu.objects.get(key="main", locale="vi").items)


def load_on(moment: datetime.datetime, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Load the file for 2027 at that moment."""
    monkeypatch.setattr(load_plan_command, "timezone", SimpleNamespace(now=lambda: moment))
    return command(str(path), "--year", "2027")


def section_rows(key: str) -> dict[str, dict[str, Any]]:
    """Details of the documents of a section by language."""
    rows = PublishedDocument.objects.filter(document_type="section", content_id=Section.objects.get(key=key).content_id)
    return {row.locale: json.loads(row.body) for row in rows}


def listed_sections(on: datetime.date) -> list[tuple[str, str | None]]:
    """Key and parent of each section that the API lists on a day."""
    site = subsite_by_key("small")
    assert site is not None
    listing = reading.sections(site=site, locale="vi", on=on)
    return [(item["key"], item["parent"]) for item in map(json.loads, listing.items_json)]


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL_PLAN, encoding="utf-8")
    return path


@pytest.mark.requirement("R001", "R002", "R006", "R012")
def test_a_plan_becomes_a_site() -> None:
    result = load_small_plan()

    subsite = Subsite.objects.get(key="small")
    assert (subsite.site.hostname, subsite.unit.key) == ("small.localhost", "so")
    assert list(Section.objects.values_list("key", "parent__key", "content_kind", "opened_on")) == [
        ("tin", None, "news", datetime.date(2026, 1, 1)),
        ("chi-dao", None, "group", datetime.date(2026, 1, 1)),
        ("van-ban", "chi-dao", "document", datetime.date(2026, 1, 1)),
    ]
    pages = SectionPage.objects.order_by("locale__language_code", "path")
    assert [(page.locale.language_code, page.title, page.live) for page in pages] == [
        ("en", "News", True),
        ("en", "Direction", True),
        ("en", "Documents", True),
        ("vi", "Tin tức", True),
        ("vi", "Chỉ đạo", True),
        ("vi", "Văn bản", True),
    ]
    assert {page.translation_key for page in pages} == set(Section.objects.values_list("content_id", flat=True))
    assert set(PublishedDocument.objects.filter(document_type="section").values_list("locale", "path")) == {
        ("vi", "/tin-tuc/"),
        ("vi", "/chi-dao/"),
        ("vi", "/chi-dao/van-ban/"),
        ("en", "/en/news/"),
        ("en", "/en/direction/"),
        ("en", "/en/direction/documents/"),
    }
    assert PublishedDocument.objects.filter(document_type="menu", site=subsite).count() == 4
    assert GroupPagePermission.objects.filter(page__path__startswith=subsite.site.root_page.path).exists()

    version = result.version
    assert version is not None
    assert (version.number, version.effective_on, version.source) == (1, datetime.date(2026, 1, 1), SMALL_PLAN)
    agency = OrgUnit.objects.get(key="so")
    board, regulation = board_in_force(agency, JULY), regulation_in_force(OrgUnit.objects.get(key="vp"), JULY)
    assert board is not None
    assert (board.decision_number, board.decision_date, board.issuer) == (
        "01/QĐ-S",
        datetime.date(2025, 12, 1),
        "Sở",
    )
    assert regulation is not None
    assert regulation.decision_number == "02/QĐ-S"
    assert Post.objects.get(key="vp-editor").unit.key == "vp"


@pytest.mark.requirement("R068", "R091", "R095", "R151", "R153", "R154", "R156")
def test_everything_the_plan_says_is_kept() -> None:
    version = load_small_plan().version
    assert version is not None
    rows = version.lines.values_list(
        "row", "section__key", "locale", "minimum", "maximum", "unit_of_count", "sla_mode", "sla_days", "trigger"
    )
    assert list(rows) == [
        ("1", "tin", "vi", 20, 30, "tin_bai", "daily", None, ""),
        ("2.1", "van-ban", "vi", None, None, "van_ban", "deadline", 1, "document_issued"),
        ("3", None, "en", None, None, "tin_bai", "none", None, ""),
    ]
    line = PlanLine.objects.get(row="2.1")
    assert (line.responsible_role, line.responsible_post and line.responsible_post.key) == (
        Role.SECTION_EDITOR,
        "vp-editor",
    )
    assert list(version.tasks.values_list("number", "text_vi", "quarters", "unit__key")) == [
        (1, "Rà soát các mục tin", [1, 4], "vp")
    ]
    assert (version.frequency.minimum, version.frequency.maximum, version.frequency.selector) == (1, 3, "all_divisions")
    assert list(version.budget.values_list("key", "quantity", "rate_vnd", "amount_vnd")) == [
        ("tin-viet", 3, 50_000, 150_000),
        ("quan-tri", 12, 150_000, 1_800_000),
    ]
    assert version.budget_total_vnd == 1_950_000
    assert list(version.reports.values_list("name", "every", "owner__key", "receiver__key")) == [
        ("Báo cáo quý", "quarter", "vp", "ban-bien-tap-so")
    ]
    assert (version.record_symbol, version.record_place, version.record_date) == ("KH-BBT", "Huế", "2026-01")
    assert (version.signer_position, version.is_signed, version.recipients) == ("GIÁM ĐỐC", True, ["BGĐ", "Lưu: VT"])
    assert version.legal_basis == [
        {"number": "01/QĐ-S", "date": "2025-12-01", "title": "Quyết định kiện toàn Ban Biên tập"}
    ]
    assert version.provisions["manuscript_format"]["font"] == "Times New Roman"


def test_the_same_plan_again_writes_nothing(small_file: Path) -> None:
    command(str(small_file))
    before = table_counts()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        said = command(str(small_file))
    assert said == "không có gì thay đổi: kế hoạch năm 2026 đã được nạp đúng như tệp này\n"
    assert [row["sql"] for row in queries if not row["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert table_counts() == before


def test_a_changed_plan_without_amendment_says_what_differs_and_changes_nothing(small_file: Path) -> None:
    command(str(small_file))
    small_file.write_text(RENAMED.replace("min: 20, max: 30", "min: 25, max: 30"), encoding="utf-8")
    before = table_counts()
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("load_plan", str(small_file), stdout=out)
    assert refused.value.returncode == 2
    assert out.getvalue().splitlines() == [
        "~ đơn vị phong-a: name: Phòng A / Division A → Phòng Alpha / Alpha Division",
        "~ dòng kế hoạch 1: minimum: 20 → 25",
    ]
    assert table_counts() == before
    assert OrgUnit.objects.get(key="phong-a").name_vi == "Phòng A"


@pytest.mark.requirement("R014")
def test_an_amendment_makes_a_version_with_its_reason_and_its_day() -> None:
    load_small_plan()
    result = load_text(SMALL_PLAN.replace("min: 20, max: 30", "min: 25, max: 30"), amendment=AMENDMENT, at=IN_JULY)

    version = result.version
    assert version is not None
    assert (version.number, version.reason, version.effective_on) == (2, AMENDMENT.reason, JULY)
    assert AnnualPlan.objects.count() == 1
    subsite = Subsite.objects.get(key="small")
    in_june, in_july = (version_in_force(subsite, day) for day in (datetime.date(2026, 6, 30), JULY))
    assert in_june is not None
    assert in_july is not None
    assert [v.lines.get(row="1").minimum for v in (in_june, in_july)] == [20, 25]
    assert AuditEntry.objects.filter(action="plan.recorded").count() == 2


def test_a_section_that_vanished_is_closed_by_date_and_opens_again() -> None:
    load_small_plan()
    pages = Page.objects.count()
    load_text(WITHOUT_DOCUMENTS, amendment=AMENDMENT, at=IN_JULY)

    section = Section.objects.get(key="van-ban")
    assert section.closed_on == datetime.date(2026, 6, 30)
    assert Page.objects.count() == pages
    assert main_menu() == ["tin", "chi-dao"]
    content_id = section.content_id

    august = Amendment(reason="Mở lại chuyên mục", effective_on=datetime.date(2026, 8, 1))
    load_text(SMALL_PLAN, amendment=august, at=datetime.datetime(2026, 8, 3, 9, tzinfo=HANOI))
    section.refresh_from_db()
    assert (section.closed_on, section.content_id) == (None, content_id)
    assert main_menu() == ["tin", "chi-dao", "van-ban"]
    assert Section.objects.count() == 3
    assert Page.objects.count() == pages
    assert list(
        AuditEntry.objects.filter(action__startswith="section.", target_id=str(section.pk)).values_list(
            "action", flat=True
        )
    ) == ["section.reopened", "section.closed", "section.opened"]


def test_a_unit_that_vanished_is_closed_by_date_and_opens_again() -> None:
    load_small_plan()
    load_text(WITHOUT_DIVISION_A, amendment=AMENDMENT, at=IN_JULY)
    unit = OrgUnit.objects.get(key="phong-a")
    assert unit.valid_to == datetime.date(2026, 6, 30)

    august = Amendment(reason="Lập lại Phòng A", effective_on=datetime.date(2026, 8, 1))
    load_text(SMALL_PLAN, amendment=august, at=datetime.datetime(2026, 8, 3, 9, tzinfo=HANOI))
    unit.refresh_from_db()
    assert unit.valid_to is None
    assert list(unit.names.order_by("pk").values_list("valid_from", "valid_to")) == [
        (None, datetime.date(2026, 6, 30)),
        (datetime.date(2026, 8, 1), None),
    ]


def test_a_renamed_unit_keeps_its_history() -> None:
    load_small_plan()
    load_text(RENAMED, amendment=AMENDMENT, at=IN_JULY)
    unit = OrgUnit.objects.get(key="phong-a")
    assert [name_on(unit, day) for day in (datetime.date(2026, 6, 30), JULY)] == ["Phòng A", "Phòng Alpha"]


def test_a_retitled_section_retitles_its_pages_and_touches_no_other() -> None:
    load_small_plan()
    revisions = Revision.objects.count()
    load_text(
        SMALL_PLAN.replace("{vi: Tin tức, en: News}", "{vi: Tin hoạt động, en: News}"), amendment=AMENDMENT, at=IN_JULY
    )
    assert list(
        SectionPage.objects.filter(section__key="tin")
        .order_by("-locale__language_code")
        .values_list("title", flat=True)
    ) == [
        "Tin hoạt động",
        "News",
    ]
    assert Revision.objects.count() == revisions + 1


def test_changed_facts_of_a_section_reach_the_public_in_both_languages() -> None:
    load_small_plan()
    changed = SMALL_PLAN.replace(
        '{key: tin, number: "1", title: {vi: Tin tức, en: News}, kind: news}',
        '{key: tin, number: "9", title: {vi: Tin tức, en: News}, kind: notice, scope: {vi: Tin của Sở, en: Our news}}',
    )
    load_text(changed, amendment=AMENDMENT, at=IN_JULY)
    rows = section_rows("tin")
    assert {locale: (row["number"], row["content_kind"], row["scope"]) for locale, row in rows.items()} == {
        "vi": ("9", "notice", "Tin của Sở"),
        "en": ("9", "notice", "Our news"),
    }


def test_a_section_that_moves_to_another_says_so() -> None:
    load_small_plan()
    load_text(SMALL_PLAN.replace("parent: chi-dao}", "parent: tin}"), amendment=AMENDMENT, at=IN_JULY)
    assert {row["parent"] for row in section_rows("van-ban").values()} == {"tin"}
    assert ("van-ban", "tin") in listed_sections(JULY)


def test_a_section_closed_by_date_is_listed_on_its_last_day_and_not_on_the_next() -> None:
    load_small_plan()
    section = Section.objects.get(key="chi-dao")
    close_section(section=section, on=datetime.date(2026, 8, 1), by=None, at=IN_JULY)
    last_day, after = datetime.date(2026, 7, 31), datetime.date(2026, 8, 1)
    assert listed_sections(last_day) == [("tin", None), ("chi-dao", None), ("van-ban", "chi-dao")]
    # What stood under it stands at the top: it must stay reachable.
    assert listed_sections(after) == [("tin", None), ("van-ban", None)]
    assert PublishedDocument.objects.filter(document_type="section", content_id=section.content_id).count() == 2

    changes_of_the_day(datetime.datetime(2026, 7, 31, 23, 59, 59, tzinfo=HANOI))
    assert main_menu() == ["tin", "chi-dao", "van-ban"]
    before = PublicationEvent.objects.count()
    changes_of_the_day(datetime.datetime(2026, 8, 1, tzinfo=HANOI))
    assert main_menu() == ["tin", "van-ban"]
    assert PublicationEvent.objects.count() == before + 2
    changes_of_the_day(datetime.datetime(2026, 8, 1, 0, 1, tzinfo=HANOI))
    assert PublicationEvent.objects.count() == before + 2


def test_the_days_on_which_a_section_was_closed_stay_closed_when_it_opens_again() -> None:
    load_small_plan()
    load_text(WITHOUT_DOCUMENTS, amendment=AMENDMENT, at=IN_JULY)
    assert ("van-ban", "chi-dao") not in listed_sections(JULY)
    august = Amendment(reason="Mở lại chuyên mục", effective_on=datetime.date(2026, 8, 1))
    load_text(SMALL_PLAN, amendment=august, at=datetime.datetime(2026, 8, 3, 9, tzinfo=HANOI))

    assert ("van-ban", "chi-dao") in listed_sections(datetime.date(2026, 8, 3))
    days = (datetime.date(2026, 6, 30), JULY, datetime.date(2026, 7, 31), datetime.date(2026, 8, 1))
    assert [Section.objects.open_on(day).filter(key="van-ban").exists() for day in days] == [True, False, False, True]


def test_an_account_of_another_office_may_not_load_the_plan(small_file: Path) -> None:
    command(str(small_file))
    stranger = member_of(OrgUnit.objects.get(key="phong-a"), Role.CONTRIBUTOR)
    small_file.write_text(RENAMED, encoding="utf-8")
    before = table_counts()
    amend = ("--amend", "--reason", "Vì", "--effective-on", "2026-07-01")
    with pytest.raises(CommandError, match="Chỉ các vai trò sau"):
        command(str(small_file), *amend, "--by", stranger.username)
    assert table_counts() == before
    office = member_of(OrgUnit.objects.get(key="vp"), Role.STANDING_OFFICE)
    command(str(small_file), *amend, "--by", office.username)
    assert PlanVersion.objects.order_by("-number").first() == PlanVersion.objects.get(number=2)


def test_what_a_second_load_finds_taken_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    load_small_plan()
    before = table_counts()

    def taken(**_facts: object) -> None:
        raise IntegrityError("UNIQUE constraint failed")

    # As for a load that began before another one ended.
    monkeypatch.setattr("cms.editorial.actions.loading.record_version", taken)
    with pytest.raises(PlanConflict) as refused:
        load_text(RENAMED, amendment=AMENDMENT, at=IN_JULY)
    assert str(refused.value) == "người khác vừa nạp kế hoạch: hãy thử lại"
    assert table_counts() == before


def test_an_amended_plan_keeps_what_else_stands_in_the_footer() -> None:
    load_small_plan()
    subsite = Subsite.objects.get(key="small")
    own = {"content_id": str(uuid4()), "title": "Giới thiệu", "hide_when_empty": False, "section": None, "children": []}
    footer = Menu.objects.get(subsite=subsite, key="footer", locale="vi")
    put_menu(subsite=subsite, key="footer", locale="vi", items=[*footer.items, own], by=None, at=IN_JULY)
    load_text(RENAMED, amendment=AMENDMENT, at=IN_JULY)
    footer.refresh_from_db()
    assert footer.items[-1] == own


@pytest.mark.parametrize(
    ("amendment", "sentence"),
    [
        (
            Amendment(reason="Vì", effective_on=datetime.date(2026, 7, 3)),
            "chưa đến ngày 03/07/2026: hãy nạp kế hoạch vào ngày đó hoặc sau đó",
        ),
        (Amendment(reason=" ", effective_on=JULY), "điều chỉnh kế hoạch phải nêu lý do"),
        (Amendment(reason="Vì", effective_on=datetime.date(2027, 1, 1)), "ngày 01/01/2027 không thuộc năm 2026"),
        (Amendment(reason="Vì", effective_on=datetime.date(2025, 12, 31)), "ngày 31/12/2025 không thuộc năm 2026"),
    ],
)
def test_an_amendment_needs_a_reason_and_a_day_of_the_year(amendment: Amendment, sentence: str) -> None:
    load_small_plan()
    before = table_counts()
    with pytest.raises(PlanConflict) as refused:
        load_text(RENAMED, amendment=amendment, at=IN_JULY)
    assert str(refused.value) == sentence
    assert table_counts() == before


def test_an_amendment_is_never_before_the_version_in_force() -> None:
    load_small_plan()
    load_text(RENAMED, amendment=AMENDMENT, at=IN_JULY)
    before = table_counts()
    with pytest.raises(PlanConflict) as refused:
        load_text(SMALL_PLAN, amendment=Amendment(reason="Vì", effective_on=datetime.date(2026, 6, 1)), at=IN_JULY)
    assert str(refused.value) == "ngày 01/06/2026 trước ngày hiệu lực của bản hiện hành (01/07/2026)"
    assert table_counts() == before


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("issuer: Sở, unit: so, title: Quy chế hoạt động", "issuer: Bộ, unit: so, title: Quy chế hoạt động",
            "quyết định 02/QĐ-S đã được ghi nhận, không sửa lại được"),
        ("{key: vp-editor, unit: vp,", "{key: vp-editor, unit: phong-a,", "vị trí “vp-editor” thuộc đơn vị khác"),
    ],
)  # fmt: skip
def test_what_was_decided_is_not_rewritten(old: str, new: str, sentence: str) -> None:
    load_small_plan()
    before = table_counts()
    with pytest.raises(PlanConflict) as refused:
        load_text(SMALL_PLAN.replace(old, new), amendment=AMENDMENT, at=IN_JULY)
    assert str(refused.value) == sentence
    assert table_counts() == before


def test_a_key_of_another_agency_is_refused() -> None:
    load_small_plan()
    other = SMALL_PLAN.replace("key: small", "key: other").replace("small.localhost", "other.localhost")
    other = (
        other.replace("key: so,", "key: so-khac,")
        .replace("unit: so\n", "unit: so-khac\n")
        .replace("unit: so,", "unit: so-khac,")
    )
    other = other.replace("parent: so,", "parent: so-khac,")
    before = table_counts()
    with pytest.raises(PlanConflict) as refused:
        load_text(other)
    assert str(refused.value) == "mã “ban-bien-tap-so” đã là của đơn vị khác: Ban Biên tập"
    assert table_counts() == before


@pytest.mark.requirement("R012")
def test_the_next_year_is_a_plan_of_its_own_and_the_last_one_is_closed_to_files(
    small_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(str(small_file))
    before = table_counts()
    with pytest.raises(CommandError, match="chưa đến ngày 01/01/2027: hãy nạp kế hoạch vào ngày đó hoặc sau đó"):
        load_on(datetime.datetime(2026, 12, 31, 23, 59, tzinfo=HANOI), small_file, monkeypatch)
    assert table_counts() == before
    in_2027 = datetime.datetime(2027, 1, 1, tzinfo=HANOI)
    monkeypatch.setattr(load_plan_command, "timezone", SimpleNamespace(now=lambda: in_2027))
    said = command(str(small_file), "--year", "2027")
    assert said.splitlines() == [
        "kế hoạch năm 2026 được nạp cho năm 2027",
        "~ thể thức văn bản: title: Kế hoạch hoạt động năm 2026 → Kế hoạch hoạt động năm 2027",
        "~ thể thức văn bản: date: 2026-01 → 2027-01",
        "~ kinh phí: period: Quý I - Quý IV/2026 → Quý I - Quý IV/2027",
        "đã nạp kế hoạch năm 2027 cho trang small: 3 chuyên mục, 3 dòng kế hoạch",
    ]
    versions = PlanVersion.objects.order_by("plan__year").values_list(
        "plan__year", "number", "source_year", "effective_on"
    )
    assert list(versions) == [
        (2026, 1, 2026, datetime.date(2026, 1, 1)),
        (2027, 1, 2026, datetime.date(2027, 1, 1)),
    ]
    before = table_counts()
    with pytest.raises(CommandError, match="đã nạp kế hoạch năm 2027"):
        command(str(small_file))
    assert table_counts() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(small_file: Path) -> None:
    before = table_counts()
    said = command(str(small_file), "--dry-run")
    assert "+ chuyên mục van-ban" in said.splitlines()
    assert said.splitlines()[-1] == "chạy thử: không thay đổi gì"
    assert table_counts() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--amend"], "--amend cần có --reason và --effective-on"),
        (["--reason", "Vì"], "--reason và --effective-on chỉ dùng cùng --amend"),
        (["--by", "khong-co"], "không có tài khoản “khong-co”"),
    ],
)
def test_wrong_options_are_refused(small_file: Path, arguments: list[str], sentence: str) -> None:
    before = table_counts()
    with pytest.raises(CommandError) as refused:
        command(str(small_file), *arguments)
    assert (str(refused.value), refused.value.returncode) == (f"small.yaml:\n{sentence}", 1)
    assert table_counts() == before


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không có tệp này"):
        command(str(tmp_path / "none.yaml"))


def test_a_refusal_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_facts: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("cms.editorial.actions.site_building.sync_access", fail)
    before = table_counts()
    with pytest.raises(RuntimeError, match="the disk is full"):
        load_small_plan()
    assert table_counts() == before
    assert EditorialBoard.objects.count() == OperatingRegulation.objects.count() == 0


def test_without_an_amendment_the_differences_come_with_the_refusal() -> None:
    load_small_plan()
    with pytest.raises(AmendmentNeeded) as refused:
        load_text(RENAMED)
    assert [(item.part, item.key) for item in refused.value.params["differences"]] == [("units", "phong-a")]


@pytest.mark.requirement("R019", "R066")
def test_a_selector_names_the_units_of_its_day() -> None:
    load_small_plan()
    load_text(WITHOUT_DIVISION_A, amendment=AMENDMENT, at=IN_JULY)
    line = PlanVersion.objects.get(number=1).lines.get(row="1")
    agency = OrgUnit.objects.get(key="so")
    on_days = (datetime.date(2026, 6, 30), JULY)
    assert [[unit.key for unit in suppliers_on(line, agency, day).units] for day in on_days] == [
        ["vp", "phong-a"],
        ["vp"],
    ]


@pytest.mark.requirement("R160")
def test_the_editor_of_a_line_is_who_holds_the_post_that_day() -> None:
    load_small_plan()
    post = Post.objects.get(key="vp-editor")
    first = MembershipFactory(unit=post.unit, role=Role.SECTION_EDITOR, post=post, valid_to=datetime.date(2026, 6, 30))
    second = MembershipFactory(unit=post.unit, role=Role.SECTION_EDITOR, post=post, valid_from=JULY)
    version = PlanVersion.objects.get()
    editors = [standings(version, day, section_key="van-ban")[0].editors for day in (datetime.date(2026, 6, 30), JULY)]
    assert editors == [(first.person,), (second.person,)]


@pytest.mark.requirement("R109")
def test_a_line_without_quota_and_time_stands_without_them() -> None:
    load_small_plan()
    (standing,) = [row for row in standings(PlanVersion.objects.get(), JULY) if row.line.row == "3"]
    assert (standing.progress.pace, standing.line.sla_mode) == (Pace.NO_QUOTA, "none")
