"""Units begin, change their name, merge and end; nothing is deleted."""

import datetime

import pytest

from cms.audit.models import AuditEntry
from cms.departments import registry
from cms.departments.actions import close_unit, create_unit, dissolve_unit, merge_units, rename_unit, update_unit
from cms.departments.errors import (
    ChangeBeforeTheLast,
    ChangeInTheFuture,
    EndsBeforeItBegins,
    LegalBasisMissing,
    NameMissing,
    OwnAncestor,
    OwnSuccessor,
    UnitClosed,
    UnitHasOpenParts,
    UnitKeyTaken,
)
from cms.departments.models import Membership, OrgUnit, UnitName, UnitSuccession
from cms.departments.queries import name_on, predecessor_ids, successors_in_being
from cms.departments.registry import UnitChange
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, PostFactory

pytestmark = pytest.mark.django_db
D = datetime.date
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[UnitChange]:
    changes: list[UnitChange] = []
    monkeypatch.setattr(registry, "_unit_callbacks", [changes.append])
    return changes


def test_a_unit_is_founded_with_its_name_composed_and_its_first_name_kept(heard: list[UnitChange]) -> None:
    unit = create_unit(key="lanh-su", kind="phong", name_vi=" Phòng  Lãnh sự ", name_en="Consular", by=None, at=AT)
    assert unit.name_vi == "Phòng Lãnh sự"
    assert unit.search_text == "phong lanh su consular lanh-su"
    assert list(unit.names.values_list("name_vi", "valid_from", "valid_to")) == [("Phòng Lãnh sự", None, None)]
    assert AuditEntry.objects.get().action == "unit.created"
    assert [(change.kind, change.unit) for change in heard] == [("created", unit)]


@pytest.mark.parametrize(
    ("facts", "error"),
    [({"key": "taken"}, UnitKeyTaken), ({"name_vi": " \u200b "}, NameMissing), ({"kind": "khong-co"}, ValueError)],
)
def test_a_unit_without_its_facts_is_not_founded(facts: dict[str, str], error: type[Exception]) -> None:
    OrgUnitFactory(key="taken")
    with pytest.raises(error):
        create_unit(**({"key": "new", "kind": "phong", "name_vi": "Phòng"} | facts), by=None, at=AT)  # type: ignore[arg-type]
    assert OrgUnit.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_no_unit_is_founded_below_a_closed_one() -> None:
    closed = OrgUnitFactory(valid_to=D(2026, 1, 31))
    with pytest.raises(UnitClosed):
        create_unit(key="new", kind="phong", name_vi="Phòng", parent=closed, by=None, at=AT)


def test_renaming_keeps_the_old_name_for_its_days(heard: list[UnitChange]) -> None:
    unit = OrgUnitFactory(name_vi="Phòng Lãnh sự")
    rename_unit(unit=unit, name_vi="Phòng Lãnh sự - Việt kiều", on=D(2026, 5, 1), legal_basis="QĐ 1", by=None, at=AT)
    unit.refresh_from_db()
    assert unit.name_vi == "Phòng Lãnh sự - Việt kiều"
    assert "viet kieu" in unit.search_text
    assert name_on(unit, D(2026, 4, 30)) == "Phòng Lãnh sự"
    assert name_on(unit, D(2026, 5, 1)) == "Phòng Lãnh sự - Việt kiều"
    assert [(change.kind, change.on) for change in heard] == [("renamed", D(2026, 5, 1))]


def test_the_same_name_again_changes_nothing(heard: list[UnitChange]) -> None:
    unit = OrgUnitFactory(name_vi="Phòng", name_en="")
    rename_unit(unit=unit, name_vi=" Phòng ", on=D(2026, 5, 1), legal_basis="QĐ", by=None, at=AT)
    assert UnitName.objects.count() == 1
    assert heard == []


@pytest.mark.parametrize(
    ("on", "basis", "error"),
    [
        (D(2026, 6, 16), "QĐ", ChangeInTheFuture),
        (D(2026, 5, 1), " ", LegalBasisMissing),
        (D(2015, 1, 1), "QĐ", EndsBeforeItBegins),
        (D(2026, 4, 1), "QĐ", ChangeBeforeTheLast),
    ],
)
def test_a_wrong_renaming_changes_nothing(on: datetime.date, basis: str, error: type[Exception]) -> None:
    unit = OrgUnitFactory(name_vi="Phòng A", valid_from=D(2015, 1, 1))
    rename_unit(unit=unit, name_vi="Phòng B", on=D(2026, 4, 1), legal_basis="QĐ", by=None, at=AT)
    with pytest.raises(error):
        rename_unit(unit=unit, name_vi="Phòng C", on=on, legal_basis=basis, by=None, at=AT)
    unit.refresh_from_db()
    assert unit.name_vi == "Phòng B"
    assert UnitName.objects.count() == 2


def test_today_in_hanoi_is_not_the_future() -> None:
    unit = OrgUnitFactory(name_vi="Phòng A")
    past_midnight = datetime.datetime(2026, 6, 14, 17, 30, tzinfo=datetime.UTC)  # 15 June, 00:30 in Hanoi
    rename_unit(unit=unit, name_vi="Phòng B", on=D(2026, 6, 15), legal_basis="QĐ", by=None, at=past_midnight)
    unit.refresh_from_db()
    assert unit.name_vi == "Phòng B"


def test_a_merger_moves_people_posts_and_parts_by_date(heard: list[UnitChange]) -> None:
    agency = OrgUnitFactory(agency=True)
    old, into = OrgUnitFactory(parent=agency), OrgUnitFactory(parent=agency)
    part = OrgUnitFactory(parent=old)
    post = PostFactory(unit=old)
    present = MembershipFactory(unit=old, post=post)
    over = MembershipFactory(unit=old, valid_to=D(2020, 1, 1))
    coming = MembershipFactory(unit=old, valid_from=D(2027, 1, 1))
    merge_units(units=[old], into=into, on=D(2026, 6, 1), legal_basis="QĐ 2", by=None, at=AT)

    for row in (old, part, post):
        row.refresh_from_db()
    assert old.valid_to == D(2026, 5, 31)
    assert part.parent == into
    assert post.unit == into
    rows = Membership.objects.order_by("unit_id", "valid_from").values_list("unit", "person", "valid_from", "valid_to")
    assert set(rows) == {
        (old.pk, present.person_id, present.valid_from, D(2026, 5, 31)),
        (old.pk, over.person_id, over.valid_from, D(2020, 1, 1)),
        (into.pk, present.person_id, D(2026, 6, 1), None),
        (into.pk, coming.person_id, D(2027, 1, 1), None),
    }
    assert Membership.objects.get(unit=into, person=present.person).post == post
    assert UnitSuccession.objects.get(predecessor=old, successor=into).on == D(2026, 6, 1)
    assert [(change.kind, change.unit) for change in heard] == [("merged", old), ("changed", into)]
    assert heard[0].successors == (into,)


def test_who_has_the_role_there_already_has_it_once_after_a_merger() -> None:
    old, into = OrgUnitFactory(), OrgUnitFactory()
    person = UserFactory()
    for unit in (old, into):
        MembershipFactory(person=person, unit=unit, role=Role.CONTRIBUTOR)
    merge_units(units=[old], into=into, on=D(2026, 6, 1), legal_basis="QĐ", by=None, at=AT)
    assert Membership.objects.filter(person=person, unit=into).count() == 1


@pytest.mark.parametrize("case", ["itself", "future", "no basis", "closed", "above"])
def test_a_wrong_merger_changes_nothing(case: str, heard: list[UnitChange]) -> None:
    parent = OrgUnitFactory()
    old, into = OrgUnitFactory(), OrgUnitFactory(parent=parent)
    facts = {"units": [old], "into": into, "on": D(2026, 6, 1), "legal_basis": "QĐ"}
    wrong: dict[str, tuple[dict[str, object], type[Exception]]] = {
        "itself": ({"units": [into]}, OwnSuccessor),
        "future": ({"on": D(2026, 7, 1)}, ChangeInTheFuture),
        "no basis": ({"legal_basis": ""}, LegalBasisMissing),
        "closed": ({"units": [OrgUnitFactory(valid_to=D(2020, 1, 1))]}, UnitClosed),
        "above": ({"units": [parent]}, OwnAncestor),
    }
    change, error = wrong[case]
    with pytest.raises(error):
        merge_units(**(facts | change), by=None, at=AT)  # type: ignore[arg-type]
    old.refresh_from_db()
    assert old.valid_to is None
    assert not UnitSuccession.objects.exists()
    assert not AuditEntry.objects.exists()
    assert heard == []


def test_a_divided_unit_has_several_successors() -> None:
    old, first, second = OrgUnitFactory(), OrgUnitFactory(), OrgUnitFactory()
    membership = MembershipFactory(unit=old)
    dissolve_unit(unit=old, on=D(2026, 6, 1), legal_basis="QĐ", successors=[first, second], by=None, at=AT)
    old.refresh_from_db()
    membership.refresh_from_db()
    assert old.valid_to == D(2026, 5, 31)
    assert membership.valid_to == D(2026, 5, 31)
    assert old.is_in_being(on=D(2026, 5, 31))
    assert not old.is_in_being(on=D(2026, 6, 1))
    assert set(successors_in_being(old, D(2026, 6, 1))) == {first, second}


def test_successors_are_followed_to_those_in_being() -> None:
    first, second, third = OrgUnitFactory(), OrgUnitFactory(), OrgUnitFactory()
    merge_units(units=[first], into=second, on=D(2025, 6, 1), legal_basis="QĐ", by=None, at=AT)
    merge_units(units=[second], into=third, on=D(2026, 6, 1), legal_basis="QĐ", by=None, at=AT)
    first.refresh_from_db()
    assert successors_in_being(first, D(2026, 6, 10)) == [third]
    assert predecessor_ids(third) == {first.pk, second.pk, third.pk}


def test_a_unit_with_open_parts_is_not_dissolved() -> None:
    unit = OrgUnitFactory()
    OrgUnitFactory(parent=unit, name_vi="Bộ phận Một cửa")
    with pytest.raises(UnitHasOpenParts, match="Bộ phận Một cửa"):
        dissolve_unit(unit=unit, on=D(2026, 6, 1), legal_basis="QĐ", by=None, at=AT)
    unit.refresh_from_db()
    assert unit.valid_to is None


def test_closing_a_closed_unit_changes_nothing(heard: list[UnitChange]) -> None:
    unit = OrgUnitFactory(valid_to=D(2025, 12, 31))
    close_unit(unit=unit, on=D(2026, 6, 1), reason="không còn trong kế hoạch", by=None, at=AT)
    unit.refresh_from_db()
    assert unit.valid_to == D(2025, 12, 31)
    assert heard == []


def test_a_unit_may_be_closed_on_a_day_to_come() -> None:
    unit = OrgUnitFactory()
    close_unit(unit=unit, on=D(2027, 1, 1), reason="QĐ", by=None, at=AT)
    unit.refresh_from_db()
    assert unit.is_in_being(on=D(2026, 12, 31))
    assert not unit.is_in_being(on=D(2027, 1, 1))


def test_what_has_no_history_is_changed_in_place_and_logged() -> None:
    unit, parent = OrgUnitFactory(order=1), OrgUnitFactory()
    update_unit(unit=unit, order=5, parent=parent, by=None, at=AT)
    unit.refresh_from_db()
    assert (unit.order, unit.parent) == (5, parent)
    assert AuditEntry.objects.get().data["order"] == {"from": 1, "to": 5}
    update_unit(unit=unit, order=5, parent=parent, by=None, at=AT)
    assert AuditEntry.objects.count() == 1


def test_a_unit_never_stands_below_itself() -> None:
    unit = OrgUnitFactory()
    part = OrgUnitFactory(parent=unit)
    with pytest.raises(OwnAncestor):
        update_unit(unit=unit, parent=part, by=None, at=AT)
    unit.refresh_from_db()
    assert unit.parent is None


def test_what_a_listener_raises_undoes_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(change: UnitChange) -> None:
        raise RuntimeError

    monkeypatch.setattr(registry, "_unit_callbacks", [refuse])
    unit = OrgUnitFactory(name_vi="Phòng A")
    with pytest.raises(RuntimeError):
        rename_unit(unit=unit, name_vi="Phòng B", on=D(2026, 6, 1), legal_basis="QĐ", by=None, at=AT)
    unit.refresh_from_db()
    assert unit.name_vi == "Phòng A"
    assert not AuditEntry.objects.exists()
