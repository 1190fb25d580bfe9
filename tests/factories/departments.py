"""The organisation for tests.

Usage: `agency = OrgUnitFactory(agency=True)`, `OrgUnitFactory(parent=agency)`,
`MembershipFactory(role=Role.TRANSLATOR)`, `member_of(unit, Role.CONTRIBUTOR)` for a person with one membership.
"""

import datetime

import factory

from cms.accounts.models import User
from cms.departments.models import Holiday, Membership, OrgUnit, Post, UnitName
from cms.departments.roles import Role
from tests.factories.accounts import UserFactory

LONG_AGO = datetime.date(2010, 1, 1)


class OrgUnitFactory(factory.django.DjangoModelFactory[OrgUnit]):
    """A division; `agency=True` for the agency itself."""

    class Meta:
        model = OrgUnit
        skip_postgeneration_save = True

    class Params:
        agency = factory.Trait(kind=OrgUnit.Kind.SO, name_vi="Sở Ngoại vụ", name_en="Department of Foreign Affairs")

    key = factory.Sequence(lambda number: f"phong-{number}")
    kind = OrgUnit.Kind.PHONG
    name_vi = factory.Sequence(lambda number: f"Phòng {number}")
    name_en = factory.Sequence(lambda number: f"Division {number}")

    @factory.post_generation
    def first_name(self: OrgUnit, create: bool, extracted: object) -> None:  # type: ignore[misc]
        if create:
            UnitName.objects.create(
                unit=self,
                name_vi=self.name_vi,
                name_en=self.name_en,
                valid_from=self.valid_from,
                valid_to=self.valid_to,
            )


class PostFactory(factory.django.DjangoModelFactory[Post]):
    """A post of a unit."""

    class Meta:
        model = Post

    key = factory.Sequence(lambda number: f"bien-tap-{number}")
    unit = factory.SubFactory(OrgUnitFactory)
    title_vi = factory.Sequence(lambda number: f"Biên tập viên {number}")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A contributor of a division since long ago."""

    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(OrgUnitFactory)
    role = Role.CONTRIBUTOR
    valid_from = LONG_AGO


class HolidayFactory(factory.django.DjangoModelFactory[Holiday]):
    """A day off."""

    class Meta:
        model = Holiday

    day = datetime.date(2026, 9, 2)
    name = "Quốc khánh"
    source = "Bộ luật Lao động 2019"


def member_of(unit: OrgUnit, *roles: str) -> User:
    """A person with these roles in the unit."""
    person: User = UserFactory()
    for role in roles:
        MembershipFactory(person=person, unit=unit, role=role)
    return person
