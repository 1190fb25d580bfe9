"""A LibreTranslate of one's own, asked over HTTP. Its answers are believed as little as any stranger's."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import urllib3
from django.utils.translation import gettext_lazy as _

from cms.kernel.text import clean_line
from cms.translation.machine.port import (
    MachineAway,
    MachineFailed,
    MachineRefused,
    MachineSlow,
    MachineTranslator,
    MachineUnfit,
    MachineWrong,
)
from cms.translation.machine.protecting import protected, unprotected

MAX_ANSWER_BYTES = 2_000_000
MOST_TOLD = 200  # characters of its own reason
_CHUNK = 64 * 1024


class LibreTranslate(MachineTranslator):
    """`POST {url}/translate`. No redirects, no retries, one deadline for the whole answer, a bound on its size.

    As LibreTranslate 1.9.6 has it: lists in `q`, `translate="no"`, HTML whose character references come back resolved.
    """

    key = "libretranslate"
    label = _("LibreTranslate")

    def __init__(self, *, url: str, api_key: str = "", seconds: float = 10.0) -> None:
        self._url = url.rstrip("/") + "/translate"
        self._api_key = api_key
        self._seconds = seconds

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """The texts in the other language; raise MachineFailed."""
        asked = {"q": [protected(text) for text in texts], "source": source, "target": target, "format": "html"}
        if self._api_key:
            asked["api_key"] = self._api_key
        data = _within(self._seconds, lambda: self._ask(orjson.dumps(asked)))
        return [unprotected(text) for text in _texts(data, expected=len(texts))]

    def _ask(self, body: bytes) -> bytes:
        timeout = urllib3.Timeout(connect=min(3.0, self._seconds), read=self._seconds)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            with urllib3.PoolManager(num_pools=1, timeout=timeout) as pool:
                answer = pool.request(
                    "POST", self._url, body=body, headers=headers, redirect=False, retries=False, preload_content=False
                )
                try:
                    return _read(answer)
                finally:
                    answer.close()
        except urllib3.exceptions.NewConnectionError as error:  # which the library counts among the time-outs
            raise MachineAway from error
        except urllib3.exceptions.TimeoutError as error:
            raise MachineSlow(seconds=self._seconds) from error
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise MachineAway from error


def _read(answer: urllib3.BaseHTTPResponse) -> bytes:
    """The body of a good answer, never more than the limit; raise MachineFailed for any other."""
    if answer.status in {401, 403, 429}:
        raise MachineRefused
    if answer.status not in {200, 400}:
        # A redirect is no answer either: the address of the setting is the one that was allowed.
        raise MachineAway
    read = b""
    for chunk in answer.stream(_CHUNK):
        read += chunk
        if len(read) > MAX_ANSWER_BYTES:
            raise MachineWrong
    if answer.status == 400:
        raise MachineUnfit(told=_reason(read))
    return read


def _reason(data: bytes) -> str:
    """What the server says of a request that it does not take: no such language, too many or too long texts, no key."""
    try:
        answer: Any = orjson.loads(data)
    except orjson.JSONDecodeError:
        answer = None
    told = answer.get("error") if isinstance(answer, dict) else None
    return clean_line(told[: 5 * MOST_TOLD])[:MOST_TOLD] if isinstance(told, str) and told.strip() else "400"


def _texts(data: bytes, *, expected: int) -> list[str]:
    """The translations in an answer; raise MachineWrong unless there is one text for each."""
    try:
        answer: Any = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise MachineWrong from error
    texts = answer.get("translatedText") if isinstance(answer, dict) else None
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, list) or len(texts) != expected or not all(isinstance(text, str) for text in texts):
        raise MachineWrong
    return texts


def _within(seconds: float, ask: Callable[[], bytes]) -> bytes:
    """The answer, if it is there in time: a socket's time-out begins anew with every byte that drips in."""
    done: list[bytes] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(ask())
        except MachineFailed as error:
            failed.append(error)
        except Exception as error:
            failed.append(MachineAway())
            failed[0].__cause__ = error

    thread = threading.Thread(target=run, daemon=True, name="machine-translation")
    thread.start()
    thread.join(seconds)
    if done:
        return done[0]
    if failed:
        raise failed[0]
    raise MachineSlow(seconds=seconds)
