"""Selectors of the plan, evaluated at a date."""

import datetime

import pytest

from cms.departments.errors import UnknownSelector
from cms.departments.models import OrgUnit
from cms.departments.queries import ancestors_of, units_in_tree, units_matching
from cms.departments.roles import Role
from tests.factories.departments import MembershipFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 6, 1)


@pytest.fixture
def agency() -> OrgUnit:
    agency = OrgUnitFactory(agency=True, key="so")
    kinds = {
        "van-phong": "van_phong",
        "phong-a": "phong",
        "phong-b": "phong",
        "trung-tam": "trung_tam",
        "cong-doan": "doan_the",
        "bbt": "ban_bien_tap",
        "bgd": "ban_giam_doc",
        "ben-ngoai": "external",
    }
    for order, (key, kind) in enumerate(kinds.items()):
        OrgUnitFactory(parent=agency, key=key, kind=kind, order=order)
    OrgUnitFactory(parent=agency, key="phong-cu", kind="phong", valid_to=datetime.date(2025, 12, 31))
    OrgUnitFactory(parent=agency, key="phong-moi", kind="phong", valid_from=datetime.date(2026, 7, 1))
    OrgUnitFactory(key="phong-noi-khac", kind="phong")
    return agency


@pytest.mark.parametrize(
    ("selector", "keys"),
    [
        ("all_divisions", ["van-phong", "phong-a", "phong-b"]),
        ("professional_divisions", ["phong-a", "phong-b"]),
        ("all_divisions_and_units", ["van-phong", "phong-a", "phong-b", "trung-tam"]),
        ("all_units", ["van-phong", "phong-a", "phong-b", "trung-tam", "cong-doan"]),
    ],
)
def test_a_selector_names_units_in_being_that_day(agency: OrgUnit, selector: str, keys: list[str]) -> None:
    found = units_matching(selector, agency, ON)
    assert [unit.key for unit in found.units] == keys
    assert found.people == ()


@pytest.mark.requirement("R019")
def test_mass_organisations_are_suppliers_too(agency: OrgUnit) -> None:
    assert "cong-doan" in [unit.key for unit in units_matching("all_units", agency, ON).units]


def test_the_selector_is_evaluated_at_the_date(agency: OrgUnit) -> None:
    before = units_matching("professional_divisions", agency, datetime.date(2025, 12, 31)).units
    after = units_matching("professional_divisions", agency, datetime.date(2026, 7, 1)).units
    assert {unit.key for unit in before} == {"phong-a", "phong-b", "phong-cu"}
    assert {unit.key for unit in after} == {"phong-a", "phong-b", "phong-moi"}


@pytest.mark.requirement("R007")
def test_the_standing_member_is_a_person_not_a_unit(agency: OrgUnit) -> None:
    office = OrgUnit.objects.get(key="van-phong")
    holder = MembershipFactory(unit=office, role=Role.STANDING_OFFICE)
    MembershipFactory(unit=office, role=Role.STANDING_OFFICE, valid_to=datetime.date(2026, 5, 31))
    MembershipFactory(role=Role.STANDING_OFFICE)  # of another agency
    found = units_matching("board_standing_member", agency, ON)
    assert found.units == ()
    assert found.people == (holder.person,)


def test_an_unknown_selector_is_an_error(agency: OrgUnit) -> None:
    with pytest.raises(UnknownSelector, match="moi_nguoi"):
        units_matching("moi_nguoi", agency, ON)


def test_the_tree_is_walked_in_order(agency: OrgUnit) -> None:
    part = OrgUnitFactory(parent=OrgUnit.objects.get(key="van-phong"), key="mot-cua")
    depths = [(depth, unit.key) for depth, unit in units_in_tree(ON)]
    assert depths[:4] == [(0, "phong-noi-khac"), (0, "so"), (1, "van-phong"), (2, "mot-cua")]
    assert [unit.key for unit in ancestors_of(part)] == ["van-phong", "so"]


def test_units_are_listed_in_vietnamese_order() -> None:
    for name in ("Phòng Đối ngoại", "Phòng Dân sự", "Phòng Ấn chỉ", "Phòng Ăn ở"):
        OrgUnitFactory(name_vi=name)
    names = list(OrgUnit.objects.order_by("sort_key").values_list("name_vi", flat=True))
    assert names == ["Phòng Ăn ở", "Phòng Ấn chỉ", "Phòng Dân sự", "Phòng Đối ngoại"]
