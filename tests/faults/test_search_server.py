"""Publishing and searching while the real search server is ill: nobody waits, nothing is lost, nobody mends it."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.publishing import subscribers
from cms.publishing.models import Delivery
from cms.publishing.worker import run_until_idle
from search import answering, keeping, server
from search.actions import mend_index
from search.answers import forget_answers
from search.backends import chosen, embedded, engine
from search.backends.base import BackendAway
from tests.elasticsearch import Node
from tests.factories.notes import NoteSite, live_note, note_site
from tests.faults.elasticsearch_node import PREFIX, admin, revive
from tests.testapp.models import NotePage

pytestmark = [pytest.mark.django_db]
URL = "/api/v1/search/?q=ho+chieu"


def block(node: Node, *, is_set: bool) -> None:
    with admin(node) as client:
        client.indices.put_settings(index=f"{PREFIX}-*", settings={"index.blocks.write": is_set})


@dataclass(frozen=True)
class Fault:
    begin: Callable[[Node], object]
    end: Callable[[Node], object]


FAULTS = {
    "stopped": Fault(lambda node: node.kill(), lambda node: node.start()),
    "hung": Fault(lambda node: node.hang(), lambda node: node.wake()),
    "read-only": Fault(lambda node: block(node, is_set=True), lambda node: block(node, is_set=False)),
}


@pytest.fixture
def node(mortal_node: Node, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Node]:
    """The node is the engine of the settings, with a worker that keeps it; notes are searched."""
    settings.SEARCH_BACKEND = "elasticsearch"
    settings.ELASTICSEARCH_URL = mortal_node.url
    settings.ELASTICSEARCH_INDEX = PREFIX
    settings.SEARCH_DIR = tmp_path / "search"
    engine.cache_clear()
    monkeypatch.setitem(subscribers._subscribers, server.SUBSCRIBER.name, server.SUBSCRIBER)
    monkeypatch.setattr("search.queries.searchable_types", lambda: ["note"])
    monkeypatch.setattr("search.backends.elasticsearch.engine.WRITE_SECONDS", 0.5)
    forget()
    yield mortal_node
    chosen().close()
    embedded().close()
    engine.cache_clear()
    forget()
    revive(mortal_node)


def forget() -> None:
    answering.forget_waiting()
    forget_answers()


@pytest.fixture
def site(node: Node) -> NoteSite:
    """A site with one live note, in both indexes."""
    keeping.SERVER.ensure(timezone.now())
    one = note_site()
    live_note(one.home, title="Cấp hộ chiếu phổ thông", slug="cu")
    work()
    return one


def work(*, later: timedelta = timedelta()) -> None:
    """A worker, some time later."""
    run_until_idle(clock=lambda: timezone.now() + later)


def waiting() -> list[Delivery]:
    return list(Delivery.objects.filter(state=Delivery.State.PENDING))


def search() -> dict[str, Any]:
    forget()
    answer = Client().get(URL)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def titles(answer: dict[str, Any]) -> list[str]:
    return sorted(item["title"] for item in answer["items"])


def search_in_the_end(*, seconds: float = 60) -> dict[str, Any]:
    """The first answer that is not degraded."""
    end = time.monotonic() + seconds
    while (answer := search())["degraded"]:
        assert time.monotonic() < end, "the server is not asked any more"
        time.sleep(0.2)
    return answer


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch, node: Node) -> Iterator[Callable[[bool], None]]:
    """Told True, whoever opens a connection to the server fails the test; it closes the ones that are open."""
    connect = socket.socket.connect
    is_forbidden = False

    def guarded(self: socket.socket, address: Any) -> None:
        assert not (is_forbidden and address[1] == node.port), "publishing asked the search server"
        connect(self, address)

    def tell(forbidden: bool) -> None:
        nonlocal is_forbidden
        is_forbidden = forbidden
        chosen().close()
        engine.cache_clear()

    monkeypatch.setattr(socket.socket, "connect", guarded)
    return tell


@pytest.mark.parametrize("name", FAULTS)
def test_nobody_waits_nothing_is_lost_and_nobody_mends_it(
    name: str, node: Node, site: NoteSite, unreachable: Callable[[bool], None]
) -> None:
    assert search_in_the_end()["total"] == 1
    old = NotePage.objects.get(slug="cu")
    FAULTS[name].begin(node)

    # Publishing and withdrawing never ask the server; only the worker does.
    unreachable(True)
    live_note(site.home, title="Gia hạn hộ chiếu", slug="moi")
    old.withdrawal_reason = "Rà soát"
    old.unpublish()
    unreachable(False)
    work()
    assert {delivery.subscriber for delivery in waiting()} == {"search-server"}

    # The embedded index answers, with what is public now, and says so.
    answer = search()
    assert (answer["degraded"], titles(answer)) == (True, ["Gia hạn hộ chiếu"])

    FAULTS[name].end(node)
    end = time.monotonic() + 60
    while left := waiting():
        assert time.monotonic() < end, left[0].error
        work(later=timedelta(minutes=2))
    assert titles(search_in_the_end()) == ["Gia hạn hộ chiếu"]
    assert mend_index(backend=chosen(), repair=False).total == 0
    assert not Delivery.objects.exclude(state=Delivery.State.DONE).exists()


def test_a_lost_index_is_built_again_and_answers_meanwhile(node: Node, site: NoteSite) -> None:
    with admin(node) as client:
        client.indices.delete(index=chosen().status().name)
    answer = search()
    assert (answer["degraded"], titles(answer)) == (True, ["Cấp hộ chiếu phổ thông"])
    assert keeping.SERVER.ensure(timezone.now()) is True
    assert titles(search_in_the_end()) == ["Cấp hộ chiếu phổ thông"]
    assert keeping.SERVER.ensure(timezone.now()) is False


def test_the_command_keeps_the_server_as_it_keeps_the_file(node: Node, site: NoteSite, capsys: Any) -> None:
    """`search_index` on both engines: status, check, repair after somebody wrote into the index, rebuild, update."""
    call_command("search_index", "status")
    told = capsys.readouterr().out
    assert "sqlite: " in told
    assert f"{chosen().status().name}" in told
    with admin(node) as client:
        held = next(iter(dict(chosen().versions())))
        client.delete(index=f"{PREFIX}-l1", id=str(held), version=2**62, version_type="external_gte", refresh=True)
        client.index(
            index=f"{PREFIX}-l1", id="1", document={"key": 1}, version=1, version_type="external_gte", refresh=True
        )
    drift = mend_index(backend=chosen(), repair=False)
    assert (drift.missing, drift.surplus) == (1, 1)
    with pytest.raises(SystemExit):
        call_command("search_index", "check")
    call_command("search_index", "check", repair=True)
    call_command("search_index", "check")
    call_command("search_index", "update")
    assert mend_index(backend=chosen(), repair=False).total == 0
    node.kill()
    capsys.readouterr()
    with pytest.raises(SystemExit):
        call_command("search_index", "check")
    told = capsys.readouterr()
    assert "sqlite: 0 missing" in told.out
    assert "elasticsearch: Connection" in told.err
    with pytest.raises(BackendAway):
        keeping.SERVER.ensure(timezone.now())
