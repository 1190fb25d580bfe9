"""Who waited for a row works on the row as it is then; and nobody waits for somebody who waits for them."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.bin.actions import move_to_bin, purge, restore
from cms.bin.errors import AlreadyGone
from cms.bin.models import DeletedPage
from cms.departments.actions import appoint
from cms.departments.errors import AlreadyAppointed
from cms.departments.models import Membership, OrgUnit
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.subsites.actions.access_now import keep_access_current
from cms.subsites.models import Subsite
from news.models import ArticlePage
from procedures.models import ProcedurePage
from tests.factories.accounts import UserFactory
from tests.factories.departments import MembershipFactory
from tests.factories.moderation import Newsroom, a_newsroom
from tests.factories.procedures import a_catalogue, a_procedure, full_record
from tests.races.threads import together
from tests.unit.procedures.test_following import translated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 4


@pytest.fixture
def room(transactional_db: None) -> Newsroom:
    return a_newsroom()


def failures(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


def test_a_procedure_and_its_translation_are_published_at_once(transactional_db: None) -> None:
    """The one brings the other along: it holds both pages before it comes to the store."""
    page = a_procedure(a_catalogue(), full_record(), live=True)
    english = translated(page)

    def publish(pk: int, title: str) -> None:
        found = ProcedurePage.objects.get(pk=pk)
        found.title = title
        found.save_revision().publish()

    for number in range(ROUNDS):
        titles = f"Thủ tục {number}", f"Procedure {number}"
        results = together(partial(publish, page.pk, titles[0]), partial(publish, english.pk, titles[1]))
        assert failures(results) == []
        rows = PublishedDocument.objects.filter(content_id=page.translation_key).order_by("-locale")
        assert tuple(rows.values_list("title", flat=True)) == titles


def test_two_who_appoint_one_person_make_one_appointment(room: Newsroom) -> None:
    for _round in range(ROUNDS):
        person = UserFactory()

        def name(pk: int = person.pk) -> Membership:
            found, unit = User.objects.get(pk=pk), OrgUnit.objects.get(pk=room.division.pk)
            at = timezone.now()
            return appoint(person=found, unit=unit, role=Role.CONTRIBUTOR, valid_from=day_of(at), by=None, at=at)

        results = together(name, name)
        assert [type(error) for error in failures(results)] == [AlreadyAppointed], results
        assert Membership.objects.filter(person=person).count() == 1


def test_access_is_put_right_by_many_at_once(room: Newsroom) -> None:
    """The hour's job, an appointment and the person's own request find the same rows missing."""
    subsite = room.site.subsite

    def put_right() -> None:
        sync_access(subsite=Subsite.objects.get(pk=subsite.pk), by=None, at=timezone.now())

    for _round in range(ROUNDS):
        person = UserFactory()
        MembershipFactory(person=person, unit=room.division, role=Role.CONTRIBUTOR)
        own = partial(keep_access_current, User.objects.get(pk=person.pk), timezone.now())
        assert failures(together(put_right, put_right, own)) == []
        assert person.groups.count() == 2  # of the role, and of the unit
        assert sync_access(subsite=subsite, by=None, at=timezone.now()).total == 0


def test_what_lies_in_the_bin_is_put_back_or_gone_for_good(room: Newsroom) -> None:
    for _round in range(ROUNDS):
        page = room.draft()
        pk = move_to_bin(page=page, by=room.writer, at=timezone.now()).pk

        def put_back(pk: int = pk) -> None:
            by = User.objects.get(pk=room.head.pk)
            restore(row=DeletedPage.objects.get(pk=pk), by=by, at=timezone.now())

        def throw_away(pk: int = pk) -> None:
            by = User.objects.get(pk=room.administrator.pk)
            purge(row=DeletedPage.objects.get(pk=pk), reason="Văn bản", by=by, at=timezone.now())

        restored, purged = together(put_back, throw_away)
        assert {type(restored), type(purged)} == {type(None), AlreadyGone}, (restored, purged)
        assert ArticlePage.objects.filter(pk=page.pk).exists() == (restored is None)
