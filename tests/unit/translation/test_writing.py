"""The one door for writing translations: who, into what, and which words."""

import uuid
from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.audit.models import AuditEntry
from cms.departments.errors import NotAllowed
from cms.translation.actions import build_draft, save_segments, waive_request
from cms.translation.errors import NotOpen, NotReady, PageLocked
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.states import Origin
from news.models import ArticlePage
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = pytest.mark.django_db
LINKED = '<p>Xem <a href="https://example.vn/">hướng dẫn</a> <b>đầy đủ</b>.</p>'
MACHINE = 'Machine <a id="a1">words</a>.'


@pytest.fixture
def room() -> TranslatingRoom:
    return a_translating_room()


@pytest.fixture
def request_(room: TranslatingRoom) -> TranslationRequest:
    body = [{"type": "paragraph", "id": str(uuid.uuid4()), "value": {"text": LINKED, "lang": ""}}]
    _page, request = room.public(title="Lãnh sự & hộ tịch", body=body)
    return room.prepared(request)


def segment(request: TranslationRequest, path: str) -> Any:
    return next(s for s in segments_of(request) if s.path.startswith(path))


def test_plain_fields_are_plain_text_and_paragraphs_have_inline_marks(request_: TranslationRequest) -> None:
    title, paragraph = segment(request_, "title"), segment(request_, "body")
    assert (title.source, title.is_html, title.label) == ("Lãnh sự & hộ tịch", False, "Tiêu đề")
    assert (paragraph.source, paragraph.is_html) == ('Xem <a id="a1">hướng dẫn</a> <b>đầy đủ</b>.', True)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<a href="https://evil.example/">x</a>',
        '<a id="a2">x</a>',
        "<a>x</a>",
        '<a id="a1">x</a> <!-- y -->',
        '<b onclick="x()">x</b>',
        '<img src="x">',
        "x" * 20_001,
    ],
)
def test_hostile_words_are_refused_one_by_one(room: TranslatingRoom, request_: TranslationRequest, text: str) -> None:
    title, paragraph = segment(request_, "title"), segment(request_, "body")
    saved = save_segments(
        request=request_, translations={paragraph.id: text, title.id: "Consular"}, by=room.translator, at=AT
    )
    assert (saved.saved, set(saved.rejected)) == ((title.id,), {paragraph.id})
    assert segment(request_, "body").translation == ""


def test_the_links_of_the_source_stay_where_the_translator_puts_them(
    room: TranslatingRoom, request_: TranslationRequest
) -> None:
    title, paragraph = segment(request_, "title"), segment(request_, "body")
    texts = {title.id: "Consular & civil status", paragraph.id: '<b>Full</b> <a id="a1">guide</a> here.'}
    assert save_segments(request=request_, translations=texts, by=room.translator, at=AT).rejected == {}
    draft = build_draft(request=request_, by=room.translator, at=AT).as_object()
    assert draft.title == "Consular & civil status"
    assert str(draft.body[0].value["text"].source) == (
        '<p><b>Full</b> <a href="https://example.vn/">guide</a> here.</p>'
    )


def test_a_suggestion_never_replaces_what_a_person_confirmed_and_is_never_published(
    room: TranslatingRoom, request_: TranslationRequest
) -> None:
    title, paragraph = segment(request_, "title"), segment(request_, "body")
    save_segments(request=request_, translations={title.id: "Consular"}, by=room.translator, at=AT)
    texts = {title.id: "Machine title", paragraph.id: MACHINE}
    saved = save_segments(request=request_, translations=texts, by=None, at=AT, origin=Origin.MACHINE, tool="Dummy")
    assert (saved.saved, saved.kept) == ((paragraph.id,), (title.id,))
    suggested = segment(request_, "body")
    assert (suggested.translation, suggested.confirmed, suggested.origin, suggested.tool) == (
        MACHINE, False, "machine", "Dummy",
    )  # fmt: skip
    with pytest.raises(Exception, match="chưa được xác nhận"):
        build_draft(request=request_, by=room.translator, at=AT)
    save_segments(request=request_, translations={paragraph.id: MACHINE}, by=room.translator, at=AT)
    assert segment(request_, "body").confirmed


def test_an_empty_text_takes_the_translation_away(room: TranslatingRoom, request_: TranslationRequest) -> None:
    title = segment(request_, "title")
    save_segments(request=request_, translations={title.id: "Consular"}, by=room.translator, at=AT)
    save_segments(request=request_, translations={title.id: "  "}, by=room.translator, at=AT)
    assert not StringTranslation.objects.exists()


def test_a_segment_of_another_text_is_refused(room: TranslatingRoom, request_: TranslationRequest) -> None:
    _page, other = room.public(title="Bài khác")
    foreign = segments_of(room.prepared(other))[0]
    saved = save_segments(request=request_, translations={foreign.id: "X"}, by=room.translator, at=AT)
    assert (saved.saved, set(saved.rejected)) == ((), {foreign.id})
    assert not StringTranslation.objects.exists()


def test_who_does_not_translate_for_the_unit_writes_nothing(
    room: TranslatingRoom, request_: TranslationRequest
) -> None:
    title = segment(request_, "title")
    for stranger in (room.other_translator, room.newsroom.other_head, room.newsroom.member):
        with pytest.raises(NotAllowed):
            save_segments(request=request_, translations={title.id: "X"}, by=stranger, at=AT)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("origin", [Origin.MANUAL, Origin.PO, Origin.XLIFF, Origin.DOCX, Origin.MACHINE])
def test_a_locked_page_stays_locked_whatever_the_words_come_from(
    room: TranslatingRoom, request_: TranslationRequest, origin: str
) -> None:
    title = segment(request_, "title")
    Page.objects.filter(pk=request_.target_page_id).update(locked=True, locked_by=room.newsroom.head, locked_at=AT)
    with pytest.raises(PageLocked):
        save_segments(request=request_, translations={title.id: "X"}, by=room.translator, at=AT, origin=origin)
    with pytest.raises(PageLocked):
        build_draft(request=request_, by=room.translator, at=AT)
    assert not StringTranslation.objects.exists()


def test_a_text_in_review_is_changed_by_nobody_but_whose_step_it_is(
    room: TranslatingRoom, request_: TranslationRequest
) -> None:
    room.submitted(room.translated(request_))
    title = segment(request_, "title")
    with pytest.raises(NotAllowed):
        save_segments(request=request_, translations={title.id: "X"}, by=room.translator, at=AT)
    with pytest.raises(NotOpen):
        save_segments(request=request_, translations={title.id: "X"}, by=None, at=AT, origin=Origin.MACHINE)
    assert save_segments(request=request_, translations={title.id: "X"}, by=room.newsroom.head, at=AT).saved


def test_nothing_is_written_before_the_text_is_ready_or_after_it_was_waived(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Bài khác")
    with pytest.raises(NotReady):
        save_segments(request=request, translations={1: "X"}, by=room.translator, at=AT)
    waive_request(request=request, reason="Ngoài dự toán.", by=room.newsroom.head, at=AT)
    with pytest.raises(NotOpen):
        save_segments(request=request, translations={1: "X"}, by=room.translator, at=AT)


def test_the_stored_title_of_a_live_page_stays_its_live_title(
    room: TranslatingRoom, request_: TranslationRequest
) -> None:
    english = room.published(room.translated(request_))
    title = segment(request_, "title")
    save_segments(request=request_, translations={title.id: "Another draft title"}, by=room.translator, at=AT)
    assert Page.objects.get(pk=english.pk).draft_title == english.title
    assert ArticlePage.objects.get(pk=english.pk).title == english.title


def test_each_call_is_one_line_of_the_log(room: TranslatingRoom, request_: TranslationRequest) -> None:
    title = segment(request_, "title")
    save_segments(request=request_, translations={title.id: "X"}, by=room.translator, at=AT)
    entry = AuditEntry.objects.get(action="translation.segments_saved")
    assert (entry.by, entry.data) == (room.translator, {"count": 1, "origin": "manual", "rejected": 0})
