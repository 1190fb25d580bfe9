"""The adapter over HTTP: kept connections, ETags, time limits."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.portal.source.http import HttpSource
from cms.portal.source.port import Document, Gone, ListingQuery, Missing, Redirect, SourceAway
from tests.factories.portal import fixture_api

QUERY = ListingQuery(site="department", locale="vi", section="news", limit=5)


@pytest.fixture
def api() -> Iterator[HttpSource]:
    with fixture_api() as address, closing(HttpSource(address)) as source:
        yield source


def test_it_reads_what_the_api_says(api: HttpSource) -> None:
    source = api
    document = source.by_path(site="department", path="/news/bai-0/")
    assert isinstance(document, Document)
    assert document.changed_at is not None
    assert document.changed_at.isoformat() == "2026-11-18T01:05:00+00:00"
    assert source.by_path(site="department", path="/dia-chi-cu/") == Redirect(path="/news/bai-0/")
    assert isinstance(source.by_path(site="department", path="/da-go/"), Gone)
    assert source.by_path(site="department", path="/khong/") == Missing()
    assert len(source.listing(QUERY).items) == 5
    assert source.generation() is None


def test_it_keeps_its_connection_and_asks_again_by_etag(api: HttpSource) -> None:
    source = api
    first = source.listing(QUERY)
    connection = source._local.connection
    statuses: list[int] = []
    exchange = source._exchange

    def watched(*args: object) -> object:
        answer = exchange(*args)  # type: ignore[arg-type]
        statuses.append(answer[0].status)
        return answer

    source._exchange = watched  # type: ignore[method-assign,assignment]
    assert source.listing(QUERY) == first
    assert statuses == [304]
    assert source._local.connection is connection


def test_a_connection_that_the_other_side_closed_is_opened_again(api: HttpSource) -> None:
    source = api
    source.sites()
    source._local.connection.sock.shutdown(socket.SHUT_RDWR)
    assert [site.key for site in source.sites()] == ["department", "city"]


def test_nobody_there_is_a_source_that_is_away() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(SourceAway):
        HttpSource(f"http://127.0.0.1:{port}").sites()


def test_a_source_that_hangs_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        held: list[socket.socket] = []
        thread = threading.Thread(target=lambda: held.append(silent.accept()[0]), daemon=True)
        thread.start()
        with pytest.raises(SourceAway):
            HttpSource(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2).sites()
        thread.join()
        for connection in held:
            connection.close()


def test_it_recovers_when_the_source_is_back() -> None:
    with fixture_api() as address:
        port = int(address.rsplit(":", 1)[1])
        source = HttpSource(address)
        assert source.sites()
        source.close()
    with pytest.raises(SourceAway):
        source.sites()
    with fixture_api(port), closing(source):
        assert source.sites()


@pytest.mark.parametrize("place", ["", "ftp://x", "cong.example.vn", "http://", "localhost:8000"])
def test_a_place_that_is_no_address_is_refused_at_start(place: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        HttpSource(place)
