"""The screen of the plan and the box beside the form, through HTTP as an editor sees them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.editorial.actions import Amendment
from cms.editorial.models import AnnualPlan, PlanVersion, Section
from cms.editorial.queries import total_standing
from cms.editorial.screen import plan_context
from cms.editorial.side_panel import plan_facts, status_facts
from cms.kernel.calendar import HANOI
from cms.subsites.actions import sync_access
from cms.subsites.models import Subsite
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.editorial import LOADED_AT, SMALL_PLAN, ContributionFactory, load_small_plan, load_text
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 3, 10)


@pytest.fixture
def plan() -> AnnualPlan:
    load_small_plan()
    return AnnualPlan.objects.get()


def client_of(person: User) -> Client:
    for subsite in Subsite.objects.all():
        sync_access(subsite=subsite, by=None, at=LOADED_AT)
    client = Client()
    client.force_login(person)
    return client


def write(count: int) -> None:
    for _number in range(count):
        ContributionFactory(section=Section.objects.get(key="tin"), department=OrgUnit.objects.get(key="vp"))


def test_every_editor_of_the_site_sees_the_plan(plan: AnnualPlan) -> None:
    editor = member_of(OrgUnit.objects.get(key="phong-a"), Role.CONTRIBUTOR)
    response = client_of(editor).get(reverse("editorial_plan", args=[plan.pk]))
    text = response.content.decode()
    assert response.status_code == 200
    for words in ("Kế hoạch hoạt động năm 2026", "20–30 tin, bài", "Hàng ngày", "150.000\u00a0đ", "1.950.000\u00a0đ"):
        assert words in text
    assert text.count("mục trống") == 2
    assert "Biên tập viên Văn phòng: hiện chưa có người giữ" in text


def test_the_only_plan_is_shown_at_once(plan: AnnualPlan) -> None:
    editor = member_of(OrgUnit.objects.get(key="vp"), Role.SECTION_EDITOR)
    response = client_of(editor).get(reverse("editorial_plans"))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("editorial_plan", args=[plan.pk]))


def test_an_editor_of_another_agency_does_not_see_it(plan: AnnualPlan) -> None:
    other = make_subsite(unit=OrgUnitFactory(agency=True, key="so-khac"))
    stranger = member_of(other.unit, Role.BOARD_HEAD)
    response = client_of(stranger).get(reverse("editorial_plan", args=[plan.pk]))
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_screen_writes_nothing(plan: AnnualPlan, method: str) -> None:
    editor = member_of(OrgUnit.objects.get(key="vp"), Role.ADMINISTRATOR)
    assert getattr(client_of(editor), method)(reverse("editorial_plan", args=[plan.pk])).status_code == 405


def test_a_version_that_is_not_is_not_found(plan: AnnualPlan) -> None:
    editor = member_of(OrgUnit.objects.get(key="vp"), Role.CONTRIBUTOR)
    assert client_of(editor).get(reverse("editorial_plan_version", args=[plan.pk, 9])).status_code == 404


@pytest.mark.requirement("R014")
def test_the_screen_shows_what_an_amendment_changed(plan: AnnualPlan) -> None:
    amendment = Amendment(reason="Theo Quyết định số 12", effective_on=datetime.date(2026, 7, 1))
    changed = SMALL_PLAN.replace("min: 20, max: 30", "min: 25, max: 30")
    load_text(changed, amendment=amendment, at=datetime.datetime(2026, 7, 2, tzinfo=HANOI))
    (change,) = plan_context(PlanVersion.objects.get(number=2), ON)["changes"]
    assert [(item.part, item.key, item.fields) for item in change.differences] == [
        ("dòng kế hoạch", "1", (("minimum", "20", "25"),))
    ]


def test_the_box_beside_the_form_says_what_the_plan_asks(plan: AnnualPlan) -> None:
    write(3)
    facts = plan_facts("tin", Subsite.objects.get(), ON)
    assert facts is not None
    assert facts.title == "Tin tức"
    assert [(fact.label, fact.value, fact.tone) for fact in status_facts(facts.standings[0])] == [
        ("Chỉ tiêu năm", "20–30 tin, bài", ""),
        ("Đã thực hiện", "3/20 (theo tiến độ này cuối năm đạt 15)", "late"),
        ("Thời gian cung cấp", "Hàng ngày", ""),
        ("Đơn vị cung cấp", "VP, Phòng A", ""),
        ("Phụ trách biên tập", "trưởng phòng, đơn vị", ""),
    ]
    assert plan_facts("chi-dao", Subsite.objects.get(), ON) is None
    assert plan_facts("tin", Subsite.objects.get(), datetime.date(2025, 12, 31)) is None


@pytest.mark.requirement("R108")
def test_the_total_of_a_year_counts_every_section(plan: AnnualPlan) -> None:
    version = PlanVersion.objects.get()
    assert total_standing(version, ON) is None
    version.total_minimum, version.total_maximum = 700, 800
    write(2)
    standing = total_standing(version, ON)
    assert standing is not None
    assert (standing.done, standing.minimum, standing.maximum) == (2, 700, 800)


def test_the_screen_asks_a_bounded_number_of_queries(plan: AnnualPlan, django_assert_max_num_queries: object) -> None:
    version = PlanVersion.objects.select_related("plan__subsite__unit", "frequency").get()
    write(5)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        plan_context(version, ON)
    write(20)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        plan_context(version, ON)
