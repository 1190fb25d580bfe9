"""Threads that start together and tell how they ended."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction

# Long: a machine that has other things to do starts a thread late, and that proves nothing.
PATIENCE = 60.0


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls in threads of their own that wait for each other first; results or exceptions, in order."""
    barrier = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(PATIENCE)
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, call)) for number, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    return results


def wait_until_one_waits() -> None:
    """Until another connection waits for a lock."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def made_to_wait(call: Callable[[], Any], *, hold: Callable[[], Any], go_on: Callable[[], Any]) -> Any:
    """The result, or exception, of a call that begins when a transaction holds what it needs, and waits for its end."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(call())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        hold()
        thread.start()
        wait_until_one_waits()
        go_on()
    thread.join(PATIENCE)
    [result] = results
    return result
