"""The English of an article is out of date when its Vietnamese leads elsewhere, not only when it says else."""

import datetime
import uuid
from typing import Any

import pytest

from cms.pages.presenters.translatable import addresses_of
from news.models import ArticlePage
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import picture_value
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R077")]
IDS = [str(uuid.UUID(int=number)) for number in range(1, 5)]


def body(*, link: str, file: int, video: str, image: int) -> list[dict[str, Any]]:
    return [
        {"type": "paragraph", "id": IDS[0], "value": {"text": f'<p>Xem <a href="{link}">đây</a></p>', "lang": ""}},
        {
            "type": "files",
            "id": IDS[1],
            "value": {
                "title": "Tệp",
                "lang": "",
                "files": [{"type": "item", "id": IDS[3], "value": {"document": file, "title": "Mẫu", "lang": ""}}],
            },
        },
        {"type": "video", "id": IDS[2], "value": {"url": video, "title": "Phim", "caption": "", "lang": ""}},
        {"type": "image", "id": IDS[3], "value": picture_value(image, alt="Ảnh", caption="")},
    ]


@pytest.fixture
def values() -> dict[str, Any]:
    return {
        "link": "https://a.example.vn/",
        "file": DocumentFactory().pk,
        "video": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "image": ImageFactory().pk,
    }


def published_again(room: TranslatingRoom, page: ArticlePage, content: Any, **fields: Any) -> None:
    changed = ArticlePage.objects.get(pk=page.pk)
    changed.body = ArticlePage._meta.get_field("body").to_python(content)
    for name, value in fields.items():
        setattr(changed, name, value)
    changed.save_revision(user=room.newsroom.writer)
    room.newsroom.live(changed)


@pytest.mark.parametrize("what", ["link", "file", "video", "image", "source", "day"])
def test_another_link_file_or_video_makes_the_english_stale_and_another_picture_does_not(
    what: str, values: dict[str, Any]
) -> None:
    room = a_translating_room()
    page, request = room.public(title="Hợp pháp hóa lãnh sự", body=body(**values))
    room.published(room.translated(room.prepared(request)))
    assert room.request_of(page).state == "live"
    others = {
        "link": "https://b.example.vn/",
        "file": DocumentFactory().pk,
        "video": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
        "image": ImageFactory().pk,
    }
    fields: dict[str, Any] = {
        "source": {"source_name": "Báo Mẫu", "source_url": "https://c.example.vn/"},
        "day": {"event_on": datetime.date(2026, 3, 5)},
    }.get(what, {})
    published_again(room, page, body(**{**values, what: others[what]} if what in others else values), **fields)
    request = room.request_of(page)
    assert (request.state, request.stale_since is not None) == (("live", False) if what == "image" else ("stale", True))
    if what != "link":
        return
    # Nothing is to be translated anew: the draft is made again, with the new address.
    request = room.prepared(request)
    english = room.submitted(request).get_latest_revision_as_object()
    assert 'href="https://b.example.vn/"' in str(english.body.raw_data[0]["value"]["text"])


def test_links_are_told_by_where_they_lead() -> None:
    html = '<p><a linktype="page" id="3">một</a> <a href="https://x.example.vn/">hai</a></p>'
    html += '<embed embedtype="image" id="9"/>'
    page = ArticlePage(title="x")
    page.body = ArticlePage._meta.get_field("body").to_python(
        [{"type": "paragraph", "id": IDS[0], "value": {"text": html, "lang": ""}}]
    )
    assert addresses_of(page) == ["linktype=page id=3", "href=https://x.example.vn/"]
