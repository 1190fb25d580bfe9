"""From the publication of a Vietnamese text to the English page, and through a change of the source."""

import datetime
from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.audit.deciding import through
from cms.moderation.actions import submit
from cms.moderation.errors import Incomplete
from cms.pages.actions import withdraw
from cms.publishing.jobs import ScheduledChangesFailed, publish_scheduled
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.subsites.actions import sync_access
from cms.translation.actions import build_draft, prepare_next, save_segments
from cms.translation.errors import Untranslated
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from news.models import ArticlePage
from tests.factories.moderation import AT, open_step_of
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


@pytest.mark.requirement("R077")
def test_an_approved_english_page_does_not_go_live_at_its_second_when_the_source_was_withdrawn_meanwhile() -> None:
    room = a_translating_room()
    page, request = room.public(title="Hợp pháp hóa lãnh sự")
    request = room.translated(room.prepared(request))
    draft = build_draft(request=request, by=room.translator, at=AT).as_object()
    draft.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    draft.save_revision(user=room.translator)
    submit(page=room.target(request), declared_not_secret=True, by=room.translator, at=AT)
    state = open_step_of(room.target(request))
    while state is not None:
        state = room.newsroom.approve(state, at=timezone.now())  # type: ignore[assignment]
    assert room.target(request).approved_schedule
    later = timezone.now() + datetime.timedelta(hours=2)

    withdraw(page=ArticlePage.objects.get(pk=page.pk), reason="Sai số liệu.", by=None, at=timezone.now())
    with pytest.raises(ScheduledChangesFailed, match="Bản tiếng Việt không còn công khai"):
        publish_scheduled(later)
    assert not room.target(request).live
    assert not PublishedDocument.objects.filter(content_id=request.content_id, locale="en").exists()


@pytest.mark.requirement("R077")
def test_an_old_version_with_vietnamese_words_does_not_come_back_by_any_door() -> None:
    room = a_translating_room()
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    request = room.prepared(request)
    begun = room.target(request).save_revision(user=room.translator)  # as it was begun: in Vietnamese
    english = room.published(room.translated(request))
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    before = (english.title, english.latest_revision_id)
    client = Client()
    client.force_login(room.newsroom.office)
    for ask in (client.get, client.post):
        ask(reverse("wagtailadmin_pages:revisions_revert", args=(english.pk, begun.pk)))
    form = {"revision": begun.pk, "title": "Hợp pháp hóa lãnh sự", "slug": english.slug, "action-publish": "1"}
    client.post(reverse("wagtailadmin_pages:edit", args=(english.pk,)), form)
    with pytest.raises(ValidationError):
        begun.publish()
    english = room.target(request)
    assert (english.title, english.latest_revision_id) == before
    assert PublishedDocument.objects.get(content_id=request.content_id, locale="en").title == before[0]
