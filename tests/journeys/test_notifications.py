"""A person reads their messages in the admin; nobody else's."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.moderation.actions import send_back
from cms.moderation.models import ReviewState
from cms.notifications.actions import notify
from cms.notifications.models import Mail, Notification, NotificationPreference
from cms.subsites.actions import sync_access
from tests.factories.moderation import Newsroom, a_newsroom, reading

pytestmark = pytest.mark.django_db


def test_the_bell_counts_and_a_message_leads_to_what_it_tells() -> None:
    room = _room()
    client = _client(room.head)
    assert "Th\\u00f4ng b\\u00e1o (1)" in _html(client, "wagtailadmin_home") or "Thông báo (1)" in _html(
        client, "wagtailadmin_home"
    )
    row = Notification.objects.get(to=room.head)
    listed = _html(client, "notifications")
    assert row.subject in BeautifulSoup(listed, "html.parser").get_text()

    response = client.post(reverse("notification_open", args=(row.pk,)))
    assert (response.status_code, response["Location"]) == (302, row.path)
    row.refresh_from_db()
    assert row.read_at is not None
    assert "(1)" not in _html(client, "notifications")


def test_messages_of_others_are_not_there() -> None:
    room = _room()
    row = Notification.objects.get(to=room.head)
    for person in (room.other_head, room.writer, room.administrator):
        client = _client(person)
        assert client.post(reverse("notification_open", args=(row.pk,))).status_code == 404
        assert "Tiếp đoàn bạn" not in _html(client, "notifications")
        client.post(reverse("notifications_read_all"), {"until": str(row.pk)})
    row.refresh_from_db()
    assert row.read_at is None


def test_a_text_that_was_sent_back_is_not_called_urgent() -> None:
    room = _room()
    state = ReviewState.objects.get()
    send_back(state=state, reason="Thiếu nguồn ảnh.", by=room.head, at=timezone.now(), **reading(state))
    assert Notification.objects.get(to=room.writer).is_urgent  # mailed at once
    notify(to=[room.writer], kind="urgent_act", subject="Gỡ một bài", path="/admin/", at=timezone.now())
    rows = BeautifulSoup(_html(_client(room.writer), "notifications"), "html.parser").select(".notice")
    marked = [row.select_one(".notice__subject").text for row in rows if row.select_one(".notice__urgent")]
    assert (len(rows), marked) == (2, ["Gỡ một bài"])


def test_reading_by_get_changes_nothing_and_strange_numbers_are_harmless() -> None:
    room = _room()
    client = _client(room.head)
    row = Notification.objects.get(to=room.head)
    assert client.get(reverse("notification_open", args=(row.pk,))).status_code == 405
    for until in ("", "-1", "x", "9" * 40, "٣"):
        assert client.post(reverse("notifications_read_all"), {"until": until}).status_code == 302
    row.refresh_from_db()
    assert row.read_at is None
    client.post(reverse("notifications_read_all"), {"until": str(row.pk)})
    row.refresh_from_db()
    assert row.read_at is not None


def test_a_person_chooses_what_comes_by_mail() -> None:
    room = _room()
    client = _client(room.head)
    chosen = {"email_daily": "on", "daily_at": "08:15", "quiet_from": "17:00", "quiet_to": "07:30"}
    assert client.post(reverse("notification_preferences"), {**chosen, "daily_at": "25:00"}).status_code == 200
    assert not NotificationPreference.objects.exists()
    assert client.post(reverse("notification_preferences"), chosen).status_code == 302
    row = NotificationPreference.objects.get()
    assert (row.user, row.email_urgent, f"{row.daily_at:%H:%M}") == (room.head, False, "08:15")


def test_no_request_sends_mail() -> None:
    room = _room()
    _html(_client(room.head), "wagtailadmin_home")
    assert (mail.outbox, Mail.objects.count()) == ([], 0)


def test_the_screens_ask_for_a_login() -> None:
    for name in ("notifications", "notification_preferences"):
        assert Client().get(reverse(name)).status_code == 302


def _room() -> Newsroom:
    room = a_newsroom()
    sync_access(subsite=room.site.subsite, by=None, at=timezone.now())
    room.submitted(room.draft(title="Tiếp đoàn bạn"), at=timezone.now())
    return room


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _html(client: Client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()
