"""A picture or a file that reviewers or the public were shown is exchanged by nobody: not its bytes, not its words."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.media.models import Document, Image
from cms.publishing.models import PublishedDocument
from cms.publishing.worker import run_until_idle
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from news.models import ArticlePage
from tests.factories.media import DocumentFactory, ImageFactory, docx, picture
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import picture_value

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R071")]


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def shown(room: Newsroom) -> tuple[Image, Document]:
    """A picture and a file that the writer has uploaded."""
    collection = DerivedCollection.objects.get(unit=room.division).collection
    owner = {"collection": collection, "uploaded_by_user": room.writer}
    image = ImageFactory(title="Hai đoàn", credit="Ảnh: Văn phòng", **owner)
    return image, DocumentFactory(title="Mẫu đơn", **owner)


def a_draft(room: Newsroom, image: Image, document: Document) -> ArticlePage:
    link = f'<p><a linktype="document" id="{document.pk}">Tải mẫu đơn</a></p>'
    body = [
        {"type": "paragraph", "value": {"text": link, "lang": ""}},
        {"type": "image", "value": picture_value(image.pk)},
    ]
    return room.draft(body=body)


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(person)
    return client


def exchange(client: Client, image: Image, document: Document) -> list[Any]:
    """What the library's forms post: other bytes, other words."""
    jpeg = SimpleUploadedFile("khac.jpg", picture(shade=200), "image/jpeg")
    word = SimpleUploadedFile("khac.docx", docx({"docProps/a.xml": "<a/>"}))
    kept = {"collection": str(image.collection_id), "tags": ""}
    pictured = {**kept, "title": "Ảnh khác", "credit": "Nguồn khác", "consent": "", "description": "", "file": jpeg}
    pictured["credit_en"] = "Another source"
    return [
        client.post(reverse("wagtailimages:edit", args=(image.pk,)), pictured),
        client.post(reverse("wagtaildocs:edit", args=(document.pk,)), {**kept, "title": "Đơn khác", "file": word}),
    ]


def public_of(page: ArticlePage) -> Any:
    return PublishedDocument.objects.get(page_id=page.pk).body


def said(image: Image, document: Document) -> tuple[Any, ...]:
    """What readers are shown of them."""
    image, document = Image.objects.get(pk=image.pk), Document.objects.get(pk=document.pk)
    return image.file.name, image.credit, image.credit_en, document.file.name, document.title


@pytest.mark.parametrize("who", ["writer", "head", "secretary", "administrator"])
def test_what_is_public_is_exchanged_by_nobody(room: Newsroom, shown: tuple[Image, Document], who: str) -> None:
    page = room.live(a_draft(room, *shown))
    before, public = said(*shown), public_of(page)
    exchange(browser(getattr(room, who)), *shown)
    run_until_idle(clock=timezone.now)
    assert said(*shown) == before
    assert public_of(page) == public


def test_what_its_reviewers_read_is_exchanged_by_nobody(room: Newsroom, shown: tuple[Image, Document]) -> None:
    page = a_draft(room, *shown)
    before = said(*shown)
    room.submitted(page)
    exchange(browser(room.writer), *shown)
    assert said(*shown) == before


def test_a_picture_that_comes_in_during_a_step_is_before_its_readers_at_once(
    room: Newsroom, shown: tuple[Image, Document]
) -> None:
    page = room.draft()
    room.submitted(page)
    assert Image.objects.get(pk=shown[0].pk).settled_at is None
    drafted = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    drafted.body = a_draft(room, *shown).body
    drafted.save_revision(user=room.head)
    before = said(*shown)
    exchange(browser(room.writer), *shown)
    assert said(*shown) == before


def test_until_then_the_library_is_the_writers_own(room: Newsroom, shown: tuple[Image, Document]) -> None:
    a_draft(room, *shown)
    before = said(*shown)
    assert [answer.status_code for answer in exchange(browser(room.writer), *shown)] == [302, 302]
    after = said(*shown)
    assert (after[1], after[2], after[4]) == ("Nguồn khác", "Another source", "Đơn khác")
    assert after[0] != before[0]
    assert after[3] != before[3]


def test_the_form_says_why(room: Newsroom, shown: tuple[Image, Document]) -> None:
    room.live(a_draft(room, *shown))
    client = browser(room.writer)
    for name, media in zip(("wagtailimages:edit", "wagtaildocs:edit"), shown, strict=True):
        page = client.get(reverse(name, args=(media.pk,))).content.decode()
        assert "Hãy tải lên ảnh hoặc tệp khác" in page


def test_nobody_at_a_screen_deletes_what_is_public(room: Newsroom, shown: tuple[Image, Document]) -> None:
    page = room.live(a_draft(room, *shown))
    client = browser(room.writer)
    image, document = shown
    doors = [
        reverse("wagtailimages:delete", args=(image.pk,)),
        reverse("wagtaildocs:delete", args=(document.pk,)),
        reverse("wagtail_bulk_action", args=("media", "image", "delete")) + f"?id={image.pk}",
        reverse("wagtail_bulk_action", args=("media", "document", "delete")) + f"?id={document.pk}",
    ]
    for door in doors:
        answer = client.post(door, follow=True).content.decode()
        assert "đang được dùng trong một bài công khai" in answer, door
    assert Image.objects.filter(pk=image.pk).exists()
    assert Document.objects.filter(pk=document.pk).exists()
    page.unpublish()
    client.post(doors[0])
    assert not Image.objects.filter(pk=image.pk).exists()
