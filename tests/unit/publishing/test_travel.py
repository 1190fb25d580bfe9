"""What an editor is told of a publication under way: red after ten minutes, never before."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from cms.audit.models import AuditEntry
from cms.kernel.calendar import HANOI
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.travel import LATE_AFTER, Step, travel_of_page
from tests.factories.notes import NoteSite, live_note

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 6, 15, 9, 5, tzinfo=HANOI)


@pytest.fixture
def note(site: NoteSite) -> Page:
    """Published at 09:05; the cache has not been told yet."""
    note = live_note(site.home, slug="tin")
    PublicationEvent.objects.filter(content_id=note.translation_key).update(occurred_at=AT)
    return note


def cache_delivery(note: Page, **changes: object) -> Delivery:
    delivery = Delivery.objects.filter(event__content_id=note.translation_key, subscriber="cache").latest("id")
    for name, value in changes.items():
        setattr(delivery, name, value)
    delivery.save()
    return delivery


def told(note: Page, after: datetime.timedelta) -> Step:
    with override("vi"):
        return next(step for step in travel_of_page(note, at=AT + after).steps if step.subscriber == "cache")


def test_the_api_has_it_from_the_first_moment(note: Page) -> None:
    with override("vi"):
        first = travel_of_page(note, at=AT).steps[0]
    assert (first.label, first.text, first.tone) == ("API và trang công khai", "xong lúc 15/06/2026 09:05", "good")


def test_a_withdrawal_is_told_as_one(note: Page) -> None:
    note.unpublish()
    with override("vi"):
        assert travel_of_page(note, at=timezone.now()).steps[0].label == "Gỡ khỏi API và trang công khai"


def test_what_waits_is_red_after_ten_minutes_and_not_before(note: Page) -> None:
    just_before = told(note, LATE_AFTER - datetime.timedelta(seconds=1))
    assert (just_before.text, just_before.tone) == ("đang chuyển…", "")
    after = told(note, LATE_AFTER)
    assert (after.text, after.tone) == ("sau 10 phút vẫn chưa tới nơi", "late")
    assert datetime.timedelta(minutes=10) == LATE_AFTER


def test_what_arrived_late_is_not_red(note: Page) -> None:
    cache_delivery(note, state=Delivery.State.DONE, done_at=AT + datetime.timedelta(hours=1))
    step = told(note, datetime.timedelta(hours=2))
    assert (step.text, step.tone, step.delivery) == ("xong lúc 15/06/2026 10:05", "good", None)


def test_what_was_given_up_can_be_named_to_be_sent_again(note: Page) -> None:
    dead = cache_delivery(note, state=Delivery.State.DEAD)
    early, late = told(note, datetime.timedelta(minutes=1)), told(note, LATE_AFTER)
    assert (early.text, early.tone, early.delivery) == ("đã dừng sau nhiều lần thử", "", dead.pk)
    assert (late.tone, late.delivery) == ("late", dead.pk)


def test_it_is_asked_again_while_something_may_change(note: Page) -> None:
    assert travel_of_page(note, at=AT).is_under_way
    Delivery.objects.update(state=Delivery.State.DONE, done_at=AT)
    assert not travel_of_page(note, at=AT).is_under_way
    cache_delivery(note, state=Delivery.State.DEAD)
    assert travel_of_page(note, at=AT).is_under_way  # it will turn red
    assert not travel_of_page(note, at=AT + LATE_AFTER).is_under_way


def test_a_page_never_published_has_no_steps(site: NoteSite, note: Page) -> None:
    PublicationEvent.objects.all().delete()
    travel = travel_of_page(note, at=AT)
    assert (travel.event, travel.steps, travel.is_under_way) == (None, (), False)


def test_the_answer_offers_sending_again_to_those_who_may(note: Page, admin_client: Client) -> None:
    dead = cache_delivery(note, state=Delivery.State.DEAD)
    answer = admin_client.get(reverse("publishing_page_status", args=[note.pk]))
    step = next(one for one in answer.json()["deliveries"] if one["subscriber"] == "cache")
    assert step["retry_url"] == reverse("publishing_retry", args=[dead.pk])
    assert "no-store" in answer["Cache-Control"]


def test_the_button_is_answered_without_a_page(note: Page, admin_client: Client) -> None:
    dead = cache_delivery(note, state=Delivery.State.DEAD)
    address, accept = reverse("publishing_retry", args=[dead.pk]), {"accept": "application/json"}
    first = admin_client.post(address, headers=accept)
    second = admin_client.post(address, headers=accept)
    assert (first.status_code, second.status_code) == (200, 409)
    assert first.json() == {"message": "Sẽ được gửi lại trong vòng một giây."}
    dead.refresh_from_db()
    assert dead.state == Delivery.State.PENDING
    assert AuditEntry.objects.filter(action="publishing.retry_delivery").count() == 1
