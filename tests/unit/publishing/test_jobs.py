"""The periodic jobs of publication."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_unpublished

from cms.publishing import jobs
from tests.factories.notes import NoteSite, draft_note, live_note
from tests.testapp.models import NotePage

MINUTE = datetime.timedelta(minutes=1)


def due_note(site: NoteSite) -> Page:
    """A draft whose hour has come."""
    note = draft_note(site.home)
    note.go_live_at = timezone.now() + MINUTE
    revision = note.save_revision()
    revision.publish()
    revision.refresh_from_db()
    revision.content["go_live_at"] = (timezone.now() - MINUTE).isoformat()
    revision.approved_go_live_at = timezone.now() - MINUTE
    revision.save()
    return note


@pytest.mark.django_db(transaction=True)
def test_what_is_due_is_presented_before_its_transaction_begins(
    site: NoteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = due_note(site)
    presented: list[tuple[int, str, Any, bool]] = []

    def present(page: Page, *, mode: str, place: object) -> None:
        presented.append((page.pk, mode, place, connection.in_atomic_block))

    monkeypatch.setattr(jobs, "present_page", present)
    assert jobs.publish_scheduled(timezone.now()) == 1
    assert presented == [(note.pk, "public", None, False)]
    note.refresh_from_db()
    assert note.live


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_presented_ahead_keeps_nothing_from_going_live(
    site: NoteSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    note = due_note(site)

    def broken(page: Page, **values: object) -> None:
        raise OSError("no such picture")

    monkeypatch.setattr(jobs, "present_page", broken)
    assert jobs.publish_scheduled(timezone.now()) == 1
    assert "could not be presented in advance" in caplog.text
    note.refresh_from_db()
    assert note.live


@pytest.mark.django_db
def test_a_draft_saved_while_pictures_are_cut_stays_the_newest(site: NoteSite, monkeypatch: pytest.MonkeyPatch) -> None:
    note = due_note(site)

    def cut(page: Page, **values: object) -> None:
        draft = NotePage.objects.get(pk=note.pk).get_latest_revision_as_object()
        draft.title = "Bản mới hơn"
        draft.save_revision()

    monkeypatch.setattr(jobs, "present_page", cut)
    assert jobs.publish_scheduled(timezone.now()) == 1
    stored = NotePage.objects.get(pk=note.pk)
    assert (stored.live, stored.title, stored.has_unpublished_changes) == (True, note.title, True)
    assert stored.get_latest_revision_as_object().title == "Bản mới hơn"


@pytest.mark.django_db
def test_a_schedule_taken_away_while_pictures_are_cut_is_none(site: NoteSite, monkeypatch: pytest.MonkeyPatch) -> None:
    note = due_note(site)

    def cut(page: Page, **values: object) -> None:
        note.revisions.update(approved_go_live_at=None)

    monkeypatch.setattr(jobs, "present_page", cut)
    assert jobs.publish_scheduled(timezone.now()) == 0
    assert not NotePage.objects.get(pk=note.pk).live


@pytest.mark.django_db
def test_a_page_whose_end_is_put_off_while_others_are_taken_down_stays(site: NoteSite) -> None:
    first, second = live_note(site.home), live_note(site.home)
    over = timezone.now() - MINUTE
    Page.objects.filter(pk=first.pk).update(expire_at=over - MINUTE)
    Page.objects.filter(pk=second.pk).update(expire_at=over)

    def put_off(instance: Page, **_kwargs: object) -> None:
        if instance.pk == first.pk:
            note = NotePage.objects.get(pk=second.pk)
            note.title, note.expire_at = "Gia hạn", timezone.now() + 60 * MINUTE
            note.save_revision().publish()

    page_unpublished.connect(put_off)
    try:
        assert jobs.publish_scheduled(timezone.now()) == 1
    finally:
        page_unpublished.disconnect(put_off)
    stored = NotePage.objects.get(pk=second.pk)
    assert (stored.live, stored.title) == (True, "Gia hạn")
    assert not NotePage.objects.get(pk=first.pk).live
