"""The periodic jobs of publication."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from cms.publishing import jobs
from tests.factories.notes import NoteSite, draft_note

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
