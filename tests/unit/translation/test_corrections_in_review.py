"""What a reviewer corrects on the desk is in the version that is approved, or it is not stored (R071, ADR 0200)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.departments.errors import NotAllowed
from cms.moderation.actions import approve
from cms.moderation.errors import NewerDraft, OwnText
from cms.moderation.queries import deciders_of, open_state_of
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.translation.actions import save_segments
from cms.translation.errors import IncompleteInReview
from cms.translation.exchange.actions import import_translation
from cms.translation.exchange.queries import file_of
from cms.translation.models import TranslationBuild, TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.segments import Segment
from cms.translation.states import Origin
from tests.factories.moderation import AT, open_step_of, reading
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R071")]
WORDS = "Consular legalisation in one day"


def in_review(**site: Any) -> tuple[TranslatingRoom, TranslationRequest]:
    room = a_translating_room(**site)
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    request = room.translated(room.prepared(request))
    room.submitted(request)
    return room, TranslationRequest.objects.get(pk=request.pk)


def title_of(request: TranslationRequest) -> Segment:
    return next(segment for segment in segments_of(request) if segment.path == "title")


def correct(request: TranslationRequest, *, by: User, words: str = WORDS) -> Any:
    return save_segments(request=request, translations={title_of(request).id: words}, by=by, at=AT)


def kept(request: TranslationRequest) -> tuple[str, int, int]:
    """What a refusal leaves as it was: the words, the version, the number of versions."""
    page: Any = request.target_page
    page.refresh_from_db()
    return title_of(request).translation, page.latest_revision_id, page.revisions.count()


def test_what_the_head_corrects_is_approved_by_another_and_goes_live() -> None:
    room, request = in_review()
    english = room.target(request)
    old = reading(open_step_of(english))
    outcome = correct(request, by=room.newsroom.head)

    english = room.target(request)
    assert english.latest_revision_id == outcome.revision.pk > old["revision_id"]
    assert (outcome.revision.user, outcome.revision.as_object().title) == (room.newsroom.head, WORDS)
    assert TranslationBuild.objects.get(revision=outcome.revision).source_fingerprint == request.synced_fingerprint
    state = open_step_of(english)
    assert TranslationRequest.objects.get().state == "in_review"
    with pytest.raises(NewerDraft):
        approve(state=state, by=room.newsroom.second_head, at=AT, **old)
    with pytest.raises(OwnText):
        approve(state=state, by=room.newsroom.head, at=AT, **reading(state))
    assert deciders_of(state, AT) == [room.newsroom.second_head]
    while (open_ := open_state_of(english)) is not None:
        room.newsroom.approve(open_)
    assert room.target(request).title == WORDS
    assert PublishedDocument.objects.get(content_id=request.content_id, locale="en").title == WORDS


def test_the_secretariat_corrects_and_passes_on_in_the_technical_edit_only() -> None:
    room, request = in_review(key="city")
    english, secretary = room.target(request), room.newsroom.secretary
    before = kept(request)
    with pytest.raises(NotAllowed):
        correct(request, by=secretary)
    assert kept(request) == before
    state = room.newsroom.approve(open_step_of(english))
    assert state is not None
    assert state.step == "technical_edit"
    correct(request, by=secretary)
    state = room.newsroom.approve(state, by=secretary)
    assert state is not None
    assert state.step == "board_approval"
    assert room.newsroom.approve(state) is None
    assert room.target(request).title == WORDS


def test_nobody_writes_out_of_turn_and_each_is_told_why() -> None:
    room, request = in_review()
    before = kept(request)
    with pytest.raises(NotAllowed, match="chỉ người phụ trách bước này mới được sửa"):
        correct(request, by=room.translator)
    room.newsroom.approve(open_step_of(room.target(request)))
    for person in (room.newsroom.head, room.newsroom.secretary):
        with pytest.raises(NotAllowed, match="Không ai được sửa bài khi Ban Biên tập đang xem xét"):
            correct(request, by=person)
    assert kept(request) == before


def test_what_makes_no_whole_version_is_not_stored_in_review() -> None:
    room, request = in_review()
    before = kept(request)
    with pytest.raises(IncompleteInReview, match="Hợp pháp hóa lãnh sự"):
        correct(request, by=room.newsroom.head, words="")
    assert kept(request) == before
    assert title_of(request).confirmed


def test_the_same_words_again_and_suggestions_make_no_version() -> None:
    room, request = in_review()
    before, head = kept(request), room.newsroom.head
    assert correct(request, by=head, words=before[0]).kept == (title_of(request).id,)
    suggested = {title_of(request).id: "A machine’s"}
    save_segments(request=request, translations=suggested, by=head, at=AT, origin=Origin.MACHINE)
    assert kept(request) == before
    assert deciders_of(open_step_of(room.target(request)), AT)[0] == head


def test_a_file_that_is_read_in_during_the_review_makes_a_version_too() -> None:
    room, request = in_review()
    words = title_of(request).translation
    file = file_of(request, format_key="po", at=timezone.now()).data.decode().replace(f'"{words}"', f'"{WORDS}"')
    report = import_translation(request=request, data=file.encode(), name="a.po", by=room.newsroom.head, at=AT)
    assert [row.translation for row in report.accepted] == [WORDS]
    page = room.target(request)
    assert page.get_latest_revision().as_object().title == WORDS
    assert page.get_latest_revision().user == room.newsroom.head


def test_on_the_screen_a_correction_is_one_press_and_one_version() -> None:
    room, request = in_review()
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    desk = reverse("translation_desk", args=(request.pk,))
    client = Client()
    client.force_login(room.newsroom.head)
    shown = client.get(desk).content.decode()
    assert "Lưu thành bản mới" in shown
    assert 'data-tr-save=""' in shown  # fields that are left are not sent one by one
    title, before = title_of(request), kept(request)
    answer = client.post(
        desk, {f"segment-{title.id}": WORDS, f"was-{title.id}": title.translation, "action-save": "1"}, follow=True
    )
    assert "người duyệt nay đọc bản mới" in answer.content.decode()
    assert kept(request)[0] == WORDS
    assert kept(request)[2] == before[2] + 1
    refused = client.post(desk, {f"segment-{title.id}": "", f"was-{title.id}": WORDS, "action-save": "1"})
    assert refused.status_code == 400
    assert "Bài đang được xem xét: mỗi lần sửa phải thành một bản đầy đủ" in refused.content.decode()
    assert kept(request)[0] == WORDS
