"""Pictures, files and addresses of the English page are chosen beside the desk, under the rules of every form."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import SegmentOverride

from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.moderation.actions import approve
from cms.moderation.errors import OwnText
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from cms.translation.actions import replace_in_translation
from cms.translation.models import TranslationRequest
from cms.translation.replaceable import Replaceable, replaceables_of
from tests.factories.departments import member_of
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.moderation import AT, open_step_of, reading
from tests.factories.pages import picture_value
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R077")]
LINK, OTHER_LINK = "https://a.example.vn/vi.html", "https://a.example.vn/en.html"
VIDEO, OTHER_VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=aaaaaaaaaaa"


class Scene:
    """A text with everything that may be another one in English, and its translator."""

    def __init__(self) -> None:
        self.room: TranslatingRoom = a_translating_room()
        newsroom = self.room.newsroom
        sync_access(subsite=newsroom.site.subsite, by=None, at=AT)
        own = newsroom.division
        image, file = self.image(own), self.document(own)
        body = [
            self.block("paragraph", {"text": f'<p>Xem <a href="{LINK}">đây</a></p>', "lang": ""}),
            self.block("image", picture_value(image, alt="Ảnh", caption="")),
            self.block("gallery", {"title": "", "images": [self.item(picture_value(image, alt="Ảnh"))], "lang": ""}),
            self.block(
                "files", {"title": "", "lang": "", "files": [self.item({"document": file, "title": "", "lang": ""})]}
            ),
            self.block("video", {"url": VIDEO, "title": "Phim", "caption": "", "lang": ""}),
        ]
        _page, request = self.room.public(title="Thông báo", body=body)
        self.request: TranslationRequest = self.room.prepared(request)

    @staticmethod
    def block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
        return {"type": kind, "id": str(uuid.uuid4()), "value": value}

    @staticmethod
    def item(value: Any) -> dict[str, Any]:
        return {"type": "item", "id": str(uuid.uuid4()), "value": value}

    def image(self, unit: OrgUnit) -> int:
        collection = DerivedCollection.objects.get(unit=unit).collection
        return int(ImageFactory(size=(64, 48), collection=collection).pk)

    def document(self, unit: OrgUnit) -> int:
        return int(DocumentFactory(collection=DerivedCollection.objects.get(unit=unit).collection).pk)

    @property
    def places(self) -> dict[str, Replaceable]:
        """By what stands there in the source, the picture of the gallery apart."""
        names = {LINK: "link", VIDEO: "video"}
        found: dict[str, Replaceable] = {}
        for place in replaceables_of(self.request):
            name = names.get(str(place.source), place.kind.value)
            found["gallery" if name in found else name] = place
        return found

    def choose(self, person: Any, **chosen: Any) -> Any:
        client = Client()
        client.force_login(person)
        places = self.places
        data = {f"place-{place.id}": chosen.get(name, place.chosen or "") for name, place in places.items()}
        return client.post(reverse("translation_replacing", args=(self.request.pk,)), data)

    def chosen(self) -> dict[str, Any]:
        return {name: place.chosen for name, place in self.places.items() if place.chosen is not None}


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_what_is_chosen_stands_in_the_english_page_and_the_rest_is_as_in_vietnamese(scene: Scene) -> None:
    room, own = scene.room, scene.room.newsroom.division
    assert set(scene.places) == {"link", "image", "gallery", "document", "video"}
    client = Client()
    client.force_login(room.translator)
    desk = client.get(reverse("translation_desk", args=(scene.request.pk,))).content.decode()
    assert reverse("translation_replacing", args=(scene.request.pk,)) in desk
    assert (
        "Hình, tệp, liên kết" in client.get(reverse("translation_replacing", args=(scene.request.pk,))).content.decode()
    )
    picture, file = scene.image(own), scene.document(own)
    answer = scene.choose(room.translator, image=picture, document=file, link=OTHER_LINK, video=OTHER_VIDEO)
    assert (answer.status_code, answer["Location"]) == (302, reverse("translation_desk", args=(scene.request.pk,)))
    assert scene.chosen() == {"image": picture, "document": file, "link": OTHER_LINK, "video": OTHER_VIDEO}
    source = scene.places["gallery"].source
    english = room.published(room.translated(scene.request))
    text, image, gallery, files, video = (row["value"] for row in english.body.raw_data)
    assert f'href="{OTHER_LINK}"' in text["text"]
    assert (image["image"], gallery["images"][0]["value"]["image"]) == (picture, source)
    assert (files["files"][0]["value"]["document"], video["url"]) == (file, OTHER_VIDEO)
    scene.choose(room.translator, image="")
    assert "image" not in scene.chosen()


@pytest.mark.requirement("R070")
@pytest.mark.parametrize("name", ["image", "gallery", "document"])
def test_no_picture_or_file_of_another_unit_is_taken(scene: Scene, name: str) -> None:
    make = scene.document if name == "document" else scene.image
    foreign = make(scene.room.newsroom.other_division)
    answer = scene.choose(scene.room.translator, **{name: foreign})
    assert answer.status_code == 400
    assert f"Bạn không được dùng ảnh hoặc tệp số {foreign} ở đây" in answer.content.decode()
    assert not SegmentOverride.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("image", "987654"),
        ("image", "ba"),
        ("document", "9" * 40),
        ("link", "javascript:alert(1)"),
        ("link", "/tin-tuc/"),
        ("link", "https://x.example.vn/" + "a" * 600),
        ("video", "https://x.example.vn/film"),
    ],
)
def test_what_leads_nowhere_is_refused_and_stays_in_its_field(scene: Scene, name: str, value: str) -> None:
    answer = scene.choose(scene.room.translator, **{name: value})
    assert answer.status_code == 400
    assert 'class="tr-refused"' in answer.content.decode()
    assert not SegmentOverride.objects.exists()


def test_only_who_may_write_the_translation_chooses(scene: Scene) -> None:
    own = scene.room.newsroom.division
    picture = scene.image(own)
    payments = member_of(own, Role.FINANCE_PAYMENT)
    sync_access(subsite=scene.room.newsroom.site.subsite, by=None, at=AT)
    assert scene.choose(payments, image=picture).status_code in {302, 403, 404}
    assert scene.choose(scene.room.other_translator, image=picture).status_code == 404
    assert scene.choose(scene.room.newsroom.board_head, image=picture).status_code == 403
    assert not SegmentOverride.objects.exists()


@pytest.mark.requirement("R071")
def test_what_a_reviewer_chooses_is_in_the_version_that_another_approves(scene: Scene) -> None:
    room = scene.room
    head = room.newsroom.head
    english = room.submitted(room.translated(scene.request))
    picture = scene.image(room.newsroom.division)
    places = {scene.places["image"].id: picture}
    outcome = replace_in_translation(request=scene.request, chosen=places, by=head, at=AT)
    assert outcome.revision is not None
    assert room.target(scene.request).latest_revision_id == outcome.revision.pk
    state = open_step_of(english)
    with pytest.raises(OwnText):
        approve(state=state, by=head, at=AT, **reading(state))


@pytest.mark.requirement("R071")
def test_who_chose_a_picture_before_the_review_is_an_author(scene: Scene) -> None:
    room, head = scene.room, scene.room.newsroom.head
    places = {scene.places["image"].id: scene.image(room.newsroom.division)}
    replace_in_translation(request=scene.request, chosen=places, by=head, at=AT)
    english = room.submitted(room.translated(scene.request))
    assert head.pk in open_step_of(english).writer_ids
