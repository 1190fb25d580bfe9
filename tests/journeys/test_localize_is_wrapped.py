"""Every address of wagtail-localize: none makes English pages public, none writes words past the one door."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import get_resolver, reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from tests.factories.accounts import UserFactory
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R077")]

# What stands at each address of the library now, with data that would publish or write if it could.
WRITING: dict[str, dict[str, Any]] = {
    "submit_page_translation": {"locales": "2", "include_subtree": "on"},
    "update_translations": {"publish_translations": "on"},
    "upload_pofile": {"file": SimpleUploadedFile("words.po", b'msgid ""\nmsgstr ""\n')},
    "machine_translate": {},
    "stop_translation": {},
    "convert_to_alias": {},
}
READING = {
    "javascript_catalog", "download_pofile", "preview_translation", "translations_report",
    "translations_report_results", "snippets_api_listing", "snippets_api_detail",
}  # fmt: skip
SEGMENTS = {"edit_string_translation", "edit_override"}
SNIPPETS = {"submit_snippet_translation"}  # no snippet of the product is translatable


@pytest.fixture
def room() -> TranslatingRoom:
    made = a_translating_room()
    sync_access(subsite=made.newsroom.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def prepared(room: TranslatingRoom) -> TranslationRequest:
    _page, request = room.public(title="Hợp pháp hóa lãnh sự")
    return room.prepared(request)


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def public_english() -> tuple[int, int]:
    texts = PublishedDocument.objects.filter(locale="en", document_type="article")
    return Page.objects.live().filter(locale__language_code="en", depth__gt=3).count(), texts.count()


def test_every_address_of_the_library_is_known_here() -> None:
    names = {name for name in _names(get_resolver()) if name}
    assert names == set(WRITING) | READING | SEGMENTS | SNIPPETS


def _names(resolver: Any, inside: bool = False) -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            found |= _names(entry, inside or entry.namespace == "wagtail_localize")
        elif inside:
            found.add(entry.name)
    return found


def test_nothing_becomes_public_by_any_of_them_not_even_for_a_superuser(
    room: TranslatingRoom, prepared: TranslationRequest
) -> None:
    translation = Translation.objects.get()
    ends = {
        "submit_page_translation": prepared.source_page_id,
        "update_translations": translation.source_id,
        "convert_to_alias": prepared.target_page_id,
    }
    before = public_english()
    for person in (room.translator, room.newsroom.office, UserFactory(admin=True)):
        for name, data in WRITING.items():
            answer = browser(person).post(
                reverse(f"wagtail_localize:{name}", args=(ends.get(name, translation.pk),)), data
            )
            assert answer.status_code in {302, 403, 404}, (name, answer.status_code)
            assert public_english() == before, name
            assert not Page.objects.filter(alias_of__isnull=False).exists(), name
    assert not StringTranslation.objects.exists()


def test_a_translation_that_was_stopped_once_is_an_ordinary_draft_that_cannot_be_submitted(
    room: TranslatingRoom, prepared: TranslationRequest
) -> None:
    Translation.objects.update(enabled=False)  # from before; nobody can stop one any more
    client = browser(room.translator)
    answer = client.post(
        reverse("moderation_submit", args=(prepared.target_page_id,)), {"declared_not_secret": "on", "comment": ""}
    )
    assert "vẫn là bản tiếng Việt" in answer.content.decode()
    assert not room.target(prepared).workflow_in_progress


def test_nobody_stops_a_translation(room: TranslatingRoom, prepared: TranslationRequest) -> None:
    row = Translation.objects.get()
    for person in (room.translator, room.newsroom.office, UserFactory(admin=True)):
        answer = browser(person).post(reverse("wagtail_localize:stop_translation", args=(row.pk,)))
        assert answer.status_code == 403
    row.refresh_from_db()
    assert row.enabled


def test_a_string_is_put_through_the_one_door(room: TranslatingRoom, prepared: TranslationRequest) -> None:
    segment = segments_of(prepared)[0]
    address = reverse("wagtail_localize:edit_string_translation", args=(Translation.objects.get().pk, segment.id))

    def put(person: Any, value: str) -> int:
        body = encode_multipart(BOUNDARY, {"value": value})
        return browser(person).put(address, body, content_type=MULTIPART_CONTENT).status_code

    assert put(room.other_translator, "Words") in {403, 404}
    assert put(room.translator, "x" * 300) == 400  # longer than a title may be
    assert put(room.translator, "Words") == 200
    Page.objects.filter(pk=prepared.target_page_id).update(locked=True, locked_by=room.newsroom.head, locked_at=AT)
    assert put(room.translator, "Other words") == 409
    assert StringTranslation.objects.get().data == "Words"


def test_languages_are_not_kept_in_step(room: TranslatingRoom) -> None:
    vietnamese, english = Locale.objects.get(language_code="vi"), Locale.objects.get(language_code="en")
    with pytest.raises(ValidationError):
        LocaleSynchronization.objects.create(locale=english, sync_from=vietnamese)
    row = LocaleSynchronization(locale=english, sync_from=vietnamese)
    LocaleSynchronization.objects.bulk_create([row])  # from before, or written past the form
    room.newsroom.draft(title="Bài mới")
    row.sync_trees()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_no_canary_of_the_source_stands_on_an_english_page(room: TranslatingRoom) -> None:
    """Words that only the Vietnamese text has: in every field and kind of block that a reader could see."""
    canary = "Chim hoàng yến"
    body = [
        {"type": "paragraph", "id": str(uuid.uuid4()), "value": {"text": f"<p>{canary} một</p>", "lang": ""}},
        {"type": "heading", "id": str(uuid.uuid4()), "value": {"level": "h2", "text": f"{canary} hai", "lang": ""}},
    ]
    page, request = room.public(title=f"{canary} ba", summary=f"{canary} bốn", body=body)
    request = room.prepared(request)
    english = room.published(room.translated(request))
    address = english.get_url_parts()[2]
    for path in (address, f"/api/v1/documents/{page.translation_key}/?locale=en"):
        shown = Client().get(path).content.decode()
        assert "English title" in shown, path
        assert canary not in shown.replace(page.title, ""), path
