"""The `http` adapter: another machine's public API, over kept connections, asked again by ETag."""

import gzip
import http.client
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from cms.portal.source.json_source import Answer, JsonSource
from cms.portal.source.port import SourceAway

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0
REMEMBERED = 512  # answers kept with their ETag
LARGEST_REMEMBERED = 256 * 1024
# A kept connection that the other side has closed meanwhile: ask once more on a new one.
_STALE_CONNECTION = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError, http.client.CannotSendRequest)


class HttpSource(JsonSource):
    """Reads `{origin}/api/v1/`. One connection a thread; remembered answers are always revalidated."""

    def __init__(self, origin: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured(f"PORTAL_SOURCE must be `local` or an http(s) address, not {origin!r}")
        self.secure = parts.scheme == "https"
        self.host = parts.hostname
        self.port = parts.port
        self.prefix = parts.path.rstrip("/")
        self.timeout = timeout
        self._local = threading.local()
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def read(self, resource: str, params: Mapping[str, str]) -> Answer:
        """GET one resource of the API."""
        target = f"{self.prefix}/api/v1/{resource}?{urlencode(params)}"
        known = self._recall(target)
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        if known:
            headers["If-None-Match"] = known[0]
        response, body = self.get(target, headers)
        if response.status == 304 and known:
            return Answer(status=200, body=known[1])
        if response.getheader("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        etag = response.getheader("ETag")
        if response.status == 200 and etag and len(body) <= LARGEST_REMEMBERED:
            self._remember(target, etag, body)
        return Answer(status=response.status, body=body, location=response.getheader("Location") or "")

    def get(self, target: str, headers: Mapping[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
        """One GET with its whole body; raise SourceAway when nobody answers in time."""
        try:
            try:
                return self._exchange(self._connection(), target, headers)
            except _STALE_CONNECTION:
                return self._exchange(self._connection(fresh=True), target, headers)
        except (OSError, http.client.HTTPException) as error:
            self._forget_connection()
            logger.warning("the source is away: %s", type(error).__name__)
            raise SourceAway(str(error)) from error

    def _exchange(
        self, connection: http.client.HTTPConnection, target: str, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection.request("GET", target, headers=dict(headers))
        response = connection.getresponse()
        return response, response.read()

    def _connection(self, *, fresh: bool = False) -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is None or fresh:
            self._forget_connection()
            kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
            connection = self._local.connection = kind(self.host, self.port, timeout=self.timeout)
        return connection

    def _forget_connection(self) -> None:
        connection: http.client.HTTPConnection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def _recall(self, target: str) -> tuple[str, bytes] | None:
        with self._lock:
            known = self._remembered.get(target)
            if known:
                self._remembered.move_to_end(target)
            return known

    def _remember(self, target: str, etag: str, body: bytes) -> None:
        with self._lock:
            self._remembered[target] = (etag, body)
            self._remembered.move_to_end(target)
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
