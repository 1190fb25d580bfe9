"""Texts are taken apart in the background: queries, pages above, inline children, what was written by hand."""

import datetime
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from cms.pages.models import BasePage
from cms.subsites.actions import sync_access
from cms.translation.actions import ask_for_preparation, ask_for_translation, prepare_next
from cms.translation.actions.preparing import LEASE, MOST_TRIES
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.suggesting import offers_for
from news.actions import draft_translation
from news.models import ArticlePage, SectionPage
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> TranslatingRoom:
    made = a_translating_room()
    sync_access(subsite=made.newsroom.site.subsite, by=None, at=AT)
    return made


def long_body(paragraphs: int) -> list[dict[str, Any]]:
    texts = [f"<p>Đoạn văn số {number} của bài.</p>" for number in range(paragraphs)]
    return [{"type": "paragraph", "id": str(uuid.uuid4()), "value": {"text": text, "lang": ""}} for text in texts]


def test_a_section_and_an_article_are_opened_within_the_agreed_queries(room: TranslatingRoom) -> None:
    """≤ 60 in the request, ≤ 800 in the background, for an article of 20 paragraphs below a section without English."""
    page, request = room.public(title="Hợp pháp hóa lãnh sự", body=long_body(20))
    Page.objects.get(pk=room.newsroom.site.sections["news"]["en"].pk).delete()
    client = Client()
    client.force_login(room.translator)
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("translation_start", args=(request.pk,)))
    assert len(asked) <= 60
    with CaptureQueriesContext(connection) as worked:
        assert prepare_next(at=AT) is not None
    assert len(worked) <= 800
    request = TranslationRequest.objects.get(content_id=page.translation_key)
    assert (request.preparation, request.progress_done, request.progress_total) == ("ready", 4, 4)
    assert len([s for s in segments_of(request) if s.required]) == 21
    section = SectionPage.objects.get(locale__language_code="en")
    assert (section.live, section.alias_of_id) == (False, None)  # a draft, never a live mirror


def test_a_killed_worker_is_followed_by_another(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    ask_for_preparation(request=request, by=room.translator, at=AT)
    TranslationRequest.objects.update(preparation="running", prepared_until=AT + LEASE, preparation_tries=1)
    assert prepare_next(at=AT) is None
    assert prepare_next(at=AT + LEASE + datetime.timedelta(seconds=1)) is not None
    assert TranslationRequest.objects.get().preparation == "ready"


def test_what_cannot_be_prepared_is_told_and_tried_no_more(
    room: TranslatingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    ask_for_preparation(request=request, by=room.translator, at=AT)

    def fails(**_kwargs: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("cms.translation.actions.preparing.prepare_request", fails)
    seconds = range(0, 3600, 10)
    with translation.override("vi"):
        moments = [at for at in seconds if prepare_next(at=AT + datetime.timedelta(seconds=at)) is not None]
    assert moments == [0, 30, 80, 170, 340]  # at least 20, 40, 80, 160 seconds apart
    assert len(moments) == MOST_TRIES
    request = TranslationRequest.objects.get()
    assert request.preparation == "failed"
    assert request.preparation_error == "Hệ thống gặp lỗi; quản trị viên xem nguyên nhân trong nhật ký."


def test_a_worker_whose_lease_is_over_does_not_undo_what_another_did(
    room: TranslatingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    ask_for_preparation(request=request, by=room.translator, at=AT)

    def slow(*, request: TranslationRequest, at: datetime.datetime) -> None:
        monkeypatch.undo()
        assert prepare_next(at=at + 2 * LEASE) is not None
        raise RuntimeError("too late")

    monkeypatch.setattr("cms.translation.actions.preparing.prepare_request", slow)
    prepare_next(at=AT)
    assert TranslationRequest.objects.get().preparation == "ready"


def test_words_of_a_page_written_by_hand_are_suggestions_and_nothing_of_it_is_lost(room: TranslatingRoom) -> None:
    page = room.newsroom.live(room.newsroom.draft(title="Hợp pháp hóa", body=long_body(2)))
    english = [{"type": "paragraph", "value": {"text": f"<p>Paragraph {n}.</p>", "lang": ""}} for n in range(2)]
    by_hand = draft_translation(
        source=page, language="en", title="Legalisation", values={"body": english}, by=None, at=AT
    )
    request = room.prepared(room.request_of(page))
    assert request.target_page_id == by_hand.pk
    found = [(s.translation, s.confirmed, s.origin) for s in segments_of(request) if s.required]
    assert found == [
        ("Legalisation", False, "existing"), ("Paragraph 0.", False, "existing"), ("Paragraph 1.", False, "existing"),
    ]  # fmt: skip
    assert ArticlePage.objects.get(pk=by_hand.pk).title == "Legalisation"


def test_a_block_that_was_made_anew_still_finds_its_old_translation(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa", body=long_body(2))
    room.published(room.translated(room.prepared(request)))
    page = ArticlePage.objects.get(pk=page.pk)
    made_anew = {"type": "paragraph", "id": str(uuid.uuid4())}
    page.body = [*long_body(1), {**made_anew, "value": {"text": "<p>Đoạn văn số 1 của bài viết.</p>", "lang": ""}}]
    page.save_revision(user=room.newsroom.writer)
    room.newsroom.live(page)
    request = room.request_of(page)
    prepare_next(at=AT)
    segments = segments_of(request)
    offers = offers_for(request, segments)
    changed = next(s for s in segments if s.source == "Đoạn văn số 1 của bài viết.")
    same = next(s for s in segments if s.source == "Đoạn văn số 0 của bài.")
    assert offers[changed.id].former.source == "Đoạn văn số 1 của bài."  # type: ignore[union-attr]
    assert offers[same.id].memory.startswith("English body")


def test_every_inline_child_of_a_page_is_translated_or_said_to_be_no_text() -> None:
    """wagtail-localize leaves children that are not translatable in the source's words (STACK §3a.9)."""
    silent = []
    for model in (model for model in apps.get_models() if issubclass(model, BasePage)):
        declared = {field.field_name for field in model.override_translatable_fields}
        for translatable in get_translatable_fields(model):
            field = translatable.get_field(model)
            is_child = field.one_to_many and isinstance(translatable, SynchronizedField)
            if is_child and field.name not in declared:
                silent.append(f"{model.__name__}.{field.name}")
    assert silent == []


def test_an_alternative_text_and_a_caption_are_segments(room: TranslatingRoom) -> None:
    from tests.factories.media import ImageFactory
    from tests.factories.pages import picture_value

    body = [{"type": "image", "id": str(uuid.uuid4()), "value": picture_value(ImageFactory().pk)}]
    _page, request = room.public(title="Ảnh", body=body, lead_image=ImageFactory(), lead_image_alt="Cổng Sở")
    sources = {s.source for s in segments_of(room.prepared(request))}
    assert {"Hai đoàn bắt tay", "Lễ ký kết", "Cổng Sở"} <= sources


def test_asking_twice_is_once_and_a_private_or_unknown_page_is_refused(room: TranslatingRoom) -> None:
    page, request = room.public(title="Hợp pháp hóa")
    again = ask_for_translation(page=page, by=room.translator, at=AT)
    assert again.pk == request.pk
    with pytest.raises(Exception, match="đang được đăng"):
        ask_for_translation(page=room.newsroom.draft(title="Nháp"), by=room.translator, at=AT)
    assert TranslationRequest.objects.count() == 1
