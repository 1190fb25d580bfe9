"""Addresses that browsers and people try of their own accord."""

import os
import subprocess
import sys
from io import BytesIO

import pytest
from django.test import Client
from PIL import IcoImagePlugin, Image

from cms.api.language import path_language
from cms.api.parameters import Refused
from cms.api.values import day, moment
from tests.factories.accounts import UserFactory
from tests.factories.pages import a_site

pytestmark = pytest.mark.django_db


def test_admin_without_its_slash_leads_to_the_admin(client: Client) -> None:
    response = client.get("/admin")
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_the_address_that_fails_on_purpose_is_not_there(client: Client) -> None:
    client.force_login(UserFactory(admin=True))
    assert client.get("/admin/failwhale/").status_code == 404


def test_a_language_in_capitals_is_a_vietnamese_404(client: Client) -> None:
    a_site()
    response = client.get("/EN/")
    assert response.status_code == 404
    assert '<html lang="vi"' in response.content.decode()
    assert [path_language(path) for path in ("/EN/", "/en/", "/vi/", "/")] == ["vi", "en", "vi", "vi"]


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01"])
def test_a_day_out_of_range_is_told_the_range(text: str) -> None:
    with pytest.raises(Refused, match="Hãy nhập năm từ 1900 đến 2200"):
        day(text)
    with pytest.raises(Refused, match="Hãy nhập năm từ 1900 đến 2200"):
        moment(f"{text}T08:00:00+07:00")


@pytest.mark.parametrize("host", ["localhost", "city.localhost"])
def test_every_site_has_its_icon_where_browsers_look(client: Client, host: str) -> None:
    response = client.get("/favicon.ico", headers={"host": host})
    assert response.status_code == 200
    assert response["Content-Type"] in ("image/x-icon", "image/vnd.microsoft.icon")
    with Image.open(BytesIO(b"".join(response))) as icon:  # type: ignore[arg-type]
        assert isinstance(icon, IcoImagePlugin.IcoImageFile)
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    touch = client.get("/apple-touch-icon.png", headers={"host": host})
    with Image.open(BytesIO(b"".join(touch))) as picture:  # type: ignore[arg-type]
        assert picture.size == (180, 180)


@pytest.mark.parametrize("path", ["/", "/en/", "/khong-co-trang-nay/"])
def test_every_page_names_the_icons(client: Client, path: str) -> None:
    a_site()
    page = client.get(path).content.decode()
    assert '<link rel="icon" href="/favicon.ico" sizes="32x32">' in page
    assert '<link rel="apple-touch-icon" href="/apple-touch-icon.png">' in page


def test_a_portal_without_a_database_has_the_icon_too() -> None:
    asked = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "answer = Client().get('/favicon.ico', headers={'host': 'localhost'})\n"
        "print(answer.status_code, len(b''.join(answer)) > 1000)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.portal", "PORTAL_SOURCE": "http://localhost:9"}
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("200 True", 0), done.stderr
