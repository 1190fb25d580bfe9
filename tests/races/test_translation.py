"""Translations on PostgreSQL, each request in transactions of its own as on a server: its screens, and two at once."""

import datetime
from functools import partial
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.moderation.actions import submit
from cms.pages.actions import publish_latest
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.translation.actions import (
    ask_for_translation,
    assign_request,
    build_draft,
    claim_request,
    prepare_next,
    save_segments,
)
from cms.translation.errors import PageLocked
from cms.translation.jobs import prepare_texts
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from news.models import ArticlePage
from tests.factories.departments import member_of
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room
from tests.races.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 10


@pytest.fixture
def room(transactional_db: None) -> TranslatingRoom:
    made = a_translating_room()
    sync_access(subsite=made.newsroom.site.subsite, by=None, at=AT)
    return made


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.requirement("R079")
def test_every_screen_and_button_works_from_the_request_to_the_review(room: TranslatingRoom) -> None:
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    client, head = browser(room.translator), browser(room.newsroom.head)

    def shown(name: str, *args: Any) -> str:
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200, name
        return answer.content.decode()

    def press(by: Client, name: str, **data: Any) -> None:
        answer = by.post(reverse(f"translation_{name}", args=(request.pk,)), data)
        assert (answer.status_code, answer["Location"]) == (302, reverse("translation_desk", args=(request.pk,)))

    desk = ("translation_desk", request.pk)
    shown("translation_requests")
    assert "Bắt đầu dịch" in shown(*desk)
    press(client, "claim")
    assert TranslationRequest.objects.get().assignee == room.translator
    press(client, "release")
    assert TranslationRequest.objects.get().assignee is None
    press(head, "assign", to=room.translator.pk)
    press(head, "waive", reason="Ngoài 150 tin.")
    press(head, "reopen")
    press(client, "start")
    assert prepare_texts(timezone.now()) == 1
    assert client.get(reverse("translation_progress", args=(request.pk,))).json()["is_ready"]

    assert "data-tr-form" in shown(*desk)
    for name in ("translation_preview", "translation_files"):
        shown(name, request.pk)
    for name in ("translation_debt", "wagtailadmin_home"):
        shown(name)
    file = polib.pofile("\n" + client.get(reverse("translation_file", args=(request.pk, "po"))).content.decode())
    for entry in file:
        entry.msgstr, entry.flags = "English words", []
    sent = SimpleUploadedFile("words.po", str(file).encode())
    assert client.post(reverse("translation_files", args=(request.pk,)), {"file": sent}).status_code == 200
    first = next(segment for segment in segments_of(request) if segment.path == "title")
    saved = client.post(reverse("translation_save", args=(request.pk,)), {f"segment-{first.id}": "Legalisation"})
    assert saved.json()["saved"] == [first.id]
    built = client.post(reverse("translation_desk", args=(request.pk,)), {"action-review": "1"})
    english = room.target(request)
    assert (built.status_code, built["Location"]) == (302, reverse("moderation_submit", args=(english.pk,)))
    submit(page=english, declared_not_secret=True, by=room.translator, at=timezone.now())
    assert TranslationRequest.objects.get().state == "in_review"
    assert "readonly" in shown(*desk)


def test_of_two_who_take_a_request_on_one_has_it(room: TranslatingRoom) -> None:
    second = member_of(room.newsroom.division, Role.TRANSLATOR)
    for number in range(ROUNDS):
        _page, request = room.public(title=f"Tin số {number}")

        def take(person: User, pk: int = request.pk) -> TranslationRequest:
            found = TranslationRequest.objects.get(pk=pk)
            return claim_request(request=found, by=User.objects.get(pk=person.pk), at=timezone.now())

        results = together(partial(take, room.translator), partial(take, second))
        taken = [result for result in results if isinstance(result, TranslationRequest)]
        refused = [type(result).__name__ for result in results if isinstance(result, Exception)]
        assert (len(taken), refused) == (1, ["NotAllowed"]), results
        assert TranslationRequest.objects.get(pk=request.pk).assignee == taken[0].assignee


def test_words_and_a_lock_at_once_end_as_if_one_came_after_the_other(room: TranslatingRoom) -> None:
    """Either the words were there before the page was locked, or they are refused."""
    _page, request = room.public()
    request = room.prepared(request)
    title = next(segment.id for segment in segments_of(request) if segment.path == "title")
    for number in range(ROUNDS):
        Page.objects.filter(pk=request.target_page_id).update(locked=False, locked_by=None)

        def write(text: str = f"Words {number}") -> Any:
            found = TranslationRequest.objects.get(pk=request.pk)
            by = User.objects.get(pk=room.translator.pk)
            return save_segments(request=found, translations={title: text}, by=by, at=timezone.now())

        def lock() -> datetime.datetime:
            Page.objects.filter(pk=request.target_page_id).update(locked=True, locked_by=room.newsroom.head)
            return timezone.now()

        written, _locked = together(write, lock)
        stored = StringTranslation.objects.filter(data=f"Words {number}").exists()
        assert stored is not isinstance(written, Exception)
        assert stored or isinstance(written, PageLocked), written


def test_a_draft_and_its_review_at_once_wait_for_each_other_in_one_order(room: TranslatingRoom) -> None:
    """Both lock the page and the request: in two orders, they would wait for each other for ever."""
    for number in range(ROUNDS):
        _page, request = room.public(title=f"Tin số {number}")
        request = room.translated(room.prepared(request))
        build_draft(request=request, by=room.translator, at=timezone.now())

        def build(pk: int = request.pk) -> Any:
            by = User.objects.get(pk=room.translator.pk)
            return build_draft(request=TranslationRequest.objects.get(pk=pk), by=by, at=timezone.now())

        def send(pk: int = request.pk) -> Any:
            page = room.target(TranslationRequest.objects.get(pk=pk))
            by = User.objects.get(pk=room.translator.pk)
            return submit(page=page, declared_not_secret=True, by=by, at=timezone.now())

        results = together(build, send)
        failed = [type(result).__name__ for result in results if isinstance(result, Exception)]
        assert set(failed) <= {"NotAllowed", "NewerDraft"}, results


def test_of_two_workers_one_prepares_a_text(room: TranslatingRoom) -> None:
    page, request = room.public()
    TranslationRequest.objects.filter(pk=request.pk).update(preparation="asked")
    results = together(*[partial(prepare_next, at=timezone.now())] * 4)
    assert [result.pk for result in results if isinstance(result, TranslationRequest)] == [request.pk], results
    assert results.count(None) == 3, results
    assert TranslationRequest.objects.get().preparation == "ready"
    assert Page.objects.filter(translation_key=page.translation_key).count() == 2


def test_of_two_who_open_a_request_at_once_both_have_it(room: TranslatingRoom) -> None:
    for number in range(ROUNDS):
        page, _request = room.public(title=f"Tin số {number}")
        TranslationRequest.objects.all().delete()

        def ask(pk: int = page.pk) -> TranslationRequest:
            found = ArticlePage.objects.get(pk=pk)
            return ask_for_translation(page=found, by=User.objects.get(pk=room.translator.pk), at=timezone.now())

        results = together(ask, ask)
        (request,) = TranslationRequest.objects.all()
        assert [result.pk for result in results] == [request.pk] * 2, results


def test_of_two_translators_on_one_desk_one_is_told_what_the_other_wrote(room: TranslatingRoom) -> None:
    second = member_of(room.newsroom.division, Role.TRANSLATOR)
    _page, request = room.public()
    request = room.prepared(request)
    title = next(segment.id for segment in segments_of(request) if segment.path == "title")
    now = ""
    for number in range(ROUNDS):

        def write(person: User, text: str, seen: str = now) -> Any:
            found = TranslationRequest.objects.get(pk=request.pk)
            by = User.objects.get(pk=person.pk)
            return save_segments(
                request=found, translations={title: text}, seen={title: seen}, by=by, at=timezone.now()
            )

        words = f"First {number}", f"Second {number}"
        results = together(partial(write, room.translator, words[0]), partial(write, second, words[1]))
        assert not [result for result in results if isinstance(result, Exception)], results
        won = [number for number, result in enumerate(results) if result.saved]
        assert len(won) == 1, results
        now = words[won[0]]
        assert results[1 - won[0]].overtaken == {title: now}
        assert next(s.translation for s in segments_of(request) if s.id == title) == now


def test_taken_and_given_at_once_it_is_with_whom_it_was_given_to(room: TranslatingRoom) -> None:
    second = member_of(room.newsroom.division, Role.TRANSLATOR)
    for number in range(ROUNDS):
        _page, request = room.public(title=f"Tin số {number}")

        def take(pk: int = request.pk) -> Any:
            by = User.objects.get(pk=room.translator.pk)
            return claim_request(request=TranslationRequest.objects.get(pk=pk), by=by, at=timezone.now())

        def give(pk: int = request.pk) -> Any:
            by, to = User.objects.get(pk=room.newsroom.head.pk), User.objects.get(pk=second.pk)
            found = TranslationRequest.objects.get(pk=pk)
            return assign_request(request=found, to=to, by=by, at=timezone.now())

        taken, given = together(take, give)
        assert isinstance(given, TranslationRequest), given
        assert isinstance(taken, TranslationRequest) or type(taken).__name__ == "NotAllowed", taken
        assert TranslationRequest.objects.get(pk=request.pk).assignee == second


def test_prepared_while_it_is_published_again_it_ends_with_the_newest_text(room: TranslatingRoom) -> None:
    page, request = room.public(title="Tin số 0")
    request = room.prepared(request)
    for number in range(1, ROUNDS):
        TranslationRequest.objects.filter(pk=request.pk).update(preparation="asked")
        changed = ArticlePage.objects.get(pk=page.pk)
        changed.title = f"Tin số {number}"
        changed.save_revision()

        def publish() -> Any:
            return publish_latest(page=ArticlePage.objects.get(pk=page.pk), by=None, at=timezone.now())

        results = together(partial(prepare_next, at=timezone.now()), publish)
        assert not [result for result in results if isinstance(result, Exception)], results
        request = room.request_of(page)
        while prepare_next(at=timezone.now()) is not None:
            pass
        request = TranslationRequest.objects.get(pk=request.pk)
        document = PublishedDocument.objects.get(content_id=request.content_id, locale="vi")
        assert (request.preparation, request.synced_fingerprint) == ("ready", document.source_fingerprint)
        assert next(s.source for s in segments_of(request) if s.path == "title") == f"Tin số {number}"
