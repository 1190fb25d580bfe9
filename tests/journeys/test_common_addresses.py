"""Addresses that browsers and people try of their own accord."""

import pytest
from django.test import Client

from cms.api.language import path_language
from cms.api.parameters import Refused
from cms.api.values import day, moment
from tests.factories.pages import a_site

pytestmark = pytest.mark.django_db


def test_admin_without_its_slash_leads_to_the_admin(client: Client) -> None:
    response = client.get("/admin")
    assert (response.status_code, response["Location"]) == (302, "/admin/")


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
