"""A node that tests may stop, hang and kill, and what an operator does to it."""

import time
from contextlib import suppress

from elasticsearch import Elasticsearch

from search.backends.base import BackendAway
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import Server
from search.documents import IndexDocument
from tests.contracts.search_backend import group, keys, question
from tests.elasticsearch import Node

PASSWORD = "only-for-tests"
PREFIX = "faults"


def engine_of(node: Node, **changes: str) -> ElasticsearchBackend:
    return ElasticsearchBackend(Server(hosts=(node.url,), index=PREFIX, **changes))


def admin(node: Node) -> Elasticsearch:
    """What an operator would use."""
    return Elasticsearch(node.url, basic_auth=("elastic", PASSWORD), request_timeout=30)


def revive(node: Node) -> None:
    """It runs, and holds nothing: whatever the test before did."""
    with suppress(OSError, ValueError):
        node.wake()
    with admin(node) as client:
        try:
            client.options(request_timeout=5).cluster.health()
        except Exception:
            node.kill()
            node.start()
        for name in client.indices.get(index=f"{PREFIX}-*"):
            client.indices.delete(index=name)


def fill(engine: ElasticsearchBackend, *documents: IndexDocument) -> None:
    with engine.rebuilding(signature="signed") as writer:
        writer.add(documents)


def found(engine: ElasticsearchBackend) -> list[int]:
    return keys(engine.candidates(question(group("ho"), facets=("type",))))


def found_in_the_end(engine: ElasticsearchBackend, *, seconds: float = 60) -> list[int]:
    """What is found as soon as the engine answers again, without anybody doing anything."""
    end = time.monotonic() + seconds
    while True:
        try:
            return found(engine)
        except BackendAway:
            assert time.monotonic() < end, "the engine did not come back"
            time.sleep(0.2)
