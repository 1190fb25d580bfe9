"""From the publication of a Vietnamese text to the English page, and through a change of the source."""

from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.audit.deciding import through
from cms.moderation.errors import Incomplete
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.translation.actions import build_draft, prepare_next, save_segments
from cms.translation.errors import Untranslated
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from news.models import ArticlePage
from tests.factories.moderation import AT
from tests.factories.translation import a_translating_room

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R077")
def test_a_published_text_becomes_an_english_page_through_translators_and_reviewers() -> None:
    room = a_translating_room()
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    assert (request.state, request.department, request.pool) == (
        "waiting",
        room.newsroom.division,
        room.newsroom.division,
    )
    request = room.prepared(request)
    assert request.preparation == "ready"
    assert not room.target(request).live
    request = room.translated(request)
    assert (request.state, request.assignee) == ("in_progress", room.translator)
    english = room.submitted(request)
    assert TranslationRequest.objects.get().state == "in_review"
    assert not english.live
    assert english.slug.startswith("english-title")


def test_a_changed_source_makes_the_english_page_stale_and_loses_no_translation() -> None:
    room = a_translating_room()
    page, request = room.public(title="Hợp pháp hóa lãnh sự")
    english = room.published(room.translated(room.prepared(request)))
    assert english.live
    request = TranslationRequest.objects.get()
    assert (request.state, request.stale_since) == ("live", None)
    words = {s.source: s.translation for s in segments_of(request)}

    page = ArticlePage.objects.get(pk=page.pk)
    page.title = "Hợp pháp hóa lãnh sự trong một ngày"
    page.save_revision(user=room.newsroom.writer)
    room.newsroom.live(page)
    request = room.request_of(page)
    assert request.state == "stale"
    assert request.stale_since is not None
    assert stale_in_the_api(page) is True
    prepare_next(at=AT)
    changed = {s.source: s.translation for s in segments_of(request) if s.required}
    assert changed == {
        "Hợp pháp hóa lãnh sự trong một ngày": "",
        "Sở Ngoại vụ tiếp đoàn công tác.": words["Sở Ngoại vụ tiếp đoàn công tác."],
    }

    room.published(room.translated(request))
    request = TranslationRequest.objects.get()
    assert (request.state, request.stale_since) == ("live", None)
    assert stale_in_the_api(page) is False


def stale_in_the_api(page: ArticlePage) -> bool:
    """What the API says of the English version of a Vietnamese text."""
    answer = Client().get(f"/api/v1/documents/{page.translation_key}/")
    (translation,) = answer.json()["translations"]
    assert translation["locale"] == "en"
    return bool(translation["is_stale"])


def test_a_draft_is_made_of_confirmed_segments_only() -> None:
    room = a_translating_room()
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    request = room.prepared(request)
    title, *_rest = segments_of(request)
    assert (title.path, title.source, title.confirmed) == ("title", "Hợp pháp hóa lãnh sự", False)
    save_segments(request=request, translations={title.id: "Legalisation"}, by=room.translator, at=AT)
    with pytest.raises(Untranslated) as refused:
        build_draft(request=request, by=room.translator, at=AT)
    assert refused.value.segments == ("Sở Ngoại vụ tiếp đoàn công tác.",)
    assert room.target(request).title == "Hợp pháp hóa lãnh sự"


def test_the_draft_with_the_words_of_the_source_is_neither_submitted_nor_published() -> None:
    room = a_translating_room()
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    english = room.target(room.prepared(request))
    with pytest.raises(Incomplete):
        room.newsroom.submitted(english)
    with pytest.raises(ValidationError):
        english.save_revision(clean=False).publish()
    assert not ArticlePage.objects.get(pk=english.pk).live
    assert not PublishedDocument.objects.filter(locale="en", content_id=english.translation_key).exists()


@pytest.mark.requirement("R078")
@pytest.mark.parametrize(("door", "opens"), [("", True), ("import_procedures", False), ("load_demo", False)])
def test_imports_open_no_request_and_publishing_the_same_text_does(door: str, opens: bool) -> None:
    room = a_translating_room()
    with through(door) if door else nullcontext():
        page = room.newsroom.live(room.newsroom.draft(title="Nhập vào"))
    run_until_idle(clock=timezone.now)
    assert TranslationRequest.objects.filter(content_id=page.translation_key).exists() is opens


@pytest.mark.requirement("R078")
@pytest.mark.parametrize(("english", "opens"), [("always", True), ("on_request", False), ("never", False)])
def test_a_section_says_whether_its_texts_are_translated_by_themselves(english: str, opens: bool) -> None:
    room = a_translating_room()
    room.newsroom.site.subsite.sections.update(english=english)
    page = room.newsroom.live(room.newsroom.draft(title="Theo yêu cầu"))
    run_until_idle(clock=timezone.now)
    assert TranslationRequest.objects.filter(content_id=page.translation_key).exists() is opens
