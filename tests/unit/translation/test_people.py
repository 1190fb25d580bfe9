"""Who is told, who sees what, what is handed over, and what the budget pays."""

import pytest
from django.test import RequestFactory

from cms.departments.errors import NotAllowed
from cms.departments.policy import actor_of
from cms.departments.queries import working_calendar
from cms.departments.roles import Role
from cms.notifications.models import Notification
from cms.translation import handover
from cms.translation.access import visible_requests
from cms.translation.actions import assign_request, claim_request, hand_over_request, remind, set_translation_rule
from cms.translation.errors import ForeignUnit, NotATranslator
from cms.translation.models import TranslationRequest, TranslationRule
from cms.translation.panels import TranslationPanel
from cms.translation.rules import first_reminder, next_reminder
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> TranslatingRoom:
    return a_translating_room()


def told(person: object, kind: str) -> int:
    return Notification.objects.filter(to=person, kind=kind).count()


@pytest.mark.requirement("R079")
def test_requests_are_seen_by_their_units_and_by_who_works_for_the_agency(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    newsroom = room.newsroom
    seen = {
        person
        for person in (*newsroom.everybody, room.translator, room.other_translator)
        if visible_requests(actor_of(person, at=AT)).filter(pk=request.pk).exists()
    }
    hidden = {newsroom.other_head, room.other_translator}
    assert seen == {*newsroom.everybody, room.translator} - hidden


def test_a_late_translation_reaches_the_head_and_a_day_later_the_board(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    newsroom, calendar = room.newsroom, working_calendar()
    before = first_reminder(request.due_at, calendar)
    assert before.hour == 13
    assert remind(at=before) == 1
    assert (told(room.translator, "translation_due"), told(newsroom.head, "translation_late")) == (1, 0)
    assert remind(at=before) == 0  # each once
    assert remind(at=request.due_at) == 0  # at midnight nobody is there
    late = next_reminder(due_at=request.due_at, at=request.due_at, calendar=calendar)
    remind(at=late)
    assert (told(room.translator, "translation_late"), told(newsroom.head, "translation_late")) == (1, 1)
    assert told(newsroom.board_head, "translation_late") == 0
    remind(at=next_reminder(due_at=request.due_at, at=late, calendar=calendar))
    assert (told(newsroom.board_head, "translation_late"), told(newsroom.office, "translation_late")) == (1, 1)
    assert told(newsroom.other_head, "translation_late") == 0
    assert TranslationRequest.objects.get().escalation == 2


def test_a_request_is_given_by_the_head_to_who_translates_for_the_unit(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    head = room.newsroom.head
    with pytest.raises(NotATranslator):
        assign_request(request=request, to=room.other_translator, by=head, at=AT)
    with pytest.raises(NotAllowed):
        assign_request(request=request, to=room.translator, by=room.translator, at=AT)
    given = assign_request(request=request, to=room.translator, by=head, at=AT)
    assert (given.assignee, given.state) == (room.translator, "in_progress")
    assert told(room.translator, "translation_given") == 1
    second = member_of(room.newsroom.division, Role.TRANSLATOR)
    with pytest.raises(NotAllowed):
        claim_request(request=request, by=second, at=AT)
    heir = hand_over_request(request=request, person=room.translator, to=second, by=None, at=AT)
    assert heir.assignee == second
    nobody = hand_over_request(request=request, person=second, to=room.other_translator, by=None, at=AT)
    assert (nobody.assignee, nobody.state) == (None, "waiting")


def test_the_panel_takes_the_same_queries_however_many_requests(
    room: TranslatingRoom, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        room.public(title=f"Bài {number}")
    http = RequestFactory().get("/admin/")
    http.user = room.translator
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        context = TranslationPanel().get_context_data({"request": http})
    assert (context["total"], context["mine"]) == (3, 0)


def test_only_a_unit_of_the_agency_stands_in(room: TranslatingRoom) -> None:
    elsewhere = OrgUnitFactory(agency=True, key="so-khac")
    site = room.newsroom.site.subsite
    with pytest.raises(ForeignUnit):
        set_translation_rule(subsite=site, days=2, fallback_unit=elsewhere, sections={}, by=None, at=AT)
    assert not TranslationRule.objects.exists()
    own = room.newsroom.other_division
    rule = set_translation_rule(subsite=site, days=2, fallback_unit=own, sections={}, by=None, at=AT)
    assert rule.fallback_unit == own


def test_a_request_that_was_given_to_somebody_else_meanwhile_is_not_handed_over(
    room: TranslatingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page, request = room.public()
    second, heir = (member_of(room.newsroom.division, Role.TRANSLATOR) for _ in range(2))
    assign_request(request=request, to=room.translator, by=room.newsroom.head, at=AT)
    listed = handover._of(room.translator)
    assign_request(request=request, to=second, by=room.newsroom.head, at=AT)
    monkeypatch.setattr(handover, "_of", lambda person: listed)
    handover.move(room.translator, heir, None, AT)
    assert TranslationRequest.objects.get().assignee == second
