"""gzip, chosen by measure and remembered: the same answer is packed once a process.

Level 5 packs a list of 20 articles to a fifth; level 9 gains 2 % for twice the time. Below a
kilobyte the packet is no smaller on the wire. Nothing here is secret, so BREACH has nothing to find.
"""

import re
import threading
import zlib
from collections import OrderedDict

LEVEL = 5
SMALLEST = 1024
_GZIP_WRAPPER = 31
_MOST_BYTES = 8 * 1024 * 1024
_ACCEPTED = re.compile(r"(?:^|[,\s])(?:gzip|\*)\s*(?:;\s*q=(?P<q>[0-9.]+))?\s*(?:,|$)")


class _Packed:
    """The most recently used answers, by their ETag."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, tag: str, body: bytes) -> bytes:
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
                return self._answers[tag]
        packed = zlib.compress(body, LEVEL, _GZIP_WRAPPER)
        with self._lock:
            if tag not in self._answers:
                self._answers[tag] = packed
                self._bytes += len(packed)
            while self._bytes > _MOST_BYTES:
                self._bytes -= len(self._answers.popitem(last=False)[1])
        return packed


_packed = _Packed()


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip: named, or by "*", and not with q=0."""
    if accept_encoding == "gzip":
        return True
    match = _ACCEPTED.search(accept_encoding)
    return match is not None and (match["q"] is None or match["q"].strip("0.") != "")


def gzipped(tag: str, body: bytes) -> bytes:
    """The body packed; `tag` identifies its bytes."""
    return _packed.get(tag, body)
