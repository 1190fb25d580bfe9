"""The caches in front of the site are told which addresses have changed; one that hangs is waited for."""

import datetime
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from cms.kernel.calendar import HANOI
from cms.media.actions import sweep_public
from cms.media.models import PublicCopy
from cms.publishing import addresses
from cms.publishing.addresses import affected_paths, ancestors
from cms.publishing.cache_purge import PurgeBackend, PurgeRefused
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import DependencyAway, subscriber
from cms.publishing.worker.delivering import Outcome, deliver_next
from tests.factories.notes import NoteSite, live_note, publish

HALF_AN_HOUR = datetime.timedelta(minutes=30)


class Cache:
    """A real cache server of the test: what it was asked to purge, and what it answers."""

    def __init__(self) -> None:
        self.purged: list[tuple[str, str]] = []
        self.status = 200
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                cache.purged.append((self.headers["Host"], self.path))
                self.send_response(cache.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.location = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def cache() -> Iterator[Cache]:
    one = Cache()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def hanging() -> Iterator[socket.socket]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def use_cache(settings: Any) -> Callable[[str], None]:
    def use(location: str) -> None:
        settings.WAGTAILFRONTENDCACHE = {
            "front": {
                "BACKEND": "cms.publishing.cache_purge.PurgeBackend",
                "LOCATION": location,
                "TIMEOUT": 0.3,
            }
        }

    return use


def deliver_one() -> Outcome:
    to = subscriber("cache")
    assert to is not None
    delivered = deliver_next(to=to, clock=timezone.now)
    assert delivered is not None
    return delivered.outcome


def test_the_addresses_above_a_document_show_it() -> None:
    assert list(ancestors("/a/b/c/")) == ["/a/b/", "/a/", "/"]
    assert list(ancestors("/")) == []


def test_what_is_registered_is_purged_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_registered", [lambda event: ["/sitemap.xml", f"{event.path}rss.xml"]])
    event = PublicationEvent(path="/a/b/", previous_path="/c/b/")

    assert affected_paths(event) == ["/a/b/", "/c/b/", "/a/", "/", "/c/", "/sitemap.xml", "/a/b/rss.xml"]


@pytest.mark.django_db
def test_a_publication_purges_the_page_its_former_address_and_the_listings_above(
    site: NoteSite, cache: Cache, use_cache: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_registered", [])
    section = live_note(site.home, slug="muc")
    note = live_note(section, slug="cu")
    Delivery.objects.all().delete()
    use_cache(cache.location)
    note.slug = "moi"
    publish(note)

    assert deliver_one() is Outcome.DONE
    assert cache.purged == [("localhost", path) for path in ("/muc/moi/", "/muc/cu/", "/muc/", "/")]


@pytest.mark.django_db
def test_a_hanging_cache_is_waited_for_and_does_not_hold_the_publication(
    site: NoteSite, hanging: socket.socket, use_cache: Callable[[str], None]
) -> None:
    Delivery.objects.all().delete()
    use_cache(f"http://127.0.0.1:{hanging.getsockname()[1]}")
    live_note(site.home)
    with pytest.raises(BlockingIOError):  # who publishes does not even connect
        hanging.accept()

    assert deliver_one() is Outcome.AWAY
    delivery = Delivery.objects.get(subscriber="cache")
    assert (delivery.state, delivery.tries, delivery.waits) == (Delivery.State.PENDING, 0, 1)


@pytest.mark.django_db
def test_when_the_cache_returns_everything_is_purged(
    site: NoteSite, cache: Cache, use_cache: Callable[[str], None]
) -> None:
    Delivery.objects.all().delete()
    use_cache(cache.location)
    note = live_note(site.home)
    cache.status = 503
    assert deliver_one() is Outcome.AWAY
    cache.status = 200
    cache.purged.clear()
    Delivery.objects.update(next_try_at=timezone.now())

    assert deliver_one() is Outcome.DONE
    assert ("localhost", f"/{note.slug}/") in cache.purged


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, None), (204, None), (404, None), (403, PurgeRefused), (405, PurgeRefused), (500, DependencyAway)],
)
def test_each_answer_of_the_cache_has_its_meaning(cache: Cache, status: int, expected: type[Exception] | None) -> None:
    cache.status = status
    backend = PurgeBackend({"LOCATION": cache.location})
    if expected is None:
        backend.purge("http://localhost/tin/?trang=2")
    else:
        with pytest.raises(expected):
            backend.purge("http://localhost/tin/?trang=2")

    assert cache.purged == [("localhost", "/tin/?trang=2")]


def test_a_cache_that_is_not_there_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        location = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(DependencyAway):
        PurgeBackend({"LOCATION": location}).purge("http://localhost/")


@pytest.mark.django_db
def test_feeds_sitemaps_and_the_api_are_among_what_is_purged(site: NoteSite) -> None:
    note = live_note(site.home, slug="tin")
    event = PublicationEvent.objects.get(content_id=note.translation_key)
    year = note.first_published_at.astimezone(HANOI).year

    assert {
        "/tin/",
        "/",
        "/sitemap.xml",
        "/sitemap-vi.xml",
        f"/sitemap-vi-{year}.xml",
        "/rss/all.xml",
        "/atom/all.xml",
        f"/api/v1/documents/{note.translation_key}/",
        f"/api/v1/documents/{note.translation_key}/?locale=vi",
        "/api/v1/by-path/?path=%2Ftin%2F",
        "/api/v1/documents/",
        "/api/v1/sections/",
        "/api/v1/menus/",
    } <= set(affected_paths(event))


def swept_file(name: str) -> None:
    """A public copy that nothing uses any more, and the sweep that comes round to it."""
    storages["public"].save(name, ContentFile(b"x"))
    PublicCopy.objects.create(name=name, source="images/a.jpg", unused_since=timezone.now() - HALF_AN_HOUR)
    assert sweep_public(at=timezone.now()) == 1


@pytest.mark.django_db
def test_a_swept_file_is_purged_and_waited_for_like_a_page(
    site: NoteSite, cache: Cache, use_cache: Callable[[str], None]
) -> None:
    Delivery.objects.all().delete()
    use_cache(cache.location)
    cache.status = 503
    swept_file("0123456789-anh.jpg")
    assert [one.subscriber for one in Delivery.objects.filter(event__kind="file_removed")] == ["cache"]
    assert deliver_one() is Outcome.AWAY

    cache.status = 200
    cache.purged.clear()
    Delivery.objects.update(next_try_at=timezone.now())
    assert deliver_one() is Outcome.DONE
    assert cache.purged == [("localhost", "/media/0123456789-anh.jpg")]


@pytest.mark.django_db
def test_without_a_cache_a_swept_file_is_told_to_nobody(site: NoteSite) -> None:
    swept_file("0123456789-anh.jpg")
    assert not PublicationEvent.objects.filter(kind="file_removed").exists()
