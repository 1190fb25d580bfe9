"""The `http` adapter: another machine's public API, over kept connections, asked again by ETag."""

import gzip
import http.client
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from cms.portal.source.json_source import WHOLE_PAGE, Answer, JsonSource, NamedList
from cms.portal.source.port import CatalogueQuery, ListingQuery, SearchQuery, SourceAway

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0
REMEMBERED = 512  # answers kept with their ETag
LARGEST_REMEMBERED = 256 * 1024
# A kept connection that the other side has closed meanwhile: ask once more on a new one.
_STALE_CONNECTION = (
    http.client.RemoteDisconnected,
    BrokenPipeError,
    ConnectionResetError,
    http.client.CannotSendRequest,
)


@dataclass(frozen=True, kw_only=True)
class _Known:
    """An answer of before, to be asked for again by its ETag."""

    etag: str
    body: bytes
    changed_at: datetime | None


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
        self._remembered: OrderedDict[str, _Known] = OrderedDict()

    def read_path(self, *, site: str, path: str) -> Answer:
        """GET by-path/."""
        return self._ask("by-path/", {"site": site, "path": path})

    def read_documents(self, query: ListingQuery) -> Answer:
        """GET documents/."""
        return self._ask("documents/", _params(query))

    def read_procedures(self, query: CatalogueQuery) -> Answer:
        """GET procedures/."""
        asked = {
            "site": query.site,
            "locale": query.locale,
            "fallback": "vi",
            "facets": "yes",
            "limit": str(query.limit),
            "cursor": query.cursor,
            **dict(query.filters),
        }
        return self._ask("procedures/", {name: value for name, value in asked.items() if value})

    def read_list(self, name: NamedList, *, site: str, locale: str, cursor: str | None) -> Answer:
        """GET sites/, sections/ or menus/."""
        asked = {"site": site, "locale": locale, "limit": str(WHOLE_PAGE), "cursor": cursor}
        return self._ask(f"{name}/", {key: value for key, value in asked.items() if value})

    def read_search(self, query: SearchQuery) -> Answer:
        """GET search/."""
        asked = {
            "q": query.text,
            "site": query.site,
            "locale": query.locale,
            **query.filters,
            "exact": "true" if query.as_typed else None,
            "include_expired": "true" if query.expired else None,
            "limit": str(query.limit),
            "cursor": query.cursor,
        }
        return self._ask("search/", {name: value for name, value in asked.items() if value})

    def read_suggestions(self, *, site: str, locale: str, text: str) -> Answer:
        """GET search/suggest/."""
        return self._ask("search/suggest/", {"q": text, "site": site, "locale": locale})

    def _ask(self, resource: str, params: Mapping[str, str]) -> Answer:
        target = f"{self.prefix}/api/v1/{resource}?{urlencode(params)}"
        known = self._recall(target)
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        if known:
            headers["If-None-Match"] = known.etag
        response, body = self.get(target, headers)
        changed_at = _moment(response.getheader("Last-Modified"))
        if response.status == 304 and known:
            return Answer(status=200, body=known.body, changed_at=changed_at or known.changed_at)
        if response.getheader("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        etag = response.getheader("ETag")
        if response.status == 200 and etag and len(body) <= LARGEST_REMEMBERED:
            self._remember(target, _Known(etag=etag, body=body, changed_at=changed_at))
        moved_to = _page_path(response.getheader("Location"))
        return Answer(status=response.status, body=body, moved_to=moved_to, changed_at=changed_at)

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

    def close(self) -> None:
        """Close this thread's connection; the next question opens another."""
        self._forget_connection()

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

    def _recall(self, target: str) -> _Known | None:
        with self._lock:
            known = self._remembered.get(target)
            if known:
                self._remembered.move_to_end(target)
            return known

    def _remember(self, target: str, known: _Known) -> None:
        with self._lock:
            self._remembered[target] = known
            self._remembered.move_to_end(target)
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)


def _params(query: ListingQuery) -> dict[str, str]:
    asked = {
        "site": query.site,
        "locale": query.locale,
        "type": ",".join(query.types),
        "section": query.section,
        "department": query.department,
        "topic": query.topic,
        "ids": ",".join(str(value) for value in query.ids),
        "fallback": "vi" if query.ids else None,
        "from": query.from_day.isoformat() if query.from_day else None,
        "to": query.to_day.isoformat() if query.to_day else None,
        "order": "published_at" if query.oldest_first else None,
        "detail": "card" if query.as_cards else None,
        "limit": str(query.limit),
        "cursor": query.cursor,
    }
    return {name: value for name, value in asked.items() if value}


def _page_path(location: str | None) -> str:
    """The page's new address out of the Location of a 301, which may be the API's own for that page."""
    if not location:
        return ""
    parts = urlsplit(location)
    asked = parse_qs(parts.query).get("path")
    return asked[0] if asked else parts.path


def _moment(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
