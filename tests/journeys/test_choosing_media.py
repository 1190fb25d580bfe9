"""A page is no door to the pictures and files of others: an id in a POST is checked like a choice in the chooser."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, streamfield

from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.media.models import Image
from cms.pages.actions import publish_latest
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from news.actions import load_vocabulary
from news.models import ArticlePage
from tests.factories.article_form import article_form
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import AT, ArticlePageFactory, ASite, a_site

pytestmark = pytest.mark.django_db


class Scene:
    """Two divisions of one site, each with a picture and a file of its own; a contributor of the first."""

    def __init__(self, client: Client) -> None:
        self.site: ASite = a_site()
        self.own, self.other = (OrgUnitFactory(parent=self.site.unit) for _ in range(2))
        self.editor = member_of(self.own, Role.CONTRIBUTOR)
        load_vocabulary(by=None, at=AT)
        sync_access(subsite=self.site.subsite, by=None, at=AT)
        self.client = client
        client.force_login(self.editor)

    def image(self, unit: OrgUnit) -> int:
        collection = DerivedCollection.objects.get(unit=unit).collection
        return int(ImageFactory(size=(64, 48), collection=collection).pk)

    def document(self, unit: OrgUnit) -> int:
        return int(DocumentFactory(collection=DerivedCollection.objects.get(unit=unit).collection).pk)

    def add(self, **changes: Any) -> Any:
        section = self.site.sections["news"]["vi"]
        return self.client.post(
            reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk)), form(self.own, **changes)
        )

    def edit(self, page: ArticlePage, **changes: Any) -> Any:
        return self.client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), form(self.own, **changes))


def form(unit: OrgUnit, **changes: Any) -> dict[str, Any]:
    return article_form(**{"title": "Đoàn công tác", "department": unit.pk, **changes})


def rows(*values: dict[str, Any]) -> dict[str, Any]:
    """What the browser sends for a list block."""
    items = [{"value": value, "deleted": "", "order": str(n), "type": "item"} for n, value in enumerate(values)]
    return {"count": str(len(items)), **{str(n): item for n, item in enumerate(items)}}


def picture(image: int) -> dict[str, Any]:
    return {"image": image, "alt": "Cổng", "caption": "", "credit": "", "lang": ""}


def body_with(kind: str, number: int) -> dict[str, Any]:
    """A body that uses the picture or file in the given way."""
    link = {"entityRanges": [{"offset": 0, "length": 3, "key": 0}], "inlineStyleRanges": [], "depth": 0}
    text = {
        "blocks": [{"key": "a", "text": "tệp", "type": "unstyled", **link}],
        "entityMap": {"0": {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": number}}},
    }
    values: dict[str, tuple[str, dict[str, Any]]] = {
        "image": ("image", picture(number)),
        "gallery": ("gallery", {"title": "", "images": rows(picture(number))}),
        "files": ("files", {"title": "", "files": rows({"document": number, "title": "", "lang": ""})}),
        "link": ("paragraph", {"text": json.dumps(text), "lang": ""}),
    }
    return {"body": streamfield([values[kind]])}


def use(scene: Scene, kind: str, unit: OrgUnit) -> dict[str, Any]:
    if kind == "lead_image":
        return {"lead_image": scene.image(unit), "lead_image_alt": "Cổng"}
    return body_with(kind, scene.document(unit) if kind in ("files", "link") else scene.image(unit))


KINDS = ("lead_image", "image", "gallery", "files", "link")


@pytest.mark.requirement("R070")
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_or_file_of_another_unit_is_refused_even_in_a_draft(client: Client, kind: str) -> None:
    scene = Scene(client)
    response = scene.add(**use(scene, kind, scene.other))
    assert response.status_code == 200
    field = "lead_image" if kind == "lead_image" else "body"
    assert list(response.context["form"].errors) == [field]
    html, message = response.content.decode(), "Bạn không được dùng ảnh hoặc tệp số"
    assert (message in html) or (json.dumps(message)[1:-1] in html)  # the body's errors travel as JSON
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_or_file_of_ones_own_unit_is_accepted(client: Client, kind: str) -> None:
    scene = Scene(client)
    response = scene.add(**use(scene, kind, scene.own))
    assert response.status_code == 302, response.context["form"].errors
    assert ArticlePage.objects.count() == 1


def test_an_id_that_no_file_has_yet_is_refused(client: Client) -> None:
    scene = Scene(client)
    assert scene.add(**body_with("link", 987654)).status_code == 200
    assert not ArticlePage.objects.exists()


def test_what_the_page_has_already_stays_on_it(client: Client) -> None:
    scene = Scene(client)
    foreign = scene.image(scene.other)
    page = ArticlePageFactory(
        section_page=scene.site.sections["news"]["vi"],
        department=scene.own,
        lead_image=Image.objects.get(pk=foreign),
        lead_image_alt="A",
    )
    response = scene.edit(page, title="Tên mới", lead_image=foreign, lead_image_alt="A")
    assert response.status_code == 302, response.context["form"].errors
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Tên mới"


def test_what_a_live_page_shows_may_be_shown_again_and_what_only_a_draft_has_may_not(client: Client) -> None:
    scene = Scene(client)
    foreign = scene.image(scene.other)
    page = ArticlePageFactory(
        section_page=scene.site.sections["news"]["vi"],
        department=scene.other,
        lead_image=Image.objects.get(pk=foreign),
        lead_image_alt="A",
    )
    assert scene.add(lead_image=foreign, lead_image_alt="B").status_code == 200
    publish_latest(page=page, by=None, at=AT)
    assert scene.add(lead_image=foreign, lead_image_alt="B").status_code == 302


def test_the_preview_of_a_new_page_does_not_hand_out_a_picture_of_another_unit(client: Client) -> None:
    scene = Scene(client)
    section = scene.site.sections["news"]["vi"]
    url = reverse("wagtailadmin_pages:preview_on_add", args=("news", "articlepage", section.pk))
    foreign = {"lead_image": scene.image(scene.other), "lead_image_alt": "A"}
    assert client.post(url, form(scene.own, **foreign)).json()["is_valid"] is False
    own = {"lead_image": scene.image(scene.own), "lead_image_alt": "A"}
    assert client.post(url, form(scene.own, **own)).json()["is_valid"] is True


def test_a_preview_shows_what_there_is_from_the_first_word_on(client: Client) -> None:
    """Nobody has chosen a genre, a unit or an author yet; a draft of that would not be stored."""
    scene = Scene(client)
    section = scene.site.sections["news"]["vi"]
    url = reverse("wagtailadmin_pages:preview_on_add", args=("news", "articlepage", section.pk))
    begun = {"title": "Tin vừa viết", "genre": "", "department": "", "authors": inline_formset([])}
    assert client.post(url, form(scene.own, **begun)).json() == {"is_valid": True, "is_available": True}
    shown = client.get(url)
    assert shown.status_code == 200
    assert "<h1>Tin vừa viết</h1>" in shown.content.decode()
    assert scene.add(**begun).status_code == 200
    assert not ArticlePage.objects.exists()


def test_a_preview_of_an_article_shows_what_is_left_of_it(client: Client) -> None:
    scene = Scene(client)
    page = ArticlePageFactory(section_page=scene.site.sections["news"]["vi"], department=scene.own, live=True)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    emptied = {"title": "Tin đang sửa", "genre": "", "department": "", "authors": inline_formset([])}
    assert client.post(url, form(scene.own, **emptied)).json() == {"is_valid": True, "is_available": True}
    assert "<h1>Tin đang sửa</h1>" in client.get(url).content.decode()
