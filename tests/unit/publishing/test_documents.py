"""Things that are published although they are no pages: units, menus; here cards."""

import dataclasses
import uuid

import pytest

from cms.publishing.actions import put_document, withdraw_document
from cms.publishing.errors import PathTaken
from cms.publishing.models import FormerAddress, PublicationEvent, PublishedDocument
from cms.publishing.sources import SourceDocument
from tests.factories.notes import NoteSite, hanoi, live_note
from tests.testapp.models import Card
from tests.testapp.publication import card_document

pytestmark = pytest.mark.django_db
Kind = PublicationEvent.Kind


@pytest.fixture
def card(site: NoteSite) -> SourceDocument:
    made = Card.objects.create(
        content_id=uuid.uuid4(), site_key=site.subsite.key, title="Phòng Mẫu", path="/the/mau/", made_at=hanoi(1)
    )
    return card_document(made)


def test_putting_a_document_stores_it_with_the_times_of_its_source(card: SourceDocument) -> None:
    event = put_document(document=card, by=None, at=hanoi(2))

    row = PublishedDocument.objects.get(content_id=card.content_id)
    assert event is not None
    assert (event.kind, event.is_first_publication, event.page_id) == (Kind.PUBLISHED, True, None)
    assert (row.path, row.version, row.page_id) == ("/the/mau/", event.pk, None)
    assert (row.first_published_at, row.published_at, row.updated_at) == (hanoi(1), hanoi(1), hanoi(1))
    assert row.changed_at == hanoi(2)


def test_putting_the_same_again_is_no_event(card: SourceDocument) -> None:
    put_document(document=card, by=None, at=hanoi(2))

    assert put_document(document=card, by=None, at=hanoi(3)) is None
    assert PublicationEvent.objects.filter(content_id=card.content_id).count() == 1


def test_a_document_that_moves_leaves_its_address(card: SourceDocument) -> None:
    put_document(document=card, by=None, at=hanoi(2))
    event = put_document(document=dataclasses.replace(card, path="/the/khac/"), by=None, at=hanoi(3))

    assert event is not None
    assert (event.kind, event.previous_path) == (Kind.REFRESHED, "/the/mau/")
    address = FormerAddress.objects.get()
    assert (address.path, address.content_id, address.is_gone) == ("/the/mau/", card.content_id, False)


def test_a_document_without_an_address_collides_with_none(card: SourceDocument) -> None:
    for _number in range(2):
        menu = dataclasses.replace(card, content_id=uuid.uuid4(), path=None)
        put_document(document=menu, by=None, at=hanoi(2))

    assert PublishedDocument.objects.filter(path=None).count() == 2


def test_a_taken_address_is_refused_and_nothing_changes(site: NoteSite, card: SourceDocument) -> None:
    note = live_note(site.home, slug="tin")
    before = PublicationEvent.objects.count()
    with pytest.raises(PathTaken):
        put_document(document=dataclasses.replace(card, path="/tin/"), by=None, at=hanoi(2))

    assert PublicationEvent.objects.count() == before
    assert PublishedDocument.objects.get(path="/tin/").content_id == note.translation_key
    assert not PublishedDocument.objects.filter(content_id=card.content_id).exists()


def test_withdrawing_a_document_answers_gone(card: SourceDocument) -> None:
    put_document(document=card, by=None, at=hanoi(2))
    row = PublishedDocument.objects.get(content_id=card.content_id)
    event = withdraw_document(document=row, by=None, at=hanoi(3), reason="Đã giải thể.")

    assert event is not None
    assert (event.kind, event.path) == (Kind.WITHDRAWN, "/the/mau/")
    assert FormerAddress.objects.get().reason == "Đã giải thể."
    assert withdraw_document(document=row, by=None, at=hanoi(4)) is None


def test_a_document_that_returns_is_published_but_not_for_the_first_time(card: SourceDocument) -> None:
    put_document(document=card, by=None, at=hanoi(2))
    withdraw_document(document=PublishedDocument.objects.get(content_id=card.content_id), by=None, at=hanoi(3))
    event = put_document(document=card, by=None, at=hanoi(4))

    assert event is not None
    assert (event.kind, event.is_first_publication) == (Kind.PUBLISHED, False)
    assert not FormerAddress.objects.exists()
