"""Who reads which entries of the audit log where several agencies share the platform."""

import pytest
from django.test import Client

from cms.accounts.models import User
from cms.audit.actions import record
from cms.audit.reading import readable_entries
from cms.departments.roles import Role
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory
from tests.factories.newsroom import Newsroom, a_newsroom
from tests.factories.pages import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


@pytest.fixture
def stranger(room: Newsroom) -> User:
    """Somebody of another agency."""
    person: User = UserFactory()
    MembershipFactory(person=person, unit=room.foreign_site.unit, role=Role.CONTRIBUTOR)
    return person


def labels(reader: User) -> set[str]:
    return set(readable_entries(reader).filter(action="test.done").values_list("target_label", flat=True))


def test_an_agency_reads_what_its_people_did_and_what_was_done_to_its_pages(room: Newsroom, stranger: User) -> None:
    own, foreign = room.pages["own_live"], room.foreign_site.homes["vi"]
    writer, office = room.people["contributor"], room.people["standing_office"]
    record(action="test.done", by=writer, at=AT, target=room.own)
    record(action="test.done", by=None, at=AT, target=own)
    record(action="test.done", by=stranger, at=AT, target=own)
    assert labels(office) == {str(room.own), str(own)}

    record(action="test.done", by=stranger, at=AT, target=room.foreign_site.unit)
    record(action="test.done", by=None, at=AT, target=foreign)
    record(action="test.done", by=None, at=AT, target=stranger)
    assert labels(office) == {str(room.own), str(own)}
    root = User.objects.create_superuser("root", password=None)
    assert readable_entries(root).filter(action="test.done").count() == 6


def test_who_works_for_two_agencies_shows_neither_what_they_did_for_the_other(room: Newsroom, stranger: User) -> None:
    MembershipFactory(person=stranger, unit=room.own, role=Role.CONTRIBUTOR)
    record(action="test.done", by=stranger, at=AT, target=room.foreign_site.unit)
    record(action="test.done", by=stranger, at=AT, target=room.foreign_site.homes["vi"])
    assert labels(room.people["board_head"]) == set()


def test_an_entry_of_another_agency_is_not_there(room: Newsroom, stranger: User, client: Client) -> None:
    own = record(action="test.done", by=room.people["contributor"], at=AT, target=room.own)
    foreign = record(action="test.done", by=stranger, at=AT, target=room.foreign_site.unit)
    client.force_login(room.people["standing_office"])
    assert client.get(f"/admin/audit/inspect/{own.pk}/").status_code == 200
    assert client.get(f"/admin/audit/inspect/{foreign.pk}/").status_code == 404
