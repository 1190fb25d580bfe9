"""Finished pages are kept until the store changes, and no longer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from cms.kernel.calendar import day_of
from cms.portal import page_cache, visit
from cms.portal.contact import forget_contacts
from cms.portal.responses import Rendered, rendered
from cms.portal.source.port import Generation, Listing, ListingQuery
from tests.factories.portal import FixtureSource
from tests.unit.portal.conftest import Get


@pytest.fixture(autouse=True)
def _empty(settings: Any) -> Iterator[None]:
    settings.PORTAL_CACHE_BYTES = 10_000_000
    page_cache.forget_pages()
    forget_contacts()
    yield
    page_cache.forget_pages()
    forget_contacts()


@pytest.fixture
def store(source: FixtureSource, monkeypatch: pytest.MonkeyPatch) -> FixtureSource:
    source.number = 1  # type: ignore[attr-defined]
    monkeypatch.setattr(source, "generation", lambda: Generation(value=str(source.number), changed_at=None))  # type: ignore[attr-defined]
    return source


def test_a_page_is_made_once_a_generation(get: Get, store: FixtureSource) -> None:
    first = get("/news/bai-0/").content
    store.items[:] = [{**item, "title": "Tiêu đề mới"} for item in store.items]
    assert get("/news/bai-0/").content == first
    store.number = 2  # type: ignore[attr-defined]
    assert "Tiêu đề mới" in get("/news/bai-0/").content.decode()


def test_hosts_and_queries_have_pages_of_their_own(get: Get, store: FixtureSource) -> None:
    assert "theme-department" in get("/", host="localhost").content.decode()
    assert "theme-city" in get("/", host="city.localhost").content.decode()
    assert "print-view" in get("/news/bai-0/?view=print").content.decode()
    assert "print-view" not in get("/news/bai-0/").content.decode()


def test_a_source_without_a_generation_keeps_nothing(get: Get, source: FixtureSource) -> None:
    get("/news/bai-0/")
    source.items[:] = [{**item, "title": "Tiêu đề mới"} for item in source.items]
    assert "Tiêu đề mới" in get("/news/bai-0/").content.decode()


def test_the_oldest_pages_go_when_the_room_is_full(settings: Any) -> None:
    settings.PORTAL_CACHE_BYTES = 350
    made: list[str] = []

    def page(name: str) -> Rendered:
        made.append(name)
        return rendered(name * 100)

    for name in ("a", "b", "c", "a", "d", "b"):
        page_cache.kept(name, lambda name=name: page(name))  # type: ignore[misc]
    assert made == ["a", "b", "c", "d", "b"]


def test_a_page_larger_than_the_room_is_not_kept(settings: Any) -> None:
    settings.PORTAL_CACHE_BYTES = 10
    made = [page_cache.kept("x", lambda: rendered("x" * 100)) for _ in range(2)]
    assert made[0] is not made[1]


def test_the_contact_of_the_foot_is_read_once_a_generation(
    get: Get, store: FixtureSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    listing = store.listing

    def counted(query: ListingQuery) -> Listing:
        if tuple(query.types) == ("organisation",):
            asked.append(query.limit)
        return listing(query)

    monkeypatch.setattr(store, "listing", counted)
    for path in ("/news/bai-0/", "/news/bai-1/", "/khong-co/"):
        assert "(0234) 000 0000" in get(path).content.decode().partition("<footer")[2]
    assert asked == [10]
    store.number = 2  # type: ignore[attr-defined]
    get("/news/bai-0/")
    assert asked == [10, 10]


def test_a_page_is_made_anew_each_day(get: Get, store: FixtureSource, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may say what holds today: whether a check is past its term."""
    get("/news/bai-0/")
    store.items[:] = [{**item, "title": "Tiêu đề mới"} for item in store.items]
    monkeypatch.setattr(visit, "day_of", lambda moment: day_of(moment) + timedelta(days=1))
    assert "Tiêu đề mới" in get("/news/bai-0/").content.decode()
