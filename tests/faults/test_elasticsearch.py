"""A real Elasticsearch node, ill in every way we know: the engine says BackendAway, and is well again by itself."""

import datetime
import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from search.backends.base import BackendAway
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import SEARCH_SECONDS
from search.documents import Gone
from tests.contracts.search_backend import document
from tests.elasticsearch import Node, private_nodes
from tests.faults.elasticsearch_node import PASSWORD, admin, engine_of, fill, found, found_in_the_end, revive


@pytest.fixture
def node(mortal_node: Node) -> Iterator[Node]:
    yield mortal_node
    revive(mortal_node)


@pytest.fixture
def engine(node: Node) -> Iterator[ElasticsearchBackend]:
    """An engine with three documents in its index."""
    one = engine_of(node)
    fill(one, document(1), document(2), document(3))
    yield one
    one.close()


def away(engine: ElasticsearchBackend, *, because: str) -> None:
    """Every question and every order is refused with this reason, and nothing else is raised."""
    orders: list[Callable[[], Any]] = [
        lambda: found(engine),
        lambda: engine.put([document(9)]),
        lambda: engine.remove([Gone(key=1, version=9)]),
        lambda: list(engine.versions()),
        lambda: fill(engine, document(9)),
    ]
    for order in orders:
        with pytest.raises(BackendAway, match=because):
            order()
    assert engine.status().is_available is False
    assert re.search(because, engine.status().problem)


def test_a_degraded_answer_leaves_time_within_the_second() -> None:
    assert SEARCH_SECONDS <= 0.7


def test_a_hung_server_is_given_up_and_then_left_alone(
    node: Node, engine: ElasticsearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    node.hang()
    try:
        with pytest.raises(BackendAway, match="ConnectionTimeout"):
            found(engine)
        for _ in range(20):  # nobody else waits: twenty would take twelve seconds, and the test's rest is one
            with pytest.raises(BackendAway, match="left alone"):
                found(engine)
        monkeypatch.setattr("search.backends.elasticsearch.engine.WRITE_SECONDS", 0.5)
        with pytest.raises(BackendAway, match="ConnectionTimeout"):
            engine.put([document(9)])
        assert "ConnectionTimeout" in engine.status().problem
    finally:
        node.wake()
    assert found_in_the_end(engine) == [1, 2, 3]


def test_killed_in_the_middle_of_a_batch_loses_nothing_that_was_told_written(
    node: Node, engine: ElasticsearchBackend
) -> None:
    """What was acknowledged is there; the batch in hand is refused, and sending it again completes it."""
    acknowledged: set[int] = set()
    outcome: list[BaseException] = []
    batches = [
        [document(key, body="ho chieu " * 200) for key in range(start, start + 100)] for start in range(100, 6000, 100)
    ]
    begun = threading.Event()

    def write() -> None:
        try:
            for batch in batches:
                engine.put(batch)
                acknowledged.update(one.key for one in batch)
                begun.set()
        except BaseException as raised:
            outcome.append(raised)

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(30)
    time.sleep(0.05)
    node.kill()
    writer.join(60)
    assert [type(raised) for raised in outcome] == [BackendAway]
    away(engine, because="Connection")
    node.start()
    found_in_the_end(engine)
    held = dict(engine.versions())
    assert acknowledged <= held.keys()
    for batch in batches:
        engine.put(batch)
    assert held.keys() <= dict(engine.versions()).keys() == {1, 2, 3, *range(100, 6000)}


def test_killed_in_the_middle_of_a_rebuild_the_old_index_answers(node: Node, engine: ElasticsearchBackend) -> None:
    with pytest.raises(BackendAway), engine.rebuilding(signature="next") as writer:  # noqa: PT012
        writer.add([document(7)])
        node.kill()
        writer.add([document(8)])
    node.start()
    assert found_in_the_end(engine) == [1, 2, 3]
    assert engine.status().signature == "signed"
    # What was left of it is not taken for a rebuild that runs, once it has been silent for long enough.
    with pytest.raises(BackendAway, match="a rebuild runs already"):
        fill(engine, document(4))
    silent(engine)
    fill(engine, document(4))
    assert found(engine) == [4]
    with admin(node) as client:
        assert len(client.indices.get(index="faults-*")) == 1


def silent(engine: ElasticsearchBackend) -> None:
    """Two minutes pass."""
    clock = engine._generations._clock
    engine._generations._clock = lambda: clock() + datetime.timedelta(minutes=2)


def test_a_read_only_index_answers_and_takes_nothing(node: Node, engine: ElasticsearchBackend) -> None:
    name = engine.status().name
    with admin(node) as client:
        client.indices.put_settings(index=name, settings={"index.blocks.write": True})
        with pytest.raises(BackendAway, match="blocked"):
            engine.put([document(4)])
        with pytest.raises(BackendAway, match="blocked"):
            engine.remove([Gone(key=1, version=9)])
        assert "index.blocks.write" in engine.status().problem
        assert found(engine) == [1, 2, 3]
        client.indices.put_settings(index=name, settings={"index.blocks.write": False})
    engine.put([document(4)])
    assert found(engine) == [1, 2, 3, 4]
    assert engine.status().problem == ""


def test_without_its_index_nothing_is_made_by_accident(node: Node, engine: ElasticsearchBackend) -> None:
    with admin(node) as client:
        client.indices.delete(index=engine.status().name)
        with pytest.raises(BackendAway, match="search_index rebuild"):
            engine.put([document(1)])
        with pytest.raises(BackendAway, match="no such index"):
            found(engine)
        assert not client.indices.get(index="faults*")
    fill(engine, document(1))


def test_an_index_of_another_layout_is_no_empty_answer(node: Node, engine: ElasticsearchBackend) -> None:
    """As after a restored backup: the alias stands for an index whose fields are others."""
    with admin(node) as client:
        name = engine.status().name
        alias = engine._generations.alias
        client.indices.create(index=f"{alias}-old", mappings={"properties": {"title": {"type": "text"}}})
        client.indices.update_aliases(actions=[
            {"remove": {"index": name, "alias": alias}}, {"add": {"index": f"{alias}-old", "alias": alias}},
        ])  # fmt: skip
        client.index(index=f"{alias}-old", document={"title": "ho chieu"}, refresh=True)
    with pytest.raises(BackendAway, match="No mapping found for"):
        found(engine)
    assert engine.status().signature != "signed"
    fill(engine, document(1))
    assert found(engine) == [1]


def test_a_red_index_is_away_and_a_rebuild_mends_it(node: Node, engine: ElasticsearchBackend) -> None:
    with admin(node) as client:
        uuid = client.indices.get_settings(index=engine.status().name)[engine.status().name]["settings"]["index"][
            "uuid"
        ]
    node.kill()
    node.lose_shard(uuid)
    node.start()
    time.sleep(1.1)  # the breaker's rest
    with pytest.raises(BackendAway):
        found(engine)
    status = engine.status()
    assert (status.is_available, "red" in status.problem, bool(status.name)) == (False, True, True)
    fill(engine, document(5))
    assert found_in_the_end(engine) == [5]


def test_a_wrong_password_is_away_and_the_right_one_is_not() -> None:
    with private_nodes(1, **{"xpack.security.enabled": "true"}) as (one,):
        one.add_password(PASSWORD)
        one.start()
        right = engine_of(one, username="elastic", password=PASSWORD)
        fill(right, document(1))
        wrong = engine_of(one, username="elastic", password="wrong")
        away(wrong, because="401")
        away(engine_of(one), because="401")
        assert found_in_the_end(right) == [1]
