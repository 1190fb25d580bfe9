"""Pictures and files of another unit: in no list, chooser, search, interface, tag or confirmation."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from taggit.models import Tag

from cms.departments.roles import Role
from cms.media.models import Document, Image
from cms.subsites.models import DerivedCollection
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.newsroom import Newsroom, a_newsroom
from tests.journeys.test_isolation_of_departments import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R070")]
HIDDEN = ("Ảnh giấu kín", "Tệp giấu kín", "the-giau-kin")


@pytest.fixture
def room() -> Newsroom:
    return a_newsroom()


@pytest.fixture
def media(room: Newsroom) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, unit, words in (("own", room.own, ("Ảnh nhà", "Tệp nhà", "the-nha")), ("other", room.other, HIDDEN)):
        collection = DerivedCollection.objects.get(unit=unit).collection
        made[f"{key}_image"] = ImageFactory(size=(64, 48), title=words[0], collection=collection)
        made[f"{key}_file"] = DocumentFactory(title=words[1], collection=collection)
        for one in (made[f"{key}_image"], made[f"{key}_file"]):
            one.tags.add(words[2])
    return made


def addresses(media: dict[str, Any]) -> dict[str, str]:
    image, file = media["other_image"].pk, media["other_file"].pk
    return {
        "pictures": reverse("wagtailimages:index"),
        "pictures, searched": reverse("wagtailimages:index_results") + "?q=giấu",
        "files": reverse("wagtaildocs:index"),
        "files, searched": reverse("wagtaildocs:index_results") + "?q=giấu",
        "picture chooser": reverse("wagtailimages_chooser:choose"),
        "picture chooser, searched": reverse("wagtailimages_chooser:choose_results") + "?q=giấu",
        "file chooser": reverse("wagtaildocs_chooser:choose"),
        "chosen picture": reverse("wagtailimages_chooser:chosen", args=(image,)),
        "chosen pictures": reverse("wagtailimages_chooser:chosen_multiple") + f"?id={image}",
        "chosen file": reverse("wagtaildocs_chooser:chosen", args=(file,)),
        "format of a picture": reverse("wagtailimages_chooser:select_format", args=(image,)),
        "edit a picture": reverse("wagtailimages:edit", args=(image,)),
        "use of a picture": reverse("wagtailimages:image_usage", args=(image,)),
        "use of a file": reverse("wagtaildocs:document_usage", args=(file,)),
        "preview of a picture": reverse("wagtailimages:preview", args=(image, "max-165x165")),
        "interface of pictures": "/admin/api/main/images/",
        "interface of a picture": f"/admin/api/main/images/{image}/",
        "interface of files": "/admin/api/main/documents/",
        "interface of a file": f"/admin/api/main/documents/{file}/",
        "tags": reverse("wagtailadmin_tag_autocomplete") + "?term=the",
        "bulk of pictures": reverse("wagtail_bulk_action", args=("media", "image", "delete")) + f"?id={image}",
        "bulk of files": reverse("wagtail_bulk_action", args=("media", "document", "add_tags")) + f"?id={file}",
    }


def leaks(client: Client, media: dict[str, Any]) -> dict[str, list[str]]:
    found = {}
    for name, address in addresses(media).items():
        response = client.get(address)
        assert response.status_code < 500, name
        text = "" if response.streaming else text_of(response)
        response.close()
        said = [word for word in HIDDEN if word in text]
        if said:
            found[name] = said
    return found


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.DEPARTMENT_HEAD, Role.TRANSLATOR, Role.FINANCE_PAYMENT])
def test_nothing_of_another_units_media_is_shown(
    room: Newsroom, media: dict[str, Any], client: Client, role: str
) -> None:
    client.force_login(room.people[role])
    assert leaks(client, media) == {}


def test_its_bytes_are_not_given_either(room: Newsroom, media: dict[str, Any], client: Client) -> None:
    client.force_login(room.people["contributor"])
    image: Image = media["other_image"]
    rendition = image.get_rendition("max-165x165")
    file: Document = media["other_file"]
    for name in (image.file.name, rendition.file.name, file.file.name):
        assert client.get(f"/private-media/{name}").status_code == 404, name
    own = client.get(f"/private-media/{media['own_image'].file.name}")
    assert (own.status_code, len(b"".join(own))) == (200, media["own_image"].file.size)
    own.close()


def test_ones_own_are_there(room: Newsroom, media: dict[str, Any], client: Client) -> None:
    client.force_login(room.people["contributor"])
    assert "Ảnh nhà" in client.get(reverse("wagtailimages:index")).content.decode()
    assert client.get(reverse("wagtailadmin_tag_autocomplete") + "?term=the").json() == ["the-nha"]
    listed = client.get("/admin/api/main/images/").json()["items"]
    assert [item["title"] for item in listed] == ["Ảnh nhà"]


def test_the_addresses_are_the_ones_that_would_show_them(media: dict[str, Any], client: Client) -> None:
    """The control: nearly all show something of it to a superuser."""
    client.force_login(UserFactory(admin=True))
    assert Tag.objects.filter(name="the-giau-kin").exists()
    assert set(addresses(media)) - set(leaks(client, media)) <= {"preview of a picture", "format of a picture"}
