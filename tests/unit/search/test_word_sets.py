"""What a search reads of an index file: a common word stands there as a set, and is not read from its places."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.backends.sqlite import SqliteBackend
from search.backends.sqlite.opened import rank_of
from tests.contracts.search_backend import document


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[SqliteBackend]:
    """An index in which all documents hold `ho chieu`, and one of twenty `con dau`."""
    made = SqliteBackend(tmp_path)
    with made.rebuilding(signature="s") as writer:
        writer.add(document(key, body="con dau" if key == 7 else "ho") for key in range(1, 21))
    yield made
    made.close()


def read(backend: SqliteBackend, level: str, *phrase: str) -> tuple[int, list[str]]:
    """How many documents hold a phrase, and the statements that went through places of words."""
    said: list[str] = []
    with backend.snapshot() as snapshot:
        snapshot.connection.set_trace_callback(said.append)
        held = snapshot.holding(level, phrase).bit_count()
        snapshot.connection.set_trace_callback(None)
    return held, [statement for statement in said if "MATCH" in statement]


@pytest.mark.parametrize(("level", "held"), [("head", 20), ("meta", 0), ("body", 19)])
def test_a_common_word_is_read_as_a_set(backend: SqliteBackend, level: str, held: int) -> None:
    assert read(backend, level, "ho") == (held, [])


def test_a_rare_word_and_a_phrase_are_read_from_their_places(backend: SqliteBackend) -> None:
    assert [read(backend, "body", "con")[0], len(read(backend, "body", "dau")[1])] == [1, 1]
    held, statements = read(backend, "head", "ho", "chieu")
    assert (held, len(statements)) == (20, 1)


def test_of_what_came_after_the_rebuild_only_that_is_read(backend: SqliteBackend) -> None:
    backend.put([document(99, body="ho"), document(7, body="ho", version=2)])
    held, statements = read(backend, "body", "ho")
    assert held == 21  # with the place of the replaced document, which nobody looks at
    assert [statement.rsplit(" ", 1)[1] for statement in statements] == ["19"]


def test_the_order_of_equals_is_read_at_once_and_lengthened(backend: SqliteBackend) -> None:
    """A process would otherwise read a row of every document before its first answer."""
    backend.put([document(99, popularity=3, published=7)])
    said: list[str] = []
    with backend.snapshot() as snapshot:
        snapshot.connection.set_trace_callback(said.append)
        ranks, keys = snapshot.order()
        snapshot.connection.set_trace_callback(None)
    assert list(keys) == [*range(1, 21), 99]
    assert (ranks[20], ranks[0]) == (rank_of(3, 7), rank_of(0, 1_600_000_000))
    assert any("slot >= 20" in statement for statement in said)
