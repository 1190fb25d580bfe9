"""The site and the language of a request."""

from dataclasses import replace

import pytest
from django.test import RequestFactory

from cms.portal.source.port import SourceAway
from cms.portal.visit import origin_of, site_for_host, visit_of
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


@pytest.mark.parametrize("host", ["localhost", "localhost:8123", "127.0.0.1:9", "testserver"])
def test_absolute_addresses_carry_the_host_the_site_was_given(host: str) -> None:
    visit = visit_of(RequestFactory().get("/tin/", headers={"host": host}), FixtureSource())
    assert visit.absolute("/tin/", q="hộ chiếu") == "http://localhost/tin/?q=h%E1%BB%99+chi%E1%BA%BFu"


@pytest.mark.parametrize(
    ("port", "scheme", "origin"),
    [
        (80, "http", "http://localhost"),
        (80, "https", "https://localhost"),
        (443, "http", "https://localhost"),
        (8000, "http", "http://localhost:8000"),
    ],
)
def test_the_port_is_named_where_it_is_not_the_usual_one(port: int, scheme: str, origin: str) -> None:
    assert origin_of(replace(SITES[0], port=port), scheme) == origin
