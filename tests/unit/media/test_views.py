"""Who gets which file over HTTP (RELIABILITY 5–8, 45, 46)."""

import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Collection, GroupCollectionPermission

from cms.accounts.models import User
from cms.media import actions
from cms.media.addresses import PREVIEW_SECONDS, preview_token
from cms.media.exposure import Exposure
from cms.media.file_shape import file_shape
from cms.media.image_shape import image_shape
from cms.media.models import Image
from tests.factories.media import PDF, DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db


def person(name: str, collection: Collection | None, *codenames: str) -> User:
    """Someone who may enter the admin and has these permissions on a collection."""
    user = User.objects.create_user(name, password="not used in this test")
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for permission in Permission.objects.filter(codename__in=codenames):
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    user.groups.add(group)
    return user


def client_of(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def image() -> Image:
    department = Collection.get_first_root_node().add_child(name="Văn phòng")
    return ImageFactory(collection=department)


@pytest.fixture
def public_image(image: Image, at: datetime.datetime) -> str:
    """The address of a published cut."""
    exposure = Exposure(mode="public")
    address = image_shape(image, alt="", is_decorative=True, exposure=exposure)["src"]
    actions.retain_public(owner="article/1/vi", files=exposure.files, at=at)
    return address


def publish_file(at: datetime.datetime, name: str, content: bytes = PDF) -> str:
    exposure = Exposure(mode="public")
    document = DocumentFactory(file=ContentFile(content, name=name))
    address = file_shape(document, exposure=exposure)["url"]
    actions.retain_public(owner="article/2/vi", files=exposure.files, at=at)
    return address


class Answer:
    """A response that was read to its end and closed, as a browser does."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.getvalue()
        response.close()

    def __getitem__(self, header: str) -> str:
        return str(self.headers[header])


def get(client: Client, path: str, **headers: str) -> Answer:
    return Answer(client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()}))


# Public copies


def test_public_picture_is_served_briefly_cached_and_runs_nothing(public_image: str, client: Client) -> None:
    response = get(client, public_image)

    assert response.status == 200
    assert response.body[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=10, must-revalidate"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers


def test_head_of_a_public_picture_has_the_headers_and_no_body(public_image: str, client: Client) -> None:
    response = Answer(client.head(public_image))

    assert response.status == 200
    assert int(response["Content-Length"]) > 0
    assert response.body == b""


def test_unchanged_public_picture_is_not_sent_again(public_image: str, client: Client) -> None:
    etag = get(client, public_image)["ETag"]

    response = get(client, public_image, If_None_Match=etag)

    assert (response.status, response.body) == (304, b"")
    assert response["Cache-Control"] == "public, max-age=10, must-revalidate"


def test_public_copy_that_was_swept_is_not_found_whatever_is_asked(
    public_image: str, client: Client, at: datetime.datetime
) -> None:
    etag = get(client, public_image)["ETag"]
    actions.release_public(owner="article/1/vi", at=at)
    actions.sweep_public(at=at + datetime.timedelta(seconds=30))

    assert get(client, public_image).status == 404
    assert get(client, public_image, If_None_Match=etag).status == 404
    assert Answer(client.head(public_image)).status == 404


def test_withdrawn_file_is_not_found_even_before_the_sweep(client: Client, at: datetime.datetime) -> None:
    address = publish_file(at, "a.pdf")
    assert get(client, address).status == 200

    actions.release_public(owner="article/2/vi", at=at)

    assert get(client, address).status == 404


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Thông báo số 5.pdf", "inline; filename*=utf-8''" + quote("Thông báo số 5.pdf")),
        ("Danh sách.csv", "attachment; filename*=utf-8''" + quote("Danh sách.csv")),
        ('a"b\r\nX: y.txt', 'attachment; filename="ab X y.txt"'),
    ],
)
def test_file_is_saved_under_its_vietnamese_name(
    client: Client, at: datetime.datetime, name: str, disposition: str
) -> None:
    content = PDF if name.endswith("pdf") else b"a,b"

    response = get(client, publish_file(at, name, content))

    assert response["Content-Disposition"] == disposition
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    "path",
    [
        "/media/../private/original_images/a.jpg",
        "/media/%2e%2e/private/a.jpg",
        "/media/" + "0" * 20 + "-khong-co.jpg",
        "/media/" + "0" * 20 + "-khong-co.pdf",
        "/media/original_images/a.jpg",
        "/media/" + "0" * 20 + "-a.jpg/",
        "/media/" + "0" * 20 + "-a.jpg%00.html",
        "/media/",
    ],
)
def test_nothing_else_is_there(client: Client, path: str) -> None:
    assert get(client, path).status == 404


@pytest.mark.parametrize("name", ["wagtaildocs_serve", "wagtaildocs_authenticate_with_password", "wagtailimages_serve"])
def test_the_views_of_wagtail_that_know_no_departments_are_not_routed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, args=(1, "a.pdf") if name != "wagtailimages_serve" else ("abc", 1, "original"))


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_files_are_only_read(client: Client, public_image: str, method: str) -> None:
    assert Answer(getattr(client, method)(public_image)).status == 405


# Private files


def test_original_is_seen_by_those_who_may_choose_it_and_by_nobody_else(image: Image) -> None:
    other = Collection.get_first_root_node().add_child(name="Phòng khác")
    expected = {
        None: 404,
        User.objects.create_user("citizen", password="not used here"): 404,
        person("same", image.collection, "choose_image"): 200,
        person("editor", image.collection, "add_image", "change_image"): 200,
        person("other", other, "choose_image", "add_image", "change_image"): 404,
        person("reader", image.collection, "choose_document"): 404,
        User.objects.create_superuser("root", password="not used in this test"): 200,
    }

    for user, status in expected.items():
        response = get(client_of(user), image.file.url)
        assert response.status == status, user
        assert response["Cache-Control"] == "private, no-store"


def test_cut_of_a_draft_is_as_private_as_its_original(image: Image) -> None:
    cut = image.get_rendition("max-165x165")

    assert get(client_of(None), cut.url).status == 404
    assert get(client_of(person("same", image.collection, "choose_image")), cut.url).status == 200


def test_file_is_private_until_it_is_published() -> None:
    collection = Collection.get_first_root_node().add_child(name="Văn phòng")
    document = DocumentFactory(collection=collection)

    assert get(client_of(None), document.url).status == 404
    response = get(client_of(person("same", collection, "choose_document")), document.url)
    assert response.status == 200
    assert response["Cache-Control"] == "private, no-store"


def test_no_conditional_header_tells_what_a_private_file_holds() -> None:
    """A hash that matches must not be told from one that does not (GHSA-92hv)."""
    document = DocumentFactory()
    hashes = [document.get_file_hash(), document.content_hash, "x"]

    answers = {
        (response.status, "ETag" in response.headers, response.body)
        for value in hashes
        for response in [get(client_of(None), document.url, If_None_Match=f'"{value}"')]
    }

    assert answers == {(404, False, b"")}


def test_preview_shows_its_pictures_to_the_one_it_was_shown_to(image: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reviewer of another department was shown the draft: its pictures belong to what he was shown."""
    other = Collection.get_first_root_node().add_child(name="Phòng khác")
    shown_to = person("reviewer", other, "choose_image")
    reviewer = client_of(shown_to)
    exposure = Exposure(mode="preview", viewer=shown_to.pk)
    address = image_shape(image, alt="", is_decorative=True, exposure=exposure)["src"]

    assert get(reviewer, address).status == 200
    assert get(client_of(None), address).status == 404
    assert get(client_of(person("somebody", other, "choose_image")), address).status == 404
    assert get(reviewer, image.file.url + "?token=" + address.partition("=")[2]).status == 404

    assert PREVIEW_SECONDS == 900
    monkeypatch.setattr("cms.media.addresses.PREVIEW_SECONDS", -1)
    assert get(reviewer, address).status == 404


def test_token_names_one_file_and_one_person() -> None:
    tokens = {preview_token(name, viewer=viewer) for name in ("a", "b") for viewer in (1, 2)}
    assert len(tokens) == 4


@pytest.mark.parametrize("name", ["user_uploads/a.jpg", "../db.sqlite3", "uploads/x", "images/none.jpg", ""])
def test_what_belongs_to_no_image_or_file_is_not_served_even_to_the_administrator(name: str) -> None:
    if name.startswith("user"):
        name = default_storage.save(name, ContentFile(b"x"))
    root = client_of(User.objects.create_superuser("root", password="not used in this test"))

    assert get(root, f"/private-media/{name}").status == 404


def test_private_files_are_readable_by_the_server_only(image: Image) -> None:
    assert Path(default_storage.path(image.file.name)).stat().st_mode & 0o777 == 0o600
