"""What becomes of a request when either language is withdrawn, comes back or changes: state, date, who is told."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.bin.actions import move_to_bin, purge, restore
from cms.bin.queries import in_the_bin
from cms.departments.actions import merge_units
from cms.departments.errors import NotAllowed
from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.notifications.models import Notification
from cms.pages.actions import publish_latest, withdraw
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.translation.actions import (
    ask_for_preparation,
    build_draft,
    claim_request,
    follow_organisation,
    prepare_next,
    remind,
    reopen_request,
    save_segments,
    waive_request,
)
from cms.translation.errors import PageInBin, SourceGone
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.rules import restarts_clock
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.moderation import AT, open_step_of
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db
REASON = "Thông tin đã cũ."
LONG_AGO = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)


@pytest.fixture
def room() -> TranslatingRoom:
    return a_translating_room()


def now_of(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def withdrawn(page: Any) -> TranslationRequest:
    withdraw(page=now_of(page), reason=REASON, by=None, at=timezone.now())
    run_until_idle(clock=timezone.now)
    return TranslationRequest.objects.get(content_id=page.translation_key)


def published(page: Any, **changes: Any) -> TranslationRequest:
    fresh = now_of(page)
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save_revision()
    publish_latest(page=fresh, by=None, at=timezone.now())
    run_until_idle(clock=timezone.now)
    return TranslationRequest.objects.get(content_id=page.translation_key)


def long_overdue() -> None:
    TranslationRequest.objects.update(due_at=LONG_AGO, next_reminder_at=LONG_AGO)


def is_due_anew(request: TranslationRequest) -> bool:
    return request.due_at > timezone.now() and request.escalation == 0


@pytest.mark.requirement("R077")
def test_the_english_of_a_withdrawn_text_does_not_go_public_and_its_reviewers_are_told(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    english = room.submitted(room.translated(room.prepared(request)))
    request = withdrawn(page)
    assert (request.state, request.closed_by) == ("not_needed", None)
    told = Notification.objects.filter(kind="translation_orphan", subject__contains="không thể đăng")
    assert {row.to for row in told} >= {room.newsroom.head, room.newsroom.office, room.newsroom.board_head}
    state = open_step_of(english)
    while state.step != "board_approval":
        state = room.newsroom.approve(state)
    with pytest.raises((ValidationError, DomainError), match="không còn công khai"):
        room.newsroom.approve(state)
    assert not now_of(english).live
    assert not PublishedDocument.objects.filter(locale="en", content_id=page.translation_key).exists()


def test_the_same_english_goes_public_while_its_source_is(room: TranslatingRoom) -> None:
    """The control of the one above."""
    _page, request = room.public(title="Hợp pháp hóa")
    assert room.published(room.translated(room.prepared(request))).live


@pytest.mark.requirement("R078")
@pytest.mark.parametrize("begun", [False, True])
def test_a_text_that_is_public_again_is_owed_again(room: TranslatingRoom, begun: bool) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    if begun:
        room.translated(room.prepared(request))
    words = StringTranslation.objects.count()
    assert withdrawn(page).state == "not_needed"
    long_overdue()
    request = published(page)
    assert request.state == ("in_progress" if begun else "waiting")
    assert is_due_anew(request)
    assert request.reason == ""
    assert StringTranslation.objects.count() == words


def test_what_a_person_said_is_not_needed_stays_so_when_the_text_is_published_again(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    waive_request(request=request, reason="Ngoài 150 tin.", by=room.newsroom.head, at=AT)
    withdrawn(page)
    request = published(page, title="Hợp pháp hóa lãnh sự")
    assert (request.state, request.closed_by) == ("not_needed", room.newsroom.head)


def test_a_withdrawn_english_page_is_owed_from_then_on(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    english = room.published(room.translated(room.prepared(request)))
    long_overdue()
    request = withdrawn(english)
    assert request.state == "waiting"
    assert is_due_anew(request)
    assert remind(at=timezone.now()) == 0


@pytest.mark.parametrize("english_first", [False, True])
def test_when_both_are_withdrawn_nobody_is_reminded_for_ever(room: TranslatingRoom, english_first: bool) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    english = room.published(room.translated(room.prepared(request)))
    for gone in (english, page) if english_first else (page, english):
        request = withdrawn(gone)
    assert request.state == "not_needed"
    assert remind(at=timezone.now() + datetime.timedelta(days=365)) == 0


def test_a_stale_translation_of_a_withdrawn_text_reminds_nobody(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    room.published(room.translated(room.prepared(request)))
    assert published(page, title="Hợp pháp hóa lãnh sự").state == "stale"
    assert withdrawn(page).state == "not_needed"
    assert remind(at=timezone.now() + datetime.timedelta(days=365)) == 0
    request = published(page)
    assert request.state == "stale"  # the English page is still public, and still says what was
    assert is_due_anew(request)


STATES = ["waiting", "in_progress", "in_review", "live"]


@pytest.mark.requirement("R078")
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("is_late", [False, True])
def test_a_changed_text_gives_two_days_anew_to_what_was_done_or_in_time(
    room: TranslatingRoom, state: str, is_late: bool
) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    if state != "waiting":
        request = room.translated(room.prepared(request))
    if state == "in_review":
        room.submitted(request)
    if state == "live":
        room.published(request)
    soon = timezone.now() + datetime.timedelta(minutes=5)
    TranslationRequest.objects.update(due_at=LONG_AGO if is_late else soon)
    request = published(page, title="Hợp pháp hóa lãnh sự")
    assert request.state == ("stale" if state == "live" else state)
    stays = is_late and state in {"waiting", "in_progress"}
    assert request.due_at == LONG_AGO if stays else request.due_at > soon


def test_the_rule_of_the_clock() -> None:
    due = AT
    before, after = AT - datetime.timedelta(hours=1), AT + datetime.timedelta(hours=1)
    assert [restarts_clock(is_done=done, due_at=due, at=at) for done in (False, True) for at in (before, after)] == [
        True, False, True, True,
    ]  # fmt: skip


def test_nothing_translated_is_lost_when_the_english_page_is_deleted_for_good(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    english = room.target(room.translated(room.prepared(request)))
    words = {segment.source: segment.translation for segment in segments_of(request)}
    row = move_to_bin(page=english, by=room.newsroom.office, at=AT)
    request = TranslationRequest.objects.get()
    title = segments_of(request)[0]
    with pytest.raises(PageInBin):
        save_segments(request=request, translations={title.id: "Other"}, by=room.translator, at=AT)
    with pytest.raises(PageInBin):
        build_draft(request=request, by=room.translator, at=AT)
    with pytest.raises(PageInBin):
        ask_for_preparation(request=request, by=room.translator, at=AT)
    purge(row=row, reason="Làm lại.", by=room.newsroom.administrator, at=AT)
    request = TranslationRequest.objects.get()
    assert (request.target_page, request.is_ready) == (None, False)
    request = room.prepared(request)
    assert request.is_ready
    assert {segment.source: segment.translation for segment in segments_of(request)} == words
    assert build_draft(request=request, by=room.translator, at=AT).as_object().title == words["Hợp pháp hóa"]


def test_a_page_that_comes_back_from_the_bin_is_translated_on(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    english = room.target(room.translated(room.prepared(request)))
    move_to_bin(page=english, by=room.newsroom.office, at=AT)
    restore(row=in_the_bin().get(), by=room.newsroom.office, at=AT)
    assert build_draft(request=request, by=room.translator, at=AT)


def test_a_change_while_the_english_lies_in_the_bin_says_why_nothing_is_prepared(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    english = room.target(room.translated(room.prepared(request)))
    move_to_bin(page=english, by=room.newsroom.office, at=AT)
    published(page, title="Hợp pháp hóa lãnh sự")
    prepare_next(at=timezone.now())
    request = TranslationRequest.objects.get()
    assert request.preparation == "failed"
    assert "thùng rác" in request.preparation_error


def test_nobody_asks_for_the_translation_of_a_withdrawn_text(room: TranslatingRoom) -> None:
    page, _request = room.public(title="Hợp pháp hóa")
    request = withdrawn(page)
    with pytest.raises(SourceGone):
        reopen_request(request=request, by=room.newsroom.head, at=AT)


def end_of(person: Any) -> None:
    Membership.objects.filter(person=person).update(valid_to=(timezone.now() - datetime.timedelta(days=2)).date())


def test_a_text_that_changes_after_its_translator_left_goes_to_those_who_are_there(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    room.published(room.translated(room.prepared(request)))
    second = member_of(room.newsroom.division, Role.TRANSLATOR)
    end_of(room.translator)
    request = published(page, title="Hợp pháp hóa lãnh sự")
    assert (request.state, request.assignee) == ("stale", None)
    assert Notification.objects.filter(to=second, kind="translation_stale").exists()
    assert claim_request(request=request, by=second, at=timezone.now()).assignee == second


def test_who_has_left_writes_no_longer_what_was_given_to_them(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    request = room.prepared(request)
    claim_request(request=request, by=room.translator, at=timezone.now())
    end_of(room.translator)
    title = segments_of(request)[0]
    with pytest.raises(NotAllowed):
        save_segments(request=request, translations={title.id: "X"}, by=room.translator, at=timezone.now())
    second = member_of(room.newsroom.division, Role.TRANSLATOR)
    assert follow_organisation(at=timezone.now()) == 1
    request = TranslationRequest.objects.get()
    assert (request.assignee, request.state) == (None, "waiting")
    assert Notification.objects.filter(to=second, kind="translation_waiting").exists()
    assert follow_organisation(at=timezone.now()) == 0


def test_the_work_of_a_merged_unit_goes_on_with_its_people_in_the_successor(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa")
    request = claim_request(request=request, by=room.translator, at=timezone.now())
    now = timezone.now()
    division, successor = room.newsroom.division, OrgUnitFactory(parent=room.newsroom.site.unit)
    merge_units(units=[division], into=successor, on=day_of(now), legal_basis="Quyết định 1", by=None, at=now)
    assert follow_organisation(at=now) == 1
    request = TranslationRequest.objects.get()
    assert (request.pool, request.assignee) == (successor, room.translator)
    room.translated(room.prepared(request, at=now), at=now)
    assert build_draft(request=request, by=room.translator, at=now)


def test_a_translator_who_is_appointed_later_gets_what_nobody_could_do(room: TranslatingRoom) -> None:
    end_of(room.translator)
    _page, request = room.public(title="Hợp pháp hóa")
    assert request.pool is None
    assert follow_organisation(at=timezone.now()) == 0
    late = member_of(room.newsroom.division, Role.TRANSLATOR)
    assert follow_organisation(at=timezone.now()) == 1
    assert TranslationRequest.objects.get().pool == room.newsroom.division
    assert Notification.objects.filter(to=late, kind="translation_waiting").exists()


@pytest.mark.requirement("R078")
def test_a_change_that_was_waived_does_not_silence_the_next_one_while_the_english_is_public(
    room: TranslatingRoom,
) -> None:
    page, request = room.public(title="Hợp pháp hóa lãnh sự")
    room.published(room.translated(room.prepared(request)))

    def change(title: str) -> TranslationRequest:
        changed = now_of(page)
        changed.title = title
        changed.save_revision(user=room.newsroom.writer)
        room.newsroom.live(changed)
        return room.request_of(page)

    request = change("Hợp pháp hóa lãnh sự, chứng nhận lãnh sự")
    assert request.state == "stale"
    waive_request(request=request, reason="Chỉ sửa cách viết.", by=room.newsroom.head, at=AT)
    request = change("Hợp pháp hóa lãnh sự: phí 60.000 đồng")
    assert (request.state, request.reason, request.closed_by) == ("stale", "", None)
    assert request.due_at > timezone.now()


def test_a_waiver_of_what_was_never_translated_stays_whatever_changes(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa lãnh sự")
    waive_request(request=request, reason="Ngoài 150 tin.", by=room.newsroom.head, at=AT)
    changed = now_of(page)
    changed.title = "Hợp pháp hóa lãnh sự trong ngày"
    changed.save_revision(user=room.newsroom.writer)
    room.newsroom.live(changed)
    assert room.request_of(page).state == "not_needed"
