"""Publishing, withdrawing and moving one language never alters the other (issue 5; RELIABILITY 28)."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from cms.pages.actions import publish_latest, withdraw
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.subsites.actions import sync_access
from cms.translation.jobs import prepare_texts
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.moderation import AT
from tests.factories.pages import add_section
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db

ROW = (
    "live", "title", "draft_title", "slug", "url_path", "path", "live_revision_id", "latest_revision_id",
    "has_unpublished_changes", "first_published_at", "last_published_at", "locked", "alias_of_id",
)  # fmt: skip
DOCUMENT = ("path", "title", "summary", "body", "links", "updated_at", "published_at", "source_fingerprint")


def _publish(room: TranslatingRoom, page: ArticlePage, number: int) -> None:
    page.title = f"{'Bản sửa số' if page.locale.language_code == 'vi' else 'Version'} {number}"
    page.save_revision()
    publish_latest(page=page, by=None, at=AT)


def _draft(room: TranslatingRoom, page: ArticlePage, number: int) -> None:
    page.summary = f"Draft {number}"
    page.save_revision()


def _withdraw(room: TranslatingRoom, page: ArticlePage, number: int) -> None:
    withdraw(page=page, reason="Thông tin đã cũ.", by=None, at=AT)


def _move(room: TranslatingRoom, page: ArticlePage, number: int) -> None:
    sections = room.newsroom.site.sections
    language = page.locale.language_code
    here = page.get_parent().pk
    there = next(pages[language] for pages in sections.values() if pages[language].pk != here)
    page.move(Page.objects.get(pk=there.pk), pos="last-child")


def _rename(room: TranslatingRoom, page: ArticlePage, number: int) -> None:
    page.slug = f"dia-chi-{number}"
    page.save_revision()
    publish_latest(page=page, by=None, at=AT)


ACTS: dict[str, Callable[[TranslatingRoom, ArticlePage, int], None]] = {
    "publish": _publish,
    "draft": _draft,
    "withdraw": _withdraw,
    "move": _move,
    "rename": _rename,
}


PUBLISHING = ("publish", "rename")


def state_of(key: Any, language: str) -> tuple[Any, Any]:
    """Everything stored of one language: its row, and what the public reads."""
    rows = Page.objects.filter(translation_key=key, locale__language_code=language)
    documents = PublishedDocument.objects.filter(content_id=key, locale=language)
    return list(rows.values_list(*ROW)), list(documents.values_list(*DOCUMENT))


def test_what_happens_to_one_language_never_alters_the_other() -> None:
    room = a_translating_room()
    add_section(room.newsroom.site, "events", number="2")
    page, request = room.public(title="Hợp pháp hóa lãnh sự")
    room.published(room.translated(room.prepared(request)))
    key = page.translation_key
    steps = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(["vi", "en"])), min_size=1, max_size=5)

    @settings(max_examples=12, deadline=None)
    @given(steps)
    def holds(taken: list[tuple[str, str]]) -> None:
        with transaction.atomic():
            for number, (act, language) in enumerate(taken):
                other = "en" if language == "vi" else "vi"
                before = state_of(key, other)
                page = ArticlePage.objects.get(translation_key=key, locale__language_code=language)
                # The English of a Vietnamese text that is not public is not published: then nothing happens at all.
                is_barred = language == "en" and not PublishedDocument.objects.filter(content_id=key, locale="vi")
                with pytest.raises(ValidationError) if is_barred and act in PUBLISHING else nullcontext():
                    ACTS[act](room, page, number)
                run_until_idle(clock=timezone.now)
                prepare_texts(timezone.now())
                assert state_of(key, other) == before, f"{act} of {language} altered {other}"
            transaction.set_rollback(True)

    holds()


def test_a_vietnamese_page_is_not_put_below_the_english_home() -> None:
    """It would be read at /en/… in Vietnamese. By none of the doors, by nobody; among its own it goes everywhere."""
    room = a_translating_room()
    site = room.newsroom.site
    add_section(site, "events", number="2")
    sync_access(subsite=site.subsite, by=None, at=AT)
    live, draft = room.newsroom.live(), room.newsroom.draft(title="Nháp")
    english, vietnamese = site.sections["events"]["en"], site.sections["events"]["vi"]
    copied = {"new_title": "Bản sao", "new_slug": "ban-sao", "department": room.newsroom.division.pk}
    superuser = UserFactory(is_superuser=True)
    people = (room.newsroom.writer, room.newsroom.head, room.newsroom.office, room.newsroom.board_head, superuser)
    for person in people:
        client = Client()
        client.force_login(person)
        before = Page.objects.count()
        for page in (live, draft):
            client.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, english.pk)))
            assert Page.objects.get(pk=page.pk).get_parent().locale.language_code == "vi", person
            for alias in ({}, {"alias": "on"}):
                client.post(
                    reverse("wagtailadmin_pages:copy", args=(page.pk,)),
                    {**copied, "new_parent_page": english.pk, **alias},
                )
                assert Page.objects.count() == before, person
    client = Client()
    client.force_login(room.newsroom.office)
    client.post(reverse("wagtailadmin_pages:copy", args=(draft.pk,)), {**copied, "new_parent_page": vietnamese.pk})
    assert Page.objects.filter(slug="ban-sao").exists()
    client.post(reverse("wagtailadmin_pages:move_confirm", args=(draft.pk, vietnamese.pk)))
    assert Page.objects.get(pk=draft.pk).get_parent().pk == vietnamese.pk


def test_what_was_put_there_by_other_means_is_not_published() -> None:
    room = a_translating_room()
    draft = room.newsroom.draft(title="Nháp")
    draft.move(Page.objects.get(pk=room.newsroom.site.sections["news"]["en"].pk), pos="last-child")
    page = ArticlePage.objects.get(pk=draft.pk)
    with pytest.raises(ValidationError, match="ngôn ngữ khác"):
        page.get_latest_revision().publish()
    assert not ArticlePage.objects.get(pk=page.pk).live
