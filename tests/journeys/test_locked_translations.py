"""A locked English page stays as it is, at every door by which a translation is written (STACK §3a, issue 5)."""

import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polib
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation, Translation

from cms.media.models import Image
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from cms.translation.actions import save_segments
from cms.translation.exchange.queries import file_of
from cms.translation.machine.registry import register_machine
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from tests.factories.media import ImageFactory
from tests.factories.moderation import AT
from tests.factories.translation import TranslatingRoom, a_translating_room

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R077")]
WORDS = "Other English words"


class Machine:
    """Always knows an answer."""

    key = "ready"
    label = "Máy thử"

    def translate(self, texts: Any, *, source: str, target: str) -> list[str]:
        return [WORDS for _text in texts]


@dataclass
class Scene:
    """A text that is being translated: its title confirmed, its picture another than the Vietnamese one."""

    room: TranslatingRoom
    wanted: TranslationRequest
    client: Client

    @property
    def title(self) -> int:
        return next(segment.id for segment in segments_of(self.wanted) if segment.path == "title")

    @property
    def translation(self) -> Translation:
        return Translation.objects.get()

    def choose(self, picture: int | str) -> Any:
        place = OverridableSegment.objects.get(context__path="lead_image")
        address = reverse("translation_replacing", args=(self.wanted.pk,))
        return self.client.post(address, {f"place-{place.pk}": picture})

    def string(self) -> str:
        return reverse("wagtail_localize:edit_string_translation", args=(self.translation.pk, self.title))

    def lock(self) -> None:
        Page.objects.filter(pk=self.wanted.target_page_id).update(
            locked=True, locked_by=self.room.newsroom.head, locked_at=AT
        )

    def state(self) -> list[Any]:
        """Everything stored of the English page and of the words it will be made of."""
        page = Page.objects.filter(pk=self.wanted.target_page_id)
        return [
            list(page.values_list("title", "draft_title", "slug", "live", "locked", "latest_revision_id")),
            Revision.objects.count(),
            sorted(StringTranslation.objects.values_list("context__path", "data", "translation_type")),
            sorted(SegmentOverride.objects.values_list("context__path", "data_json")),
            list(Translation.objects.values_list("enabled", flat=True)),
        ]


def picture(scene: Scene) -> Image:
    unit = scene.room.newsroom.division
    made: Image = ImageFactory(size=(64, 48), collection=DerivedCollection.objects.get(unit=unit).collection)
    return made


def put(scene: Scene, address: str, value: object) -> Any:
    body = encode_multipart(BOUNDARY, {"value": str(value)})
    return scene.client.put(address, body, content_type=MULTIPART_CONTENT)


def by_desk_while_typing(scene: Scene) -> Any:
    return scene.client.post(reverse("translation_save", args=(scene.wanted.pk,)), {f"segment-{scene.title}": WORDS})


def by_desk(scene: Scene) -> Any:
    address = reverse("translation_desk", args=(scene.wanted.pk,))
    return scene.client.post(address, {f"segment-{scene.title}": WORDS, "action-save": "1"}, follow=True)


def by_making_the_draft(scene: Scene) -> Any:
    address = reverse("translation_desk", args=(scene.wanted.pk,))
    typed = {f"segment-{segment.id}": WORDS for segment in segments_of(scene.wanted) if segment.required}
    return scene.client.post(address, {**typed, "action-review": "1"}, follow=True)


def by_string(scene: Scene) -> Any:
    return put(scene, scene.string(), WORDS)


def by_taking_a_string_away(scene: Scene) -> Any:
    return scene.client.delete(scene.string())


def by_override(scene: Scene) -> Any:
    return scene.choose(picture(scene).pk)


def by_taking_an_override_away(scene: Scene) -> Any:
    return scene.choose("")


def by_file(scene: Scene) -> Any:
    catalogue = polib.pofile("\n" + file_of(scene.wanted, format_key="po", at=AT).data.decode())
    for entry in catalogue:
        entry.msgstr, entry.flags = WORDS, []
    file = SimpleUploadedFile("words.po", io.BytesIO(str(catalogue).encode()).getvalue())
    return scene.client.post(reverse("translation_files", args=(scene.wanted.pk,)), {"file": file})


def by_machine(scene: Scene) -> Any:
    return scene.client.post(reverse("translation_suggest", args=(scene.wanted.pk,)), follow=True)


def by_beginning_again(scene: Scene) -> Any:
    """What was stopped before, by its button in the page editor."""
    address = reverse("wagtailadmin_pages:edit", args=(scene.wanted.target_page_id,))
    return scene.client.post(address, {"localize-restart-translation": "1"})


ACTS: list[Callable[[Scene], Any]] = [
    by_desk_while_typing, by_desk, by_making_the_draft, by_string, by_taking_a_string_away, by_override,
    by_taking_an_override_away, by_file, by_machine, by_beginning_again,
]  # fmt: skip


@pytest.fixture
def scene(settings: Any) -> Scene:
    cache.clear()
    register_machine("ready", Machine)
    settings.TRANSLATION_MACHINE = "ready"
    room = a_translating_room()
    body = [{"type": "paragraph", "id": str(uuid.uuid4()), "value": {"text": "<p>Xin mời vào.</p>", "lang": ""}}]
    _page, wanted = room.public(
        title="Thông báo", body=body, lead_image=ImageFactory(), lead_image_alt="Trụ sở của cơ quan"
    )
    wanted = room.prepared(wanted)
    sync_access(subsite=room.newsroom.site.subsite, by=None, at=AT)
    client = Client()
    client.force_login(room.translator)
    made = Scene(room, wanted, client)
    save_segments(request=wanted, translations={made.title: "Notice"}, by=room.translator, at=AT)
    return made


def begin(scene: Scene, act: Callable[[Scene], Any]) -> None:
    """What must be there before an act can change something."""
    if act is by_taking_an_override_away:
        segment = OverridableSegment.objects.get(context__path="lead_image")
        SegmentOverride.objects.create(
            locale_id=scene.translation.target_locale_id, context=segment.context, data_json=str(picture(scene).pk)
        )
    if act is by_beginning_again:
        Translation.objects.update(enabled=False)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_of_a_locked_page_changes(scene: Scene, act: Callable[[Scene], Any]) -> None:
    begin(scene, act)
    scene.lock()
    before = scene.state()
    answer = act(scene)
    assert answer.status_code in {200, 302, 400, 403, 409}
    assert scene.state() == before


@pytest.mark.parametrize("act", ACTS)
def test_the_same_changes_a_page_that_is_not_locked(scene: Scene, act: Callable[[Scene], Any]) -> None:
    """The control: each of these acts does something."""
    begin(scene, act)
    before = scene.state()
    assert act(scene).status_code in {200, 201, 302}
    assert scene.state() != before


def test_who_locked_a_page_goes_on_and_others_are_told_who_did(scene: Scene) -> None:
    scene.lock()
    shown = scene.client.get(reverse("translation_desk", args=(scene.wanted.pk,))).content.decode()
    assert "Trang tiếng Anh đang bị khóa" in shown
    assert "&lt;b&gt;" not in shown
    assert str(scene.room.newsroom.head) in shown
    refused = by_override(scene)
    assert (refused.status_code, "Trang tiếng Anh đang bị khóa" in refused.content.decode()) == (400, True)
    scene.client.force_login(scene.room.newsroom.head)
    assert by_string(scene).status_code == 200
