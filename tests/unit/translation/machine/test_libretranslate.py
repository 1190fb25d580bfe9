"""A real server on this machine that misbehaves in every way: the answer is a sentence, and it comes in time."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from cms.translation.machine.actions import _usable
from cms.translation.machine.libretranslate import MAX_ANSWER_BYTES, LibreTranslate
from cms.translation.machine.port import (
    MachineAway,
    MachineFailed,
    MachineRefused,
    MachineSlow,
    MachineUnfit,
    MachineWrong,
)
from cms.translation.segments import Segment

Behaviour = Callable[[Any, Any], None]


def answer(handler: Any, payload: object, *, status: int = 200) -> None:
    raw(handler, json.dumps(payload).encode(), status=status)


def raw(handler: Any, data: bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in {
        "Content-Type": "application/json",
        "Content-Length": str(len(data)),
        **(headers or {}),
    }.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


class Server:
    """What it was asked, and how it answers."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.behave: Behaviour = lambda handler, asked: answer(handler, {"translatedText": asked["q"]})
        self.release = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append({"path": self.path, **asked})
                with contextlib.suppress(OSError):  # whoever asked has gone
                    outer.behave(self, asked)

            def log_message(self, *args: Any) -> None:
                """Nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.release.set()
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


def ask(server: Server, *texts: str, seconds: float = 5.0) -> list[str]:
    machine = LibreTranslate(url=server.url, api_key="k", seconds=seconds)
    return machine.translate(texts or ("Tin mới",), source="vi", target="en")


def test_texts_are_sent_together_with_the_key_and_come_back_in_order(server: Server) -> None:
    server.behave = lambda handler, asked: answer(handler, {"translatedText": [text.upper() for text in asked["q"]]})
    assert ask(server, "một", "hai") == ["MỘT", "HAI"]
    assert server.asked == [
        {"path": "/translate", "q": ["một", "hai"], "source": "vi", "target": "en", "format": "html", "api_key": "k"}
    ]


def test_places_that_programs_fill_are_kept_from_the_machine(server: Server) -> None:
    assert ask(server, "Chào {name}") == ["Chào {name}"]
    assert server.asked[0]["q"] == ['Chào <span translate="no">{name}</span>']


@pytest.mark.parametrize("status", [500, 502, 503, 404])
def test_an_error_is_a_machine_that_is_away(server: Server, status: int) -> None:
    server.behave = lambda handler, asked: answer(handler, {"error": "no"}, status=status)
    with pytest.raises(MachineAway):
        ask(server)


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_refused_key_is_told_apart(server: Server, status: int) -> None:
    server.behave = lambda handler, asked: answer(handler, {"error": "no"}, status=status)
    with pytest.raises(MachineRefused):
        ask(server)


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        # As LibreTranslate 1.9.6 words it.
        (b'{"error":"vi is not supported"}', "“vi is not supported”"),
        (b'{"error":"Invalid request: request (10) exceeds text limit (5)"}', "request (10) exceeds text limit (5)"),
        (b'{"error":"Please contact the server operator to get an API key"}', "API key"),
        (b'{"error":"a\\u0000\\n\\u202eb {told} ' + b"x" * 900 + b'"}', "“a b {told} xxx"),
        (b"<html>400</html>", "“400”"),
        (b'{"error": {"told": 1}}', "“400”"),
    ],
)
def test_what_the_server_does_not_take_is_told_in_its_own_words(server: Server, payload: bytes, told: str) -> None:
    server.behave = lambda handler, asked: raw(handler, payload, status=400)
    with pytest.raises(MachineUnfit) as caught:
        ask(server)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 400


def test_character_references_come_back_resolved_and_are_text_again() -> None:
    """The server resolves them in what it answers (`unescape` over the whole): tags of the words stay words."""
    segment = Segment(
        id=1, path="body", label="", source="A &amp; B: 1 &lt; 2", is_html=True, translation="", confirmed=False,
        required=True, order=1,
    )  # fmt: skip
    assert _usable(segment, "A & B: 1 < 2, in English") == "A &amp; B: 1 &lt; 2, in English"
    assert _usable(segment, "A & B: <b>2</b>") is None


def test_a_redirect_is_not_followed(server: Server) -> None:
    server.behave = lambda handler, asked: raw(
        handler, b"", status=302, headers={"Location": "http://169.254.169.254/latest/"}
    )
    with pytest.raises(MachineAway):
        ask(server)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "payload",
    [
        b"<html>502</html>",
        b"",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'{"translatedText": null}',
        b'{"translatedText": []}',
        b'{"translatedText": ["a", "b"]}',
        b'{"translatedText": [{"text": "a"}]}',
        b'{"translatedText": ["a"',
        b"[" * 100_000,
    ],
)
def test_garbage_is_an_answer_that_cannot_be_used(server: Server, payload: bytes) -> None:
    server.behave = lambda handler, asked: raw(handler, payload)
    with pytest.raises(MachineWrong):
        ask(server)


def test_a_huge_answer_is_given_up(server: Server) -> None:
    def pour(handler: Any, asked: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(4 * MAX_ANSWER_BYTES // 65_536):
            handler.wfile.write(b" " * 65_536)

    server.behave = pour
    with pytest.raises(MachineWrong):
        ask(server, seconds=20)


def test_a_server_that_hangs_is_given_up(server: Server) -> None:
    server.behave = lambda handler, asked: server.release.wait(30) and None
    with pytest.raises(MachineSlow):
        ask(server, seconds=0.3)


def test_a_server_that_drips_is_given_up_although_every_byte_is_in_time(server: Server) -> None:
    def drip(handler: Any, asked: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.release.is_set():
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    server.behave = drip
    with pytest.raises(MachineSlow):
        ask(server, seconds=0.5)


def test_nobody_there(server: Server) -> None:
    url = server.url
    server.stop()
    with pytest.raises(MachineAway):
        LibreTranslate(url=url, seconds=2).translate(["Tin"], source="vi", target="en")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[::1", "ftp://x", "http://", "no address"])
def test_no_address_raises_anything_but_a_message(url: str) -> None:
    with pytest.raises(MachineFailed) as caught:
        LibreTranslate(url=url, seconds=1).translate(["Tin"], source="vi", target="en")
    assert "{" not in str(caught.value)
