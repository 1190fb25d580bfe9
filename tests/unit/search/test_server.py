"""Keeping the index of a search server: when it is built anew, and when it is only waited for."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import DependencyAway
from search import server
from search.backends import refuse_bad_settings
from search.backends.base import BackendAway, IndexStatus
from search.signature import signature

MINUTE = datetime.timedelta(minutes=1)


class World:
    """The state of the server, and how often its index was built."""

    name = "server"

    def __init__(self) -> None:
        self.now = IndexStatus(engine="server", is_available=True, signature=signature(), name="index-1")
        self.built = 0

    def status(self) -> IndexStatus:
        return self.now


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    one = World()

    def rebuild_index(*, backend: Any, at: datetime.datetime) -> int:
        one.built += 1
        return 0

    monkeypatch.setattr(server, "chosen", lambda: one)
    monkeypatch.setattr(server, "rebuild_index", rebuild_index)
    return one


def ill(**changes: Any) -> IndexStatus:
    return IndexStatus(**{"engine": "server", "is_available": False, "problem": "ill", **changes})


def test_a_sound_index_is_left_as_it_is(world: World, at: datetime.datetime) -> None:
    assert server.Keeper().ensure(at) is False
    assert world.built == 0


@pytest.mark.parametrize("state", [
    ill(), ill(is_available=True, signature="of another code", name="index-0"),
], ids=["none", "of another code"])  # fmt: skip
def test_a_missing_index_is_built_at_once(world: World, at: datetime.datetime, state: IndexStatus) -> None:
    world.now = state
    assert server.Keeper().ensure(at) is True
    assert world.built == 1


def test_a_red_index_is_given_a_minute_to_find_its_parts(world: World, at: datetime.datetime) -> None:
    keeper = server.Keeper()
    world.now = ill(name="index-1")
    assert keeper.ensure(at) is False
    assert keeper.ensure(at + MINUTE / 2) is False
    assert world.built == 0
    assert keeper.ensure(at + MINUTE) is True
    assert world.built == 1


def test_an_index_that_was_red_for_a_moment_begins_its_minute_again(world: World, at: datetime.datetime) -> None:
    keeper = server.Keeper()
    sound = world.now
    for start in (at, at + 2 * MINUTE):
        world.now = ill(name="index-1")
        assert keeper.ensure(start) is False
        world.now = sound
        assert keeper.ensure(start + MINUTE) is False
    assert world.built == 0


@pytest.mark.django_db
def test_a_server_that_is_away_is_waited_for_and_is_no_failure(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**kwargs: Any) -> None:
        raise BackendAway("hung")

    monkeypatch.setattr(server, "index_content", away)
    event = PublicationEvent(kind=PublicationEvent.Kind.PUBLISHED)
    server.SUBSCRIBER.handle(event, Delivery())  # of no content: nothing to do
    event.content_id, event.site = "00000000-0000-0000-0000-000000000001", server_site()
    with pytest.raises(DependencyAway, match="hung"):
        server.SUBSCRIBER.handle(event, Delivery())


def server_site() -> Any:
    from tests.factories.publishing import SubsiteFactory

    return SubsiteFactory.create()


@pytest.mark.parametrize(
    ("backend", "url", "told"),
    [
        ("elasticsearch", " ", "needs ELASTICSEARCH_URL"),
        ("elasticsearch", "search.example", "URL must include"),
        ("elasticsearch", "http://search.example", "URL must include"),
        ("lucene", "", "not one of: elasticsearch, sqlite"),
    ],
)
def test_mistakes_in_the_settings_are_told_at_the_start(backend: str, url: str, told: str) -> None:
    with (
        override_settings(SEARCH_BACKEND=backend, ELASTICSEARCH_URL=url),
        pytest.raises(ImproperlyConfigured, match=told),
    ):
        refuse_bad_settings()


@pytest.mark.parametrize(("backend", "url"), [("sqlite", ""), ("elasticsearch", "http://u:p@127.0.0.1:9200")])
def test_good_settings_ask_no_server(backend: str, url: str) -> None:
    with override_settings(SEARCH_BACKEND=backend, ELASTICSEARCH_URL=url):
        refuse_bad_settings()
