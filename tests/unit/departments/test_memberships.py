"""People are appointed by date; posts are held by memberships."""

import datetime

import pytest

from cms.audit.models import AuditEntry
from cms.departments.actions import appoint, create_post, end_membership
from cms.departments.errors import (
    AlreadyAppointed,
    EndsBeforeItBegins,
    PostKeyTaken,
    PostOfAnotherUnit,
    UnitClosed,
)
from cms.departments.models import Membership
from cms.departments.queries import holders_of, memberships_of
from cms.departments.roles import Role
from cms.kernel.calendar import HANOI
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory, OrgUnitFactory, PostFactory

pytestmark = pytest.mark.django_db
D = datetime.date
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


@pytest.mark.requirement("R160")
def test_the_responsible_editor_is_whoever_holds_the_post_that_day() -> None:
    office = OrgUnitFactory()
    post = create_post(key="office-editor-1", unit=office, title_vi="Biên tập viên 1", by=None, at=AT)
    first, second = UserFactory(), UserFactory()
    facts = {"unit": office, "role": Role.SECTION_EDITOR, "post": post, "by": None, "at": AT}
    appoint(person=first, valid_from=D(2026, 1, 1), valid_to=D(2026, 3, 31), **facts)
    appoint(person=second, valid_from=D(2026, 4, 1), **facts)
    assert holders_of(post, D(2025, 12, 31)) == []
    assert holders_of(post, D(2026, 3, 31)) == [first]
    assert holders_of(post, D(2026, 4, 1)) == [second]


@pytest.mark.requirement("R010")
def test_one_person_may_contribute_for_several_units() -> None:
    person = UserFactory()
    units = [OrgUnitFactory(), OrgUnitFactory()]
    for unit in units:
        appoint(person=person, unit=unit, role=Role.CONTRIBUTOR, valid_from=D(2026, 1, 1), by=None, at=AT)
    assert {row.unit for row in memberships_of(person, D(2026, 6, 1))} == set(units)
    assert not memberships_of(person, D(2025, 12, 31))


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"valid_to": D(2025, 12, 31)}, EndsBeforeItBegins),
        ({"valid_from": D(2031, 1, 1)}, UnitClosed),
        ({"role": "chu-tich"}, ValueError),
    ],
)
def test_a_wrong_appointment_is_refused(facts: dict[str, object], error: type[Exception]) -> None:
    unit = OrgUnitFactory(valid_to=D(2030, 12, 31))
    given = {"person": UserFactory(), "unit": unit, "role": Role.CONTRIBUTOR, "valid_from": D(2026, 1, 1)}
    with pytest.raises(error):
        appoint(**(given | facts), by=None, at=AT)  # type: ignore[arg-type]
    assert not Membership.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_post_is_held_in_its_own_unit() -> None:
    post = PostFactory()
    with pytest.raises(PostOfAnotherUnit):
        appoint(
            person=UserFactory(),
            unit=OrgUnitFactory(),
            role=Role.SECTION_EDITOR,
            post=post,
            valid_from=D(2026, 1, 1),
            by=None,
            at=AT,
        )
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "overlaps"),
    [
        (D(2026, 6, 1), None, True),
        (D(2025, 1, 1), D(2026, 1, 1), True),
        (D(2026, 6, 30), D(2026, 7, 31), True),
        (D(2026, 7, 1), None, False),
        (D(2025, 1, 1), D(2025, 12, 31), False),
    ],
)
def test_nobody_is_the_same_twice_on_a_day(
    valid_from: datetime.date, valid_to: datetime.date | None, overlaps: bool
) -> None:
    held = MembershipFactory(valid_from=D(2026, 1, 1), valid_to=D(2026, 6, 30))
    facts = {"person": held.person, "unit": held.unit, "role": held.role, "by": None, "at": AT}
    if overlaps:
        with pytest.raises(AlreadyAppointed):
            appoint(valid_from=valid_from, valid_to=valid_to, **facts)
    else:
        appoint(valid_from=valid_from, valid_to=valid_to, **facts)
    assert Membership.objects.count() == (1 if overlaps else 2)


def test_an_end_is_the_last_day_and_an_earlier_end_stays() -> None:
    membership = MembershipFactory(valid_from=D(2026, 1, 1))
    end_membership(membership=membership, on=D(2026, 3, 31), by=None, at=AT)
    end_membership(membership=membership, on=D(2026, 12, 31), by=None, at=AT)
    membership.refresh_from_db()
    assert membership.valid_to == D(2026, 3, 31)
    assert AuditEntry.objects.filter(action="membership.ended").count() == 1


def test_a_membership_does_not_end_before_it_begins() -> None:
    membership = MembershipFactory(valid_from=D(2026, 1, 1))
    with pytest.raises(EndsBeforeItBegins):
        end_membership(membership=membership, on=D(2025, 12, 31), by=None, at=AT)
    membership.refresh_from_db()
    assert membership.valid_to is None


def test_a_post_key_is_given_once() -> None:
    post = PostFactory()
    with pytest.raises(PostKeyTaken):
        create_post(key=post.key, unit=post.unit, title_vi="Khác", by=None, at=AT)
