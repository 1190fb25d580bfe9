"""Which engine answers, and when the answer is marked as degraded."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError

from cms.publishing.models import Delivery, PublicationEvent
from search import answering
from search.backends.base import BackendAway
from search.candidates import CandidateQuery, Candidates

pytestmark = pytest.mark.django_db
QUERY = CandidateQuery(groups=(), scope={})


class Engine:
    """Says its name as the number of documents found."""

    def __init__(self, name: str, total: int) -> None:
        self.name, self.total, self.asked = name, total, 0
        self.error: Exception | None = None

    def candidates(self, query: CandidateQuery) -> Candidates:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return Candidates(items=(), total=self.total, facets={}, best=0)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The chosen engine is a server (1); the embedded one (2) stands beside it."""
    one, other = Engine("server", 1), Engine("sqlite", 2)
    monkeypatch.setattr(answering, "chosen", lambda: one)
    monkeypatch.setattr(answering, "embedded", lambda: other)
    answering.forget_waiting()
    yield one
    answering.forget_waiting()


def delivery(**changes: Any) -> Delivery:
    event = PublicationEvent.objects.create(kind=PublicationEvent.Kind.PUBLISHED)
    return Delivery.objects.create(event=event, subscriber="search-server", **changes)


def test_the_chosen_engine_answers(server: Engine) -> None:
    found = answering.find_candidates(QUERY)
    assert (found.candidates.total, found.is_degraded) == (1, False)


def test_the_embedded_engine_answers_when_the_server_is_away(server: Engine) -> None:
    server.error = BackendAway("hung")
    found = answering.find_candidates(QUERY)
    assert (found.candidates.total, found.is_degraded) == (2, True)


def test_a_server_that_takes_no_documents_is_not_asked(server: Engine) -> None:
    delivery(waits=1)
    found = answering.find_candidates(QUERY)
    assert (found.candidates.total, found.is_degraded, server.asked) == (2, True, 0)


@pytest.mark.parametrize(
    "changes", [{"waits": 0}, {"waits": 3, "state": Delivery.State.DONE}], ids=["not tried yet", "written meanwhile"]
)
def test_what_is_on_its_way_is_no_reason_to_leave_it(server: Engine, changes: dict[str, Any]) -> None:
    delivery(**changes)
    assert answering.find_candidates(QUERY).is_degraded is False


def test_the_outbox_is_asked_once_a_second(server: Engine, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        for _ in range(20):
            answering.find_candidates(QUERY)


def test_without_the_database_the_server_still_answers(server: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(Delivery.objects, "filter", away)
    assert answering.find_candidates(QUERY).is_degraded is False


def test_an_error_of_ours_is_not_hidden(server: Engine) -> None:
    server.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        answering.find_candidates(QUERY)


def test_the_embedded_engine_alone_is_never_degraded(monkeypatch: pytest.MonkeyPatch) -> None:
    only = Engine("sqlite", 2)
    monkeypatch.setattr(answering, "chosen", lambda: only)
    monkeypatch.setattr(answering, "embedded", lambda: only)
    assert answering.find_candidates(QUERY) == (Candidates(items=(), total=2, facets={}, best=0), False)
