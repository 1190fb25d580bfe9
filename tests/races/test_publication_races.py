"""Two at once: one handles, the last wins, and the store says what the page says."""

from functools import partial

import pytest
from django.utils import timezone

from cms.publishing.actions import publish_page
from cms.publishing.models import Delivery, FormerAddress, PublicationEvent, PublishedDocument
from cms.publishing.reconciling import findings
from cms.publishing.subscribers import subscriber
from cms.publishing.worker import run_until_idle
from cms.publishing.worker.claiming import claim_next
from cms.publishing.worker.delivering import deliver_next
from tests.factories.notes import NoteSite, draft_note, live_note, note_site
from tests.races.threads import together
from tests.testapp.models import NotePage, Tallied

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
Kind = PublicationEvent.Kind
ROUNDS = 10


@pytest.fixture
def site(transactional_db: None) -> NoteSite:
    return note_site()


def publish_titled(pk: int, title: str) -> None:
    note = NotePage.objects.get(pk=pk)
    note.title = title
    note.save_revision().publish()


def unpublish(pk: int) -> None:
    NotePage.objects.get(pk=pk).unpublish()


def refresh(pk: int) -> None:
    publish_page(page=NotePage.objects.get(pk=pk), by=None, at=timezone.now(), kind="refreshed")


def failures(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, Exception)]


def test_of_eight_workers_exactly_one_claims_a_delivery(site: NoteSite) -> None:
    for _round in range(ROUNDS):
        Delivery.objects.all().delete()
        live_note(site.home)
        Delivery.objects.exclude(subscriber="tally").delete()
        at = timezone.now()
        claims = together(*[partial(claim_next, subscriber="tally", at=at)] * 8)

        assert failures(claims) == []
        assert len([claim for claim in claims if claim is not None]) == 1


def test_two_workers_on_a_queue_run_every_effect_once(site: NoteSite) -> None:
    notes = [live_note(site.home) for _number in range(8)]
    to = subscriber("tally")
    assert to is not None

    def drain() -> None:
        while deliver_next(to=to, clock=timezone.now) is not None:
            pass

    assert failures(together(drain, drain)) == []
    effects = list(Tallied.objects.values_list("event_uid", flat=True))
    assert len(effects) == len(set(effects)) == len(notes) + 2  # and the two homes
    assert not Delivery.objects.filter(subscriber="tally").exclude(state=Delivery.State.DONE).exists()


def test_of_two_publications_at_once_the_last_wins_in_one_row(site: NoteSite) -> None:
    for _round in range(ROUNDS):
        note = draft_note(site.home)
        results = together(partial(publish_titled, note.pk, "Bản A"), partial(publish_titled, note.pk, "Bản B"))

        assert failures(results) == []
        note.refresh_from_db()
        row = PublishedDocument.objects.get(content_id=note.translation_key)
        events = PublicationEvent.objects.filter(content_id=note.translation_key).order_by("id")
        assert row.title == note.title
        assert row.version == max(event.pk for event in events)
        assert [event.is_first_publication for event in events] == [True, False]


def test_publishing_and_withdrawing_at_once_leave_page_and_store_agreed(site: NoteSite) -> None:
    for _round in range(ROUNDS):
        note = live_note(site.home)
        assert failures(together(partial(publish_titled, note.pk, "Mới"), partial(unpublish, note.pk))) == []

        note.refresh_from_db()
        stored = PublishedDocument.objects.filter(content_id=note.translation_key).exists()
        assert stored == note.live
        assert FormerAddress.objects.filter(content_id=note.translation_key, is_gone=True).exists() == (not note.live)


def test_a_refresh_never_brings_back_what_a_publication_replaced(site: NoteSite) -> None:
    for _round in range(ROUNDS):
        note = live_note(site.home, title="Cũ")
        NotePage.objects.filter(pk=note.pk).update(summary="đổi, để làm mới có việc")
        assert failures(together(partial(publish_titled, note.pk, "Mới"), partial(refresh, note.pk))) == []

        assert PublishedDocument.objects.get(content_id=note.translation_key).title == "Mới"
    assert [finding.kind for finding in findings(at=timezone.now()) if finding.kind != "different"] == []


def test_many_pages_at_once_keep_the_ids_of_events_in_the_order_of_commits(site: NoteSite) -> None:
    notes = [draft_note(site.home) for _number in range(6)]
    assert failures(together(*[partial(publish_titled, note.pk, "Tin") for note in notes])) == []

    versions = PublishedDocument.objects.filter(page_id__in=[note.pk for note in notes])
    assert len(set(versions.values_list("version", flat=True))) == len(notes)
    run_until_idle(clock=timezone.now)
    assert list(findings(at=timezone.now())) == []
