"""The store compared with what should be public, mended, and rebuilt from nothing to the same bytes."""

import uuid
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.publishing.actions import put_document
from cms.publishing.models import DocumentFacet, FormerAddress, PublicationEvent, PublishedDocument
from cms.publishing.placing import is_public, place_of
from cms.publishing.public_places import public_places
from cms.publishing.repairing import presented_content_types, repair_visibility
from tests.factories.notes import NoteSite, hanoi, live_note, picture, publish, translation_of
from tests.testapp.models import Card, NotePage
from tests.testapp.publication import card_document

pytestmark = pytest.mark.django_db


def reconcile(*options: str) -> tuple[list[str], int]:
    """The lines of the report without the last, and the exit code."""
    out = StringIO()
    try:
        call_command("reconcile_documents", *options, stdout=out)
        code = 0
    except SystemExit as left:
        code = int(str(left.code))
    return out.getvalue().splitlines()[:-1], code


def kinds(lines: list[str]) -> list[tuple[str, str]]:
    return [(line.split("\t")[0], line.split("\t")[2]) for line in lines if "\t" in line]


def snapshot() -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """Every public byte of the store; `version` may differ."""
    rows = [dict(row) for row in PublishedDocument.objects.order_by("pk").values()]
    for row in rows:
        del row["version"]
    facets = DocumentFacet.objects.order_by("document_id", "name", "value")
    return rows, list(facets.values_list("document_id", "site_id", "locale", "name", "value", "published_at"))


@pytest.fixture
def filled(site: NoteSite, work: Callable[[], int]) -> NoteSite:
    """A site after some life: edits, a withdrawal and a return, a rename, a translation, a card."""
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin", image=picture(credit="Người chụp"))
    note.title = "Đã sửa"
    publish(note)
    note.unpublish()
    publish(note)
    publish(translation_of(note, site.english, slug="news"))
    note.title = "Sửa lần nữa"
    publish(note)
    section.refresh_from_db()
    section.slug = "chuyen-muc"
    publish(section)
    live_note(site.home).unpublish()
    card = Card.objects.create(
        content_id=uuid.uuid4(), site_key=site.subsite.key, title="Thẻ", path="/the/", made_at=hanoi(1)
    )
    put_document(document=card_document(card), by=None, at=hanoi(2))
    work()
    return site


def test_a_sound_store_has_no_differences(filled: NoteSite) -> None:
    assert reconcile() == ([], 0)


def test_a_deleted_store_is_rebuilt_to_the_same_bytes_in_silence(filled: NoteSite) -> None:
    before, events = snapshot(), PublicationEvent.objects.count()
    addresses = list(FormerAddress.objects.order_by("path").values())
    DocumentFacet.objects.all().delete()
    PublishedDocument.objects.all().delete()
    call_command("republish_documents", "--rebuild", stdout=StringIO())

    assert snapshot() == before
    assert PublicationEvent.objects.count() == events
    assert list(FormerAddress.objects.order_by("path").values()) == addresses
    assert reconcile() == ([], 0)


def test_a_rebuild_removes_what_nothing_stands_behind(filled: NoteSite) -> None:
    before = snapshot()
    row = PublishedDocument.objects.get(path="/the/")
    row.pk, row.content_id, row.path = 7, uuid.uuid4(), "/la/"
    row.save(force_insert=True)
    call_command("republish_documents", "--rebuild", stdout=StringIO())

    assert snapshot() == before


def test_every_kind_of_difference_is_found_named_and_mended(filled: NoteSite) -> None:
    subsite = filled.subsite
    note = NotePage.objects.get(slug="tin")
    NotePage.objects.filter(pk=note.pk).update(title="Sửa bằng SQL")
    PublishedDocument.objects.filter(path="/the/").delete()
    surplus = PublishedDocument.objects.get(path="/en/news/")
    NotePage.objects.filter(pk=surplus.page_id).update(live=False)
    storages["public"].delete(f"note-{note.image_id}.png")
    FormerAddress.objects.create(
        site=subsite, path="/chuyen-muc/", content_id=uuid.uuid4(), locale="vi", since=hanoi(1)
    )

    lines, code = reconcile()
    assert code == 1
    assert sorted(kinds(lines)) == [
        ("address", "/chuyen-muc/"),
        ("different", "/chuyen-muc/tin/"),
        ("different", "/en/"),  # it lists what stands below it
        ("file", "/chuyen-muc/tin/"),
        ("missing", "/the/"),
        ("surplus", "/en/news/"),
    ]
    lines, code = reconcile("--repair")
    assert code == 0
    assert reconcile() == ([], 0)
    assert PublishedDocument.objects.get(path="/chuyen-muc/tin/").title == "Sửa bằng SQL"
    assert FormerAddress.objects.get(path="/en/news/").is_gone


def test_only_the_asked_site_is_compared(filled: NoteSite) -> None:
    PublishedDocument.objects.all().delete()

    assert reconcile("--site", "khac") == ([], 0)
    lines, code = reconcile("--site", filled.subsite.key)
    assert (len(lines), code) == (6, 1)


def test_what_no_signal_told_is_mended_in_time(site: NoteSite) -> None:
    note, going = live_note(site.home), live_note(site.home)
    alias = note.create_alias(parent=NotePage.objects.get(pk=site.home.pk), update_slug="ban-sao")
    NotePage.objects.filter(pk=going.pk).update(live=False)

    assert repair_visibility(at=timezone.now()) == 2
    assert PublishedDocument.objects.filter(content_id=alias.translation_key).exists()
    assert not PublishedDocument.objects.filter(content_id=going.translation_key).exists()
    assert repair_visibility(at=timezone.now()) == 0


def test_republishing_a_type_refreshes_only_what_comes_out_different(site: NoteSite, work: Callable[[], int]) -> None:
    changed, same = live_note(site.home), live_note(site.home)
    work()
    NotePage.objects.filter(pk=changed.pk).update(title="Khác")
    before = PublicationEvent.objects.count()
    call_command("republish_documents", "--type", "note", stdout=StringIO())

    new = PublicationEvent.objects.order_by("id")[before:]
    assert [(event.kind, event.page_id) for event in new] == [(PublicationEvent.Kind.REFRESHED, changed.pk)]
    assert PublishedDocument.objects.filter(content_id=same.translation_key).exists()


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(CommandError, match="poem"):
        call_command("republish_documents", "--type", "poem")


def test_a_rename_whose_signal_was_lost_is_seen_with_all_that_is_below(site: NoteSite) -> None:
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin")
    section.slug = "chuyen-muc"
    section.save()  # the process dies before `page_slug_changed`, which comes after the commit

    assert repair_visibility(at=timezone.now()) == 2
    assert PublishedDocument.objects.get(page_id=section.pk).path == "/chuyen-muc/"
    assert PublishedDocument.objects.get(page_id=note.pk).path == "/chuyen-muc/tin/"
    assert repair_visibility(at=timezone.now()) == 0


def test_a_live_page_without_an_address_gets_it_back(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    PublishedDocument.objects.filter(page_id=note.pk).update(path=None)

    assert ("different", "/tin/") in kinds(reconcile()[0])
    assert repair_visibility(at=timezone.now()) == 1
    assert PublishedDocument.objects.get(page_id=note.pk).path == "/tin/"


def test_what_is_restricted_is_taken_out_wherever_the_restriction_stands(site: NoteSite) -> None:
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="tin")
    alias = note.create_alias(parent=NotePage.objects.get(pk=site.home.pk), update_slug="ban-sao")
    repair_visibility(at=timezone.now())
    assert PublishedDocument.objects.filter(page_id=alias.pk).exists()
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=section, restriction_type=PageViewRestriction.LOGIN)]
    )

    assert repair_visibility(at=timezone.now()) == 3
    assert set(PublishedDocument.objects.values_list("page_id", flat=True)) == {site.home.pk, site.english.pk}


def test_the_quick_repair_agrees_with_the_rules_for_one_page(filled: NoteSite) -> None:
    note = NotePage.objects.get(slug="tin")
    note.create_alias(parent=Page.objects.get(pk=filled.home.pk), update_slug="ban-sao")
    note.create_alias(
        parent=Page.objects.get(pk=filled.english.pk), update_slug="sai-tieng", update_locale=filled.english.locale
    )
    found = public_places(content_types=presented_content_types())
    places = {page.pk: place_of(page) for page in Page.objects.filter(depth__gt=1) if is_public(page)}

    assert found == {pk: (place.site.pk, place.path) for pk, place in places.items() if place is not None}
    assert len(found) == 6


def test_the_quick_repair_asks_the_same_few_questions_however_many_pages(site: NoteSite) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert repair_visibility(at=timezone.now()) == 0
        return len(asked)

    section = live_note(site.home)
    few = queries()
    for _number in range(12):
        live_note(section)

    assert queries() == few
    assert few <= 12
