"""What publishing a page writes: one row, its facets, one event, its deliveries."""

import datetime
import json

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.actions import publish_page, withdraw_page
from cms.publishing.models import (
    Delivery,
    DocumentFacet,
    FormerAddress,
    PublicationEvent,
    PublishedDocument,
    StoreGeneration,
)
from tests.factories.notes import NoteSite, draft_note, live_note, note_site, publish, translation_of
from tests.testapp.models import BackstagePage, NotePage
from tests.testapp.publication import BROKEN

pytestmark = pytest.mark.django_db
Kind = PublicationEvent.Kind


def row(page: Page) -> PublishedDocument | None:
    return PublishedDocument.objects.filter(content_id=page.translation_key, locale=page.locale.language_code).first()


def events(page: Page) -> list[PublicationEvent]:
    return list(PublicationEvent.objects.filter(content_id=page.translation_key).order_by("id"))


def test_publishing_writes_the_document_with_what_the_presenter_says(site: NoteSite) -> None:
    note = live_note(site.home, title="Lễ ra quân", slug="le-ra-quan", summary="Tóm tắt", body="<p>Thân bài</p>")

    document = row(note)
    assert document is not None
    assert (document.site, document.path, document.document_type) == (site.subsite, "/le-ra-quan/", "note")
    assert (document.title, document.summary, document.is_listed, document.in_sitemap) == (
        "Lễ ra quân",
        "Tóm tắt",
        True,
        True,
    )
    assert json.loads(document.body) == {"html": "<p>Thân bài</p>", "mode": "public", "banners": [], "credit": ""}
    assert json.loads(document.links) == {"breadcrumbs": [str(site.home.translation_key)], "children": []}
    assert document.first_published_at == note.first_published_at
    assert document.published_at == note.first_published_at
    assert document.updated_at == note.last_published_at
    assert [(f.name, f.value, f.published_at) for f in document.facets.all()] == [
        ("topic", "note", note.first_published_at)
    ]


def test_publishing_announces_itself_once_to_each_subscriber(site: NoteSite) -> None:
    note = live_note(site.home)

    (event,) = events(note)
    assert (event.kind, event.path, event.previous_path) == (Kind.PUBLISHED, f"/{note.slug}/", "")
    assert (event.page_id, event.revision_id) == (note.pk, note.live_revision_id)
    assert event.is_first_publication
    document = row(note)
    assert document is not None
    assert document.version == event.pk
    names = set(Delivery.objects.filter(event=event).values_list("subscriber", flat=True))
    assert {"cache", "counting", "tally"} <= names
    assert "expansion" not in names


def test_english_stands_under_en(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    english = publish(translation_of(note, site.english, slug="news"))

    document = row(english)
    assert document is not None
    assert (document.path, document.locale, document.content_id) == ("/en/news/", "en", note.translation_key)


def test_a_second_publication_is_not_the_first(site: NoteSite) -> None:
    note = live_note(site.home)
    note.title = "Tiêu đề mới"
    publish(note)

    assert [event.is_first_publication for event in events(note)] == [True, False]


def test_each_language_has_its_own_first_publication(site: NoteSite) -> None:
    note = live_note(site.home)
    english = publish(translation_of(note, site.english))

    assert [(e.locale, e.is_first_publication) for e in events(english)] == [("vi", True), ("en", True)]


def test_first_publication_survives_withdrawal_and_a_deleted_store(site: NoteSite) -> None:
    note = live_note(site.home)
    note.unpublish()
    publish(note)
    PublishedDocument.objects.all().delete()
    publish(note)

    assert [(e.kind, e.is_first_publication) for e in events(note)] == [
        (Kind.PUBLISHED, True),
        (Kind.WITHDRAWN, False),
        (Kind.PUBLISHED, False),
        (Kind.PUBLISHED, False),
    ]


def test_an_edit_does_not_move_a_document_up_the_listing(site: NoteSite) -> None:
    note = live_note(site.home)
    first = note.first_published_at
    publish(note)

    document = row(note)
    assert document is not None
    assert (document.published_at, document.updated_at) == (first, note.last_published_at)
    assert document.updated_at > first


def test_a_draft_is_not_published(site: NoteSite) -> None:
    note = draft_note(site.home)
    note.save_revision()

    assert publish_page(page=note, by=None, at=timezone.now()) is None
    assert row(note) is None
    assert events(note) == []


def test_an_edit_that_waits_leaves_the_live_text(site: NoteSite) -> None:
    note = live_note(site.home, title="Bản đang đăng")
    note.title = "Bản nháp"
    note.save_revision()
    publish_page(page=note, by=None, at=timezone.now(), kind="refreshed")

    document = row(note)
    assert document is not None
    assert document.title == "Bản đang đăng"


def test_a_page_outside_every_site_is_ignored(site: NoteSite) -> None:
    root = Page.objects.get(depth=1)
    stray = live_note(root, slug="stray")

    assert row(stray) is None
    assert events(stray) == []


def test_a_type_declared_unpublished_is_ignored(site: NoteSite) -> None:
    fresh = Page.objects.get(pk=site.home.pk)
    page = fresh.add_child(instance=BackstagePage(title="Hậu trường", slug="hau-truong", locale=fresh.locale))
    page.save_revision().publish()

    assert row(page) is None


def test_the_future_is_not_published(site: NoteSite) -> None:
    note = draft_note(site.home)
    note.go_live_at = timezone.now() + datetime.timedelta(days=1)
    note.save_revision().publish()

    assert row(note) is None


def test_a_refresh_that_changes_nothing_is_no_event(site: NoteSite) -> None:
    note = live_note(site.home)
    generation = StoreGeneration.objects.get().value

    assert publish_page(page=note, by=None, at=timezone.now(), kind="refreshed") is None
    assert len(events(note)) == 1
    assert StoreGeneration.objects.get().value == generation


def test_a_refresh_keeps_the_date_people_see_and_moves_the_one_programs_ask(site: NoteSite) -> None:
    note = live_note(site.home)
    NotePage.objects.filter(pk=note.pk).update(summary="sửa ở nơi khác")
    at = timezone.now() + datetime.timedelta(hours=1)
    event = publish_page(page=note, by=None, at=at, kind="refreshed")

    document = row(note)
    assert event is not None
    assert document is not None
    assert (event.kind, document.version) == (Kind.REFRESHED, event.pk)
    assert (document.updated_at, document.changed_at) == (note.last_published_at, at)


def test_an_older_version_never_overwrites_a_newer_one(site: NoteSite) -> None:
    note = live_note(site.home, title="Mới")
    PublishedDocument.objects.filter(content_id=note.translation_key).update(version=10**9)
    NotePage.objects.filter(pk=note.pk).update(title="Cũ")
    publish_page(page=note, by=None, at=timezone.now())

    document = row(note)
    assert document is not None
    assert (document.title, document.version) == ("Mới", 10**9)


def test_every_change_raises_the_generation(site: NoteSite) -> None:
    before = StoreGeneration.objects.get().value
    note = live_note(site.home)
    published = StoreGeneration.objects.get().value
    note.unpublish()

    assert before < published < StoreGeneration.objects.get().value


def test_a_page_that_cannot_be_presented_does_not_go_live(site: NoteSite) -> None:
    note = draft_note(site.home, summary=BROKEN)
    with pytest.raises(ValueError, match=BROKEN):
        note.save_revision().publish()

    note.refresh_from_db()
    assert not note.live
    assert row(note) is None
    assert events(note) == []


def test_withdrawing_answers_gone_with_the_public_reason(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    note.withdrawal_reason = "Số liệu đang được rà soát."
    note.unpublish()

    assert row(note) is None
    assert not DocumentFacet.objects.filter(document_id__isnull=False, document__content_id=note.translation_key)
    address = FormerAddress.objects.get(path="/tin/")
    assert (address.is_gone, address.reason) == (True, "Số liệu đang được rà soát.")
    assert events(note)[-1].kind == Kind.WITHDRAWN
    assert events(note)[-1].path == "/tin/"


def test_withdrawing_by_code_states_a_general_reason_in_the_pages_language(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    english = publish(translation_of(note, site.english, slug="news"))
    note.unpublish(set_expired=True)
    english.unpublish()

    assert FormerAddress.objects.get(path="/tin/").reason == "Nội dung này không còn được đăng."
    assert FormerAddress.objects.get(path="/en/news/").reason == "This content is no longer published."


def test_withdrawing_what_is_not_public_does_nothing(site: NoteSite) -> None:
    note = draft_note(site.home)

    assert withdraw_page(page=note, by=None, at=timezone.now()) is None
    assert not FormerAddress.objects.exists()


def test_withdrawing_works_on_a_deleted_store(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    PublishedDocument.objects.all().delete()
    note.unpublish()

    assert FormerAddress.objects.get(path="/tin/").is_gone
    assert events(note)[-1].kind == Kind.WITHDRAWN


def test_republishing_clears_the_reason(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    note.unpublish()
    publish(note)

    assert not FormerAddress.objects.exists()
    assert row(note) is not None


def test_deleting_a_live_page_withdraws_it_and_everything_below(site: NoteSite) -> None:
    parent = live_note(site.home, slug="muc")
    child = live_note(parent, slug="tin")
    NotePage.objects.get(pk=parent.pk).delete()

    assert row(parent) is None
    assert row(child) is None
    assert set(FormerAddress.objects.filter(is_gone=True).values_list("path", flat=True)) == {"/muc/", "/muc/tin/"}


def test_an_alias_is_published_and_follows_its_source(site: NoteSite) -> None:
    note = live_note(site.home, title="Nguồn")
    alias = note.create_alias(parent=Page.objects.get(pk=site.home.pk), update_slug="ban-sao")
    publish_page(page=alias, by=None, at=timezone.now())
    note.title = "Nguồn đã sửa"
    publish(note)

    document = row(alias)
    assert document is not None
    assert (document.title, document.path) == ("Nguồn đã sửa", "/ban-sao/")
    note.unpublish()
    assert row(alias) is None


def test_an_alias_in_another_language_is_text_in_the_wrong_language(site: NoteSite) -> None:
    note = live_note(site.home)
    alias = note.create_alias(
        parent=Page.objects.get(pk=site.english.pk), update_locale=site.english.locale, reset_translation_key=False
    )
    assert publish_page(page=alias, by=None, at=timezone.now()) is None
    assert row(alias) is None


def test_a_translation_keeps_the_fingerprint_of_the_text_it_follows(site: NoteSite) -> None:
    note = live_note(site.home, title="Một")
    english = publish(translation_of(note, site.english))
    first = row(note)
    document = row(english)
    assert first is not None
    assert document is not None
    assert document.translated_fingerprint == first.source_fingerprint

    note.title = "Hai"
    publish(note)
    publish_page(page=english, by=None, at=timezone.now(), kind="refreshed")
    stale, source = row(english), row(note)
    assert stale is not None
    assert source is not None
    assert stale.translated_fingerprint == first.source_fingerprint != source.source_fingerprint

    publish(english)
    fresh = row(english)
    assert fresh is not None
    assert fresh.translated_fingerprint == source.source_fingerprint


def test_moving_to_another_site_leaves_the_first(site: NoteSite) -> None:
    city = note_site(key="city", hostname="city.localhost")
    note = live_note(site.home, slug="tin")
    NotePage.objects.get(pk=note.pk).move(Page.objects.get(pk=city.home.pk), pos="last-child")
    publish_page(page=note, by=None, at=timezone.now(), kind="refreshed")

    document = PublishedDocument.objects.get(content_id=note.translation_key)
    assert (document.site, document.path) == (city.subsite, "/tin/")
    address = FormerAddress.objects.get(site=site.subsite, path="/tin/")
    assert address.is_gone
