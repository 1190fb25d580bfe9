"""Answers to the public: compressed once, revalidated by ETag, never with a cookie."""

import gzip
import hashlib
import time
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

# A reader may keep a page but asks each time whether it still holds: what is published shows at once.
FRESH = "public, max-age=0, must-revalidate"
NOT_KEPT = "no-store"
SMALLEST_COMPRESSED = 400


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished answer, independent of who asked: this is what may be kept and sent again."""

    body: bytes
    compressed: bytes | None
    content_type: str
    status: int = 200
    last_modified: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Bytes it occupies."""
        return len(self.body) + len(self.compressed or b"")


def rendered(
    text: str,
    *,
    content_type: str = "text/html; charset=utf-8",
    status: int = 200,
    last_modified: datetime | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Rendered:
    """Encode and compress a text. The gzip header carries no time, so the same text is the same bytes."""
    body = text.encode()
    compressed = gzip.compress(body, compresslevel=5, mtime=0) if len(body) >= SMALLEST_COMPRESSED else None
    return Rendered(
        body=body,
        compressed=compressed,
        content_type=content_type,
        status=status,
        last_modified=last_modified,
        headers=headers,
    )


def sent(request: HttpRequest, answer: Rendered) -> HttpResponseBase:
    """The answer for this request: 304 when its reader has it already, gzip when they take it."""
    if answer.status != 200:
        return _response(request, answer)
    # Weak: the compressed and the plain answer say the same thing in different bytes.
    etag = f'W/"{hashlib.blake2b(answer.body, digest_size=12).hexdigest()}"'
    modified = int(answer.last_modified.timestamp()) if answer.last_modified else None
    response = _response(request, answer)
    response["ETag"] = etag
    if modified is not None:
        # While the second of the change lasts, a date cannot tell a second change in it: the page says the
        # second before, and no date is answered with 304 (as cms.api does).
        is_fresh = time.time() < modified + 1
        response["Last-Modified"] = http_date(modified - is_fresh)
        modified = None if is_fresh else modified
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response) or response


def _response(request: HttpRequest, answer: Rendered) -> HttpResponse:
    takes_gzip = answer.compressed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    body = answer.compressed if takes_gzip and answer.compressed is not None else answer.body
    response = HttpResponse(body, status=answer.status, content_type=answer.content_type)
    response["Cache-Control"] = FRESH if answer.status in {200, 301, 410} else NOT_KEPT
    response["Vary"] = "Accept-Encoding"
    response["Content-Length"] = str(len(body))
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    for name, value in answer.headers:
        response[name] = value
    return response
