"""The translator's desk through HTTP: from the list to the English page, and through a change of the source."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.notifications.models import Notification
from cms.pages.actions import publish_latest, withdraw
from cms.subsites.actions import sync_access
from cms.translation.actions import save_segments
from cms.translation.jobs import prepare_texts
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from news.models import ArticlePage
from tests.factories.moderation import AT, open_step_of
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db
TITLE = "Hợp pháp hóa lãnh sự"


@pytest.fixture
def room() -> TranslatingRoom:
    made = a_translating_room()
    sync_access(subsite=made.newsroom.site.subsite, by=None, at=AT)
    return made


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.requirement("R079")
def test_a_translator_begins_writes_and_sends_a_text_to_its_reviewers(room: TranslatingRoom) -> None:
    _page, request = room.public(title=TITLE)
    assert Notification.objects.filter(to=room.translator, kind="translation_waiting").count() == 1
    client = browser(room.translator)
    listed = client.get(reverse("translation_requests")).content.decode()
    assert TITLE in listed
    desk = reverse("translation_desk", args=(request.pk,))
    assert "Bắt đầu dịch" in client.get(desk).content.decode()

    assert client.post(reverse("translation_start", args=(request.pk,))).status_code == 302
    assert TranslationRequest.objects.get().assignee == room.translator
    assert client.get(reverse("translation_progress", args=(request.pk,))).json()["preparation"] == "asked"
    assert prepare_texts(AT) == 1
    assert client.get(reverse("translation_progress", args=(request.pk,))).json()["is_ready"] is True

    segments = segments_of(TranslationRequest.objects.get())
    html = client.get(desk).content.decode()
    assert all(f'name="segment-{segment.id}"' in html for segment in segments)
    first, *others = [segment for segment in segments if segment.required]
    saved = client.post(reverse("translation_save", args=(request.pk,)), {f"segment-{first.id}": "Legalisation"})
    assert saved.json() == {
        "saved": [first.id],
        "kept": [],
        "rejected": {},
        "overtaken": {},
        "hints": {str(first.id): []},
        "done": 1,
        "total": len(others) + 1,
    }

    incomplete = client.post(desk, {"action-review": "1"}, follow=True).content.decode()
    assert "chưa được xác nhận" in incomplete
    english = room.target(request)
    assert english.title == TITLE

    typed = {f"segment-{segment.id}": "The delegation was received." for segment in others}
    sent = client.post(desk, {**typed, "action-review": "1"})
    assert (sent.status_code, sent["Location"]) == (302, reverse("moderation_submit", args=(english.pk,)))
    english = room.target(request)
    assert (english.title, english.slug, english.live) == ("Legalisation", "legalisation", False)


def test_who_translates_for_another_department_finds_nothing(room: TranslatingRoom) -> None:
    _page, request = room.public(title=TITLE)
    client = browser(room.other_translator)
    assert TITLE not in client.get(reverse("translation_requests")).content.decode()
    for name in ("translation_desk", "translation_progress", "translation_preview"):
        assert client.get(reverse(name, args=(request.pk,))).status_code == 404
    for name in ("start", "claim", "release", "assign", "waive", "reopen", "save"):
        assert client.post(reverse(f"translation_{name}", args=(request.pk,))).status_code == 404
    assert TranslationRequest.objects.get().state == "waiting"


def test_the_desk_shows_what_changed_with_the_old_translation(room: TranslatingRoom) -> None:
    page, request = room.public(title=TITLE)
    room.published(room.translated(room.prepared(request)))
    changed = ArticlePage.objects.get(pk=page.pk)
    changed.title = f"{TITLE} trong một ngày"
    changed.save_revision(user=room.newsroom.writer)
    room.newsroom.live(changed)
    room.request_of(page)
    prepare_texts(AT)
    html = browser(room.translator).get(reverse("translation_desk", args=(request.pk,))).content.decode()
    assert "<ins> trong một ngày</ins>" in html
    old = ArticlePage.objects.get(locale__language_code="en").title
    assert f"<span data-tr-text>{old}</span>" in html


def test_a_text_in_review_is_read_only_for_its_translator_and_has_the_buttons_of_the_review(
    room: TranslatingRoom,
) -> None:
    _page, request = room.public(title=TITLE)
    english = room.submitted(room.translated(room.prepared(request)))
    client = browser(room.translator)
    desk = reverse("translation_desk", args=(request.pk,))
    html = client.get(desk).content.decode()
    assert "readonly" in html
    assert reverse("moderation_task", args=(open_step_of(english).pk,)) in html
    segment = segments_of(TranslationRequest.objects.get())[0]
    refused = client.post(reverse("translation_save", args=(request.pk,)), {f"segment-{segment.id}": "Other"})
    assert refused.status_code == 403
    head = browser(room.newsroom.head)
    saved = head.post(reverse("translation_save", args=(request.pk,)), {f"segment-{segment.id}": "Other"})
    assert saved.status_code == 200


def test_the_page_editor_leads_to_the_desk(room: TranslatingRoom) -> None:
    _page, request = room.public(title=TITLE)
    english = room.target(room.prepared(request))
    answer = browser(room.translator).get(reverse("wagtailadmin_pages:edit", args=(english.pk,)))
    assert (answer.status_code, answer["Location"]) == (302, reverse("translation_desk", args=(request.pk,)))


def test_a_fallback_unit_translates_for_the_office_and_reaches_only_that_page(room: TranslatingRoom) -> None:
    newsroom = room.newsroom
    office = newsroom.site.unit
    admin = browser(newsroom.office)
    form = {"days": "3", "fallback_unit": newsroom.other_division.pk}
    form |= {f"section_{s.pk}": "always" for s in newsroom.site.subsite.sections.all()}
    assert admin.post(reverse("translation_rule", args=(newsroom.site.subsite.pk,)), form).status_code == 302
    page = publish_latest(page=newsroom.draft(title=TITLE, department=office), by=None, at=AT)
    request = room.request_of(page)
    assert (request.department, request.pool) == (office, newsroom.other_division)
    assert request.due_basis["days"] == 3
    client = browser(room.other_translator)
    client.post(reverse("translation_start", args=(request.pk,)))
    prepare_texts(AT)
    english = room.target(request)
    segment = segments_of(TranslationRequest.objects.get())[0]
    saved = client.post(reverse("translation_save", args=(request.pk,)), {f"segment-{segment.id}": "Legalisation"})
    assert saved.status_code == 200
    assert client.get(reverse("wagtailadmin_pages:history", args=(english.pk,))).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:history", args=(page.pk,))).status_code == 403


def test_a_text_is_not_translated_for_a_reason_only(room: TranslatingRoom) -> None:
    _page, request = room.public(title=TITLE)
    head = browser(room.newsroom.head)
    waive = reverse("translation_waive", args=(request.pk,))
    head.post(waive, {"reason": "  "})
    assert TranslationRequest.objects.get().state == "waiting"
    refused = browser(room.translator).post(waive, {"reason": "Ngoài 150 tin."})
    assert refused.status_code == 403
    head.post(waive, {"reason": "Ngoài 150 tin."})
    request = TranslationRequest.objects.get()
    assert (request.state, request.reason) == ("not_needed", "Ngoài 150 tin.")
    head.post(reverse("translation_reopen", args=(request.pk,)))
    assert TranslationRequest.objects.get().state == "waiting"


def test_what_was_typed_while_the_source_changed_is_shown_and_not_lost(room: TranslatingRoom) -> None:
    page, request = room.public(title=TITLE)
    request = room.prepared(request)
    title = next(segment for segment in segments_of(request) if segment.path == "title")
    changed = ArticlePage.objects.get(pk=page.pk)
    changed.title = f"{TITLE} trong một ngày"
    changed.save_revision(user=room.newsroom.writer)
    room.newsroom.live(changed)
    room.request_of(page)
    client, desk = browser(room.translator), reverse("translation_desk", args=(request.pk,))
    typed = {f"segment-{title.id}": "Words typed meanwhile", "action-save": "1"}

    waiting = client.post(desk, typed)  # the worker has not been here yet: nothing can be stored
    assert (waiting.status_code, "Words typed meanwhile" in waiting.content.decode()) == (400, True)
    assert prepare_texts(AT) == 1
    refused = client.post(desk, typed)  # the passage is another one now
    shown = refused.content.decode()
    assert (refused.status_code, "Words typed meanwhile" in shown) == (400, True)
    assert "Chưa lưu: hãy chép lại phần còn cần" in shown
    assert "Words typed meanwhile" not in client.get(desk).content.decode()


def test_the_tags_of_the_source_are_buttons_and_a_missing_link_keeps_what_was_typed(room: TranslatingRoom) -> None:
    text = '<p>Xem <a href="https://example.vn/">hướng dẫn</a> <b>đầy đủ</b>.</p>'
    body = [{"type": "paragraph", "value": {"text": text, "lang": ""}}]
    _page, request = room.public(title=TITLE, body=body)
    request = room.prepared(request)
    client, desk = browser(room.translator), reverse("translation_desk", args=(request.pk,))
    shown = client.get(desk).content.decode()
    assert 'data-tr-open="&lt;a id=&quot;a1&quot;&gt;" data-tr-close="&lt;/a&gt;"' in shown
    assert shown.count("data-tr-open") == 2
    line = next(segment for segment in segments_of(request) if segment.is_html)
    refused = client.post(desk, {f"segment-{line.id}": "See the <b>full guide", "action-save": "1"})
    shown = refused.content.decode()
    assert refused.status_code == 400
    assert "Thẻ &lt;b&gt; thiếu phần mở hoặc phần đóng" in shown
    assert "See the &lt;b&gt;full guide</textarea>" in shown
    refused = client.post(reverse("translation_save", args=(request.pk,)), {f"segment-{line.id}": "See the guide."})
    assert refused.status_code == 400
    assert "Thiếu liên kết của bản gốc" in refused.json()["rejected"][str(line.id)]


def test_the_preview_shows_the_english_words_of_every_block(room: TranslatingRoom) -> None:
    """Words in blocks too: they stood on the desk, and the preview showed the Vietnamese ones."""
    body = [
        {"type": "paragraph", "value": {"text": "<p>Lệ phí là <b>30.000 đồng</b>.</p>", "lang": ""}},
        {"type": "heading", "value": {"text": "Nội dung làm việc", "lang": ""}},
    ]
    _page, request = room.public(title=TITLE, body=body)
    request = room.prepared(request)
    heading = next(s for s in segments_of(request) if s.source == "Nội dung làm việc")
    client, preview = browser(room.translator), reverse("translation_preview", args=(request.pk,))
    texts = {s.id: "The fee is <b>VND 30,000</b>." for s in segments_of(request) if "30.000" in s.source}
    assert not save_segments(request=request, translations=texts, by=room.translator, at=AT).rejected
    shown = client.get(preview).content.decode()
    assert "VND 30,000" in shown
    assert "Lệ phí" not in shown
    assert "Nội dung làm việc" in shown  # nobody has translated it yet
    save_segments(request=request, translations={heading.id: "What was discussed"}, by=room.translator, at=AT)
    shown = client.get(preview).content.decode()
    assert ("What was discussed" in shown, "Nội dung làm việc" in shown) == (True, False)


def test_of_two_on_one_desk_nobody_overwrites_the_other_without_a_word(room: TranslatingRoom) -> None:
    _page, request = room.public(title=TITLE)
    request = room.prepared(request)
    title = next(segment for segment in segments_of(request) if segment.path == "title")
    client, other = browser(room.translator), browser(room.newsroom.head)
    save, desk = (reverse(f"translation_{name}", args=(request.pk,)) for name in ("save", "desk"))
    field, was = f"segment-{title.id}", f"was-{title.id}"
    assert other.post(save, {field: "The head’s words", was: ""}).status_code == 200
    refused = client.post(save, {field: "Mine", was: ""})
    assert refused.status_code == 400
    told = refused.json()
    assert told["overtaken"] == {str(title.id): "The head’s words"}
    assert f"Trong lúc đó {room.newsroom.head} đã viết ở đây" in told["rejected"][str(title.id)]
    shown = client.post(desk, {field: "Mine", was: "", "action-save": "1"})
    assert (shown.status_code, ">Mine</textarea>" in shown.content.decode()) == (400, True)
    assert next(s for s in segments_of(request) if s.path == "title").translation == "The head’s words"
    # The same words again are nobody's loss.
    assert other.post(save, {field: "The head’s words", was: ""}).status_code == 200
    # Once more, now that they have been read.
    assert client.post(desk, {field: "Mine", was: "The head’s words", "action-save": "1"}).status_code == 302
    assert next(s for s in segments_of(request) if s.path == "title").translation == "Mine"


def test_the_words_of_a_withdrawn_text_are_shown_to_those_who_see_its_drafts(room: TranslatingRoom) -> None:
    """It may have been secret: of another unit, whose translators stand in, nobody goes on reading it."""
    newsroom = room.newsroom
    rule = {"days": "2", "fallback_unit": newsroom.other_division.pk}
    rule |= {f"section_{s.pk}": "always" for s in newsroom.site.subsite.sections.all()}
    browser(newsroom.office).post(reverse("translation_rule", args=(newsroom.site.subsite.pk,)), rule)
    draft = newsroom.draft(title=TITLE, department=newsroom.site.unit, summary="Nội dung không còn công khai.")
    page = publish_latest(page=draft, by=None, at=AT)
    request = room.request_of(page)
    client = browser(room.other_translator)
    client.post(reverse("translation_start", args=(request.pk,)))
    prepare_texts(AT)
    desk = reverse("translation_desk", args=(request.pk,))
    summary = next(s.source for s in segments_of(request) if s.path == "summary")
    assert summary in client.get(desk).content.decode()
    withdraw(page=ArticlePage.objects.get(pk=page.pk), reason="Sai.", by=None, at=AT)
    room.request_of(page)
    answer = client.get(desk)
    assert (answer.status_code, summary in answer.content.decode()) == (200, False)
    for name, args in (("preview", ()), ("files", ()), ("replacing", ()), ("file", ("po",))):
        assert client.get(reverse(f"translation_{name}", args=(request.pk, *args))).status_code == 403, name
    assert summary in browser(newsroom.office).get(desk).content.decode()


def test_a_long_text_costs_no_more_queries_than_a_short_one(room: TranslatingRoom) -> None:
    def queries(paragraphs: int) -> int:
        text = "".join(f"<p>Đoạn thứ {number} của bài.</p>" for number in range(paragraphs))
        body = [{"type": "paragraph", "value": {"text": text, "lang": ""}}]
        _page, request = room.public(title=f"{TITLE} {paragraphs}", body=body)
        request = room.prepared(request)
        assert len([s for s in segments_of(request) if s.path.startswith("body")]) == paragraphs
        client = browser(room.translator)
        client.get(reverse("translation_requests"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("translation_desk", args=(request.pk,))).status_code == 200
        return len(asked)

    assert queries(300) <= queries(3)
