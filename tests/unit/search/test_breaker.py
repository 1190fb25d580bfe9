"""Leaving an engine alone that does not answer."""

import threading

import pytest

from search.backends.base import BackendAway
from search.backends.elasticsearch.breaker import Breaker
from search.backends.elasticsearch.connection import QuestionRefused


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def ask(breaker: Breaker, *, error: Exception | None = None) -> bool:
    """Whether the question reached the engine; it fails there with `error`."""
    reached = False
    try:
        with breaker.watching(forgives=QuestionRefused):
            reached = True
            if error is not None:
                raise error
    except BackendAway:
        pass
    return reached


def test_after_a_failure_nobody_waits_for_a_second(breaker: Breaker, clock: Clock) -> None:
    assert ask(breaker, error=BackendAway("hung"))
    assert not ask(breaker)
    clock.now += 0.99
    assert not ask(breaker)
    clock.now += 0.02
    assert ask(breaker)
    assert ask(breaker)


def test_the_rest_doubles_to_ten_seconds(breaker: Breaker, clock: Clock) -> None:
    for rest in (1, 2, 4, 8, 10, 10):
        assert ask(breaker, error=BackendAway("hung"))
        clock.now += rest - 0.01
        assert not ask(breaker)
        clock.now += 0.02


def test_a_success_forgets_the_failures(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        ask(breaker, error=BackendAway("hung"))
        clock.now += 20
    assert ask(breaker)
    assert ask(breaker, error=BackendAway("hung"))
    clock.now += 1.01
    assert ask(breaker)


def test_while_one_reader_tries_the_others_are_refused(breaker: Breaker, clock: Clock) -> None:
    ask(breaker, error=BackendAway("hung"))
    clock.now += 1.5
    others: list[bool] = []
    with breaker.watching(forgives=QuestionRefused):
        thread = threading.Thread(target=lambda: others.append(ask(breaker)))
        thread.start()
        thread.join()
    assert others == [False]
    assert ask(breaker)


def test_a_question_that_is_refused_for_itself_is_no_failure_of_the_engine(breaker: Breaker) -> None:
    assert ask(breaker, error=QuestionRefused("400 too many clauses"))
    assert ask(breaker)


def test_an_error_of_ours_is_no_failure_of_the_engine(breaker: Breaker) -> None:
    with pytest.raises(ZeroDivisionError), breaker.watching(forgives=QuestionRefused):
        1 / 0  # noqa: B018
    assert ask(breaker)


def test_the_refusal_says_why(breaker: Breaker) -> None:
    ask(breaker, error=BackendAway("ConnectionTimeout: hung"))
    with (
        pytest.raises(BackendAway, match="left alone after: ConnectionTimeout: hung"),
        breaker.watching(forgives=QuestionRefused),
    ):
        pass
