"""Lists kept until the store changes: the same bytes, never a moment too long, within their memory."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.delivery import kept_lists
from cms.publishing import reading
from cms.publishing.models import DocumentFacet, PublishedDocument, StoreGeneration
from cms.publishing.reading import DocumentQuery, Listing
from tests.factories.publishing import DocumentFactory, SubsiteFactory, raise_generation
from tests.unit.delivery.conftest import World

URL = "/api/v1/documents/"
# What counts requests differs from one answer to the next, kept or not.
COUNTED = {"RateLimit"}


def queries_of(api: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert api.get(url).status_code == 200
    return len(queries)


def shown(api: Client, url: str = URL, **headers: str) -> tuple[int, dict[str, str], bytes]:
    answer = api.get(url, headers=headers)
    return (
        answer.status_code,
        {name: value for name, value in answer.headers.items() if name not in COUNTED},
        answer.content,
    )


def rename_the_unit(world: World) -> None:
    PublishedDocument.objects.filter(pk=world.unit.pk).update(title="Văn phòng Sở")
    raise_generation()


def publish_another(world: World) -> None:
    DocumentFactory(site=world.site, title="Mới", facets=[("section", "news")])


def withdraw(world: World) -> None:
    DocumentFacet.objects.filter(document=world.article).delete()
    PublishedDocument.objects.filter(pk=world.article.pk).delete()
    raise_generation()


def correct(world: World) -> None:
    PublishedDocument.objects.filter(pk=world.article.pk).update(body='{"html":"<p>Đã sửa</p>"}')
    raise_generation()


def test_a_list_asked_again_costs_one_query(world: World, api: Client) -> None:
    assert queries_of(api, URL) >= 2
    assert queries_of(api, URL) == 1


def test_a_list_that_has_become_untrue_costs_three(world: World, api: Client) -> None:
    api.get(URL)
    publish_another(world)
    assert queries_of(api, URL) == 3
    assert queries_of(api, URL) == 1


@pytest.mark.parametrize("change", [rename_the_unit, publish_another, withdraw, correct])
@pytest.mark.parametrize("query", ["", "?section=news", "?detail=card", "?type=article&limit=1"])
def test_every_change_shows_in_the_next_answer(
    world: World, api: Client, settings: Any, query: str, change: Callable[[World], None]
) -> None:
    before = shown(api, URL + query)
    assert shown(api, URL + query) == before
    change(world)
    after = shown(api, URL + query)
    settings.API_LIST_CACHE_BYTES = 0
    kept_lists.forget_lists()
    assert after == shown(api, URL + query)
    if query != "?detail=card" or change is not correct:  # a card has no details to correct
        assert after[1]["ETag"] != before[1]["ETag"]
        assert after[2] != before[2]


@pytest.mark.parametrize(
    "headers", [{}, {"accept-encoding": "gzip"}, {"if-none-match": "*"}, {"if-modified-since": "now"}]
)
def test_a_kept_answer_is_the_same_in_every_byte_and_header(
    world: World, api: Client, settings: Any, headers: dict[str, str]
) -> None:
    raise_generation(datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC))
    if "if-modified-since" in headers:
        headers = {"if-modified-since": api.get(URL).headers["Last-Modified"]}
    first, kept = shown(api, **headers), shown(api, **headers)
    settings.API_LIST_CACHE_BYTES = 0
    kept_lists.forget_lists()
    assert first == kept == shown(api, **headers)
    assert kept_lists.kept_bytes() == 0


def test_one_question_never_gets_the_answer_to_another(world: World, api: Client) -> None:
    other = SubsiteFactory(key="city")
    DocumentFactory(site=other, title="Của thành phố")
    publish_another(world)
    reading.forget()
    urls = [URL, f"{URL}?locale=en", f"{URL}?detail=card", f"{URL}?limit=1", f"{URL}?site=city"]
    first = [shown(api, url)[2] for url in urls]
    assert len(set(first)) == len(urls)
    assert [shown(api, url)[2] for url in urls] == first


def test_a_host_gets_the_list_of_its_own_site(world: World, api: Client) -> None:
    other = SubsiteFactory(key="city")
    DocumentFactory(site=other, title="Của thành phố")
    reading.forget()
    for _ in range(2):
        titles = [item["title"] for item in api.get(URL, headers={"host": "city.localhost"}).json()["items"]]
        assert titles == ["Của thành phố"]
        assert "Của thành phố" not in {item["title"] for item in api.get(URL).json()["items"]}


def test_a_change_between_the_two_statements_is_not_kept_as_the_old_state(
    world: World, api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.documents

    def overtaken(query: DocumentQuery) -> Listing:
        listing = read(query)
        publish_another(world)
        return listing

    monkeypatch.setattr(reading, "documents", overtaken)
    assert "Mới" not in api.get(URL).content.decode()
    monkeypatch.setattr(reading, "documents", read)
    assert "Mới" in api.get(URL).content.decode()


def test_a_restored_store_that_comes_to_the_same_number_is_not_taken_for_the_one_before(
    world: World, api: Client
) -> None:
    raise_generation(datetime.datetime(2026, 3, 2, 1, tzinfo=datetime.UTC))
    api.get(URL)
    number = StoreGeneration.objects.get().value
    StoreGeneration.objects.update(value=number - 1)
    PublishedDocument.objects.filter(pk=world.article.pk).update(title="Từ bản sao")
    raise_generation(datetime.datetime(2026, 3, 3, 1, tzinfo=datetime.UTC))
    assert StoreGeneration.objects.get().value == number
    assert "Từ bản sao" in api.get(URL).content.decode()


def test_what_is_kept_stays_within_its_bytes(world: World, api: Client, settings: Any) -> None:
    size = len(api.get(f"{URL}?type=article&to=2100-01-01").content)
    settings.API_LIST_CACHE_BYTES = 5 * size
    urls = [f"{URL}?type=article&to=2100-01-{day:02d}" for day in range(1, 29)]
    for url in urls:
        api.get(url)
        assert kept_lists.kept_bytes() <= 5 * size
    assert kept_lists.kept_bytes() == 5 * size
    assert queries_of(api, urls[-1]) == 1  # the last five are there
    assert queries_of(api, urls[-5]) == 1
    assert queries_of(api, urls[0]) == 2  # and the oldest had to go


def test_a_list_larger_than_a_quarter_of_the_memory_is_not_kept(world: World, api: Client, settings: Any) -> None:
    size = len(api.get(URL).content)
    kept_lists.forget_lists()
    settings.API_LIST_CACHE_BYTES = 4 * size - 1
    api.get(URL)
    assert kept_lists.kept_bytes() == 0
    settings.API_LIST_CACHE_BYTES = 4 * size
    api.get(URL)
    assert kept_lists.kept_bytes() == size


def test_a_wrong_cursor_is_refused_every_time(world: World, api: Client) -> None:
    for _ in range(2):
        answer = api.get(f"{URL}?cursor=AAAA")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["parameter"] == "cursor"
