"""Public files of a portal without a store."""

from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from cms.portal.source import selection
from cms.portal.source.http import HttpSource
from cms.portal.views import media_proxy
from tests.factories.portal import FixtureSource, fixture_api


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[HttpSource]:
    with fixture_api() as address:
        source = HttpSource(address)
        monkeypatch.setattr(selection, "source_at", lambda place: source)
        yield source
        source.close()


def fetch(name: str, **headers: str) -> object:
    return media_proxy.media(RequestFactory().get("/media/x", headers=headers), name)


def test_a_public_file_is_passed_on_with_its_type(elsewhere: HttpSource) -> None:
    answer = fetch("picture-1-800.jpg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")  # type: ignore[attr-defined,index]
    again = fetch("picture-1-800.jpg", **{"if-none-match": answer["ETag"]})  # type: ignore[index]
    assert again.status_code == 304  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name",
    ["../admin/", "a/../../b", "//evil.example/x", ".env", "a b", "x?y=1", "é", "a\r\nb", "a.jpg\n", "a" * 600],
)
def test_no_other_address_of_the_source_can_be_reached(
    elsewhere: HttpSource, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def never(*args: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(HttpSource, "get", never)
    assert fetch(name).status_code == 404  # type: ignore[attr-defined]


def test_with_a_local_source_there_is_nothing_to_pass_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "source_at", lambda place: FixtureSource())
    assert fetch("x.jpg").status_code == 404  # type: ignore[attr-defined]
