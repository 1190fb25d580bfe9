"""The site and the language of a request."""

import pytest
from django.test import RequestFactory

from cms.portal.source.port import SourceAway
from cms.portal.visit import site_for_host, visit_of
from tests.factories.portal import FixtureSource

SITES = FixtureSource().sites()


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("localhost", "department"),
        ("localhost:8000", "department"),
        ("city.localhost", "city"),
        ("CITY.localhost:8000", "city"),
        ("127.0.0.1:8000", "department"),
        ("[::1]:8000", "department"),
        ("[::1]", "department"),
        ("unknown.example", "department"),
    ],
)
def test_a_host_names_its_site_and_an_unknown_one_the_default(host: str, key: str) -> None:
    assert site_for_host(SITES, host).key == key


def test_without_any_site_the_source_is_away() -> None:
    with pytest.raises(SourceAway):
        site_for_host([], "localhost")


@pytest.mark.parametrize(("path", "locale"), [("/", "vi"), ("/en/", "en"), ("/en/news/", "en"), ("/english/", "vi")])
def test_the_language_is_the_paths_and_no_headers(path: str, locale: str) -> None:
    request = RequestFactory().get(path, headers={"host": "localhost", "accept-language": "fr,en"})
    assert visit_of(request, FixtureSource()).locale == locale


def test_absolute_addresses_carry_the_host_that_was_asked() -> None:
    request = RequestFactory().get("/tin/", headers={"host": "localhost:8123"})
    visit = visit_of(request, FixtureSource())
    assert visit.absolute("/tin/", q="hộ chiếu") == "http://localhost:8123/tin/?q=h%E1%BB%99+chi%E1%BA%BFu"
