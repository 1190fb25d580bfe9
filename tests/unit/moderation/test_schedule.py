"""What was approved for a later second is asked again at that second (RELIABILITY 27)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms.audit.models import AuditEntry
from cms.departments.models import OrgUnit
from cms.moderation.models import Approval
from cms.moderation.registry import ScheduleRefused, subscribe, unsubscribe
from cms.publishing.jobs import publish_scheduled
from news.models import ArticlePage
from tests.factories.moderation import Newsroom
from tests.factories.pages import a_site

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def go_live_at() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=1)


@pytest.fixture
def scheduled(room: Newsroom, go_live_at: datetime.datetime) -> ArticlePage:
    """A text the board approved for a later moment."""
    page = room.draft()
    page.go_live_at = go_live_at
    page.save_revision(user=room.writer)
    assert room.approve(room.at_board(page), at=timezone.now()) is None
    page = ArticlePage.objects.get(pk=page.pk)
    assert not page.live
    assert page.scheduled_revision == Approval.objects.get().revision
    return page


def run(at: datetime.datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    """The worker's job at a moment; Wagtail reads the clock itself."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return publish_scheduled(at)


def test_it_goes_live_at_its_second_and_not_before(
    scheduled: ArticlePage, go_live_at: datetime.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(go_live_at - SECOND, monkeypatch) == 0
    assert not ArticlePage.objects.get(pk=scheduled.pk).live
    assert run(go_live_at + SECOND, monkeypatch) == 1
    page = ArticlePage.objects.get(pk=scheduled.pk)
    assert (page.live, page.live_revision_id) == (True, Approval.objects.get().revision_id)
    assert not AuditEntry.objects.filter(action="page.published_outside_workflow", target_id=str(page.pk)).exists()


def test_a_draft_saved_after_the_approval_waits_for_its_own(
    room: Newsroom, scheduled: ArticlePage, go_live_at: datetime.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = scheduled.get_latest_revision_as_object()
    draft.title = "Chưa ai duyệt"
    draft.save_revision(user=room.writer)
    assert run(go_live_at + SECOND, monkeypatch) == 1
    page = ArticlePage.objects.get(pk=scheduled.pk)
    assert (page.title, page.has_unpublished_changes) == (scheduled.title, True)


def test_autosave_does_not_take_the_schedule_away(room: Newsroom, scheduled: ArticlePage) -> None:
    revision = scheduled.scheduled_revision
    draft = scheduled.get_latest_revision_as_object()
    draft.summary = "Lưu tự động."
    draft.save_revision(user=room.writer, overwrite_revision=revision)
    assert scheduled.scheduled_revision == revision


def tampered(page: ArticlePage, room: Newsroom) -> None:
    revision = Revision.objects.get(pk=page.scheduled_revision.pk)
    revision.content["title"] = "Tráo nội dung"
    revision.save()


def given_away(page: ArticlePage, room: Newsroom) -> None:
    ArticlePage.objects.filter(pk=page.pk).update(department=room.other_division)


def unit_closed(page: ArticlePage, room: Newsroom) -> None:
    OrgUnit.objects.filter(pk=room.division.pk).update(valid_to=datetime.date(2020, 1, 1))


def moved_to_another_site(page: ArticlePage, room: Newsroom) -> None:
    other = a_site("ward", hostname="ward.localhost", is_default=False)
    page.move(other.sections["news"]["vi"], pos="last-child")


@pytest.mark.parametrize("change", [tampered, given_away, unit_closed, moved_to_another_site])
def test_what_changed_since_the_approval_is_not_published_and_people_are_told(
    room: Newsroom,
    scheduled: ArticlePage,
    go_live_at: datetime.datetime,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[ArticlePage, Newsroom], None],
) -> None:
    change(scheduled, room)
    heard: list[Any] = []
    subscribe(ScheduleRefused, heard.append)
    try:
        assert run(go_live_at + SECOND, monkeypatch) == 0
        assert run(go_live_at + 2 * SECOND, monkeypatch) == 0
    finally:
        unsubscribe(ScheduleRefused, heard.append)
    page = ArticlePage.objects.get(pk=scheduled.pk)
    assert (page.live, page.scheduled_revision) == (False, None)
    assert [event.page.pk for event in heard] == [page.pk]
    entry = AuditEntry.objects.get(action="moderation.schedule_refused")
    assert (entry.by, entry.data["reason"]) == (None, heard[0].reason)


def test_what_code_scheduled_goes_live_and_the_log_says_so(
    room: Newsroom, go_live_at: datetime.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = room.draft()
    page.go_live_at = go_live_at
    page.save_revision().publish()
    assert run(go_live_at + SECOND, monkeypatch) == 1
    assert ArticlePage.objects.get(pk=page.pk).live
    entry = AuditEntry.objects.get(action="page.published_outside_workflow", target_id=str(page.pk))
    assert entry.data["through"] == "publish_scheduled"
