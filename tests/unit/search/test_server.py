"""Keeping the index of a search server: when it is built anew, and when it is only waited for."""

import datetime
from dataclasses import replace
from typing import Any, cast

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from cms.kernel.calendar import HANOI
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import DependencyAway
from search import keeping, server, subscriber
from search.backends import refuse_bad_settings
from search.backends.base import BackendAway, IndexStatus, SearchBackend, State
from search.keeping import MOST_REPLACED, Keeper
from search.signature import signature

MINUTE = datetime.timedelta(minutes=1)


class World:
    """The state of the server, and how often its index was built."""

    name = "server"

    def __init__(self) -> None:
        self.now = IndexStatus(engine="server", state=State.READY, signature=signature(), name="index-1")
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
    monkeypatch.setattr(keeping, "rebuild_index", rebuild_index)
    return one


def keeper_of(world: World) -> Keeper:
    return Keeper(lambda: cast(SearchBackend, world))


def ill(**changes: Any) -> IndexStatus:
    return IndexStatus(**{"engine": "server", "state": State.ILL, "problem": "ill", **changes})


def test_a_sound_index_is_left_as_it_is(world: World, at: datetime.datetime) -> None:
    assert keeper_of(world).ensure(at) is False
    assert world.built == 0


@pytest.mark.parametrize("state", [
    ill(state=State.NONE), ill(state=State.READY, signature="of another code", name="index-0"),
], ids=["none", "of another code"])  # fmt: skip
def test_a_missing_index_is_built_at_once(world: World, at: datetime.datetime, state: IndexStatus) -> None:
    world.now = state
    assert keeper_of(world).ensure(at) is True
    assert world.built == 1


def test_a_server_that_does_not_answer_is_not_given_a_rebuild_on_top(world: World, at: datetime.datetime) -> None:
    world.now = ill(state=State.AWAY, problem="ConnectionTimeout")
    keeper = keeper_of(world)
    for moment in (at, at + 2 * MINUTE):
        with pytest.raises(BackendAway, match="ConnectionTimeout"):
            keeper.ensure(moment)
    assert keeper.mend(at) == 0
    assert world.built == 0


@pytest.mark.parametrize(
    ("replaced", "documents", "is_built"),
    [
        (MOST_REPLACED, 100, False),
        (MOST_REPLACED + 1, 100, True),
        (MOST_REPLACED + 1, 20_000, False),
        (5_000, 20_000, False),
        (5_001, 20_000, True),
    ],
)
def test_an_index_full_of_replaced_documents_is_built_anew(
    world: World, replaced: int, documents: int, is_built: bool
) -> None:
    noon = datetime.datetime(2026, 11, 21, 5, 0, tzinfo=datetime.UTC)
    world.now = replace(world.now, replaced=replaced, documents=documents, built_at=noon - 30 * MINUTE)
    assert keeper_of(world).ensure(noon) is is_built


@pytest.mark.parametrize(
    ("hour_in_hanoi", "replaced", "hours_old", "is_built"),
    [(2, 1, 20, True), (2, 0, 20, False), (2, 1, 3, False), (12, 1, 20, False), (0, 1, 20, False)],
)
def test_words_of_withdrawn_documents_are_forgotten_at_night(
    world: World, hour_in_hanoi: int, replaced: int, hours_old: int, is_built: bool
) -> None:
    now = datetime.datetime(2026, 11, 21, hour_in_hanoi, 30, tzinfo=HANOI)
    built_at = now - datetime.timedelta(hours=hours_old)
    world.now = replace(world.now, replaced=replaced, documents=100, built_at=built_at)
    assert keeper_of(world).ensure(now) is is_built


def test_a_red_index_is_given_a_minute_to_find_its_parts(world: World, at: datetime.datetime) -> None:
    keeper = keeper_of(world)
    world.now = ill(name="index-1")
    assert keeper.ensure(at) is False
    assert keeper.ensure(at + MINUTE / 2) is False
    assert world.built == 0
    assert keeper.ensure(at + MINUTE) is True
    assert world.built == 1


def test_an_index_that_was_red_for_a_moment_begins_its_minute_again(world: World, at: datetime.datetime) -> None:
    keeper = keeper_of(world)
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

    monkeypatch.setattr(subscriber, "index_content", away)
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
