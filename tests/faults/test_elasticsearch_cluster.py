"""Three nodes, and the master killed while documents are written and searched."""

import time
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.backends.base import BackendAway
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import Server
from tests.conftest import skip_or_fail
from tests.contracts.search_backend import document
from tests.elasticsearch import Node, NoElasticsearch, private_nodes
from tests.faults.elasticsearch_node import PREFIX, admin, fill, found_in_the_end

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def nodes() -> Iterator[list[Node]]:
    try:
        with private_nodes(3) as three:
            for node in three:
                node.launch()
            for node in three:
                node.wait()
            yield list(three)
    except NoElasticsearch as missing:
        skip_or_fail(str(missing))


def healthy(client: Elasticsearch, *, nodes: int) -> None:
    patient = client.options(request_timeout=90)
    health = patient.cluster.health(wait_for_nodes=str(nodes), wait_for_status="green", timeout="80s")
    assert not health["timed_out"], health


def put_in_the_end(engine: ElasticsearchBackend, key: int) -> int:
    """Write a document as the worker does, again and again until it is taken; how many tries that took."""
    end = time.monotonic() + 60
    tries = 1
    while True:
        try:
            engine.put([document(key)])
        except BackendAway:
            assert time.monotonic() < end, "the cluster takes nothing"
            tries += 1
            time.sleep(0.2)
        else:
            return tries


def test_the_master_is_killed_and_nothing_is_lost(nodes: list[Node]) -> None:
    engine = ElasticsearchBackend(Server(hosts=tuple(node.url for node in nodes), index=PREFIX))
    with admin(nodes[0]) as client:
        healthy(client, nodes=3)
        fill(engine, *(document(key) for key in range(1, 51)))
        healthy(client, nodes=3)  # the second copy is there
        master = client.cat.master(format="json", h="node")[0]["node"]
    killed = next(node for node in nodes if node.name == master)
    left = [node for node in nodes if node is not killed]

    written = list(range(51, 61))
    for key in written[:5]:
        put_in_the_end(engine, key)
    killed.kill()
    for key in written[5:]:
        put_in_the_end(engine, key)
    assert found_in_the_end(engine) == list(range(1, 61))
    with admin(left[0]) as client:
        now = client.options(request_timeout=60).cat.master(format="json", h="node")[0]["node"]
        assert now in {node.name for node in left}

    killed.start()
    with admin(left[0]) as client:
        healthy(client, nodes=3)
    assert dict(engine.versions()) == dict.fromkeys(range(1, 61), 1)
    assert found_in_the_end(engine) == list(range(1, 61))
    engine.close()
