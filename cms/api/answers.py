"""A read as HTTP: strong ETag, Last-Modified, 304, HEAD, gzip, and one Cache-Control for all."""

import datetime
import time
from functools import lru_cache

import xxhash
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_http_date_safe

from cms.api.compression import SMALLEST, accepts_gzip, gzipped

JSON_TYPE = "application/json"
# Kept by anyone, asked again each time: what is withdrawn is gone at once, and a 304 costs little (ADR 0021).
CACHE_CONTROL = "public, max-age=0, must-revalidate"
_GZIP_SUFFIX = "-gzip"


def answer(
    request: HttpRequest,
    body: bytes,
    *,
    changed_at: datetime.datetime | None = None,
    content_type: str = JSON_TYPE,
    digest: str = "",
) -> HttpResponse:
    """The bytes as a response, or 304 when the client has them.

    changed_at: when the store last changed, whatever changed in it; None leaves Last-Modified out.
    The ETag is a hash of the bytes alone: a rebuilt store gives the same one. digest: that hash, when the
    caller has kept it with the bytes.
    """
    digest = digest or digest_of(body)
    packs = len(body) >= SMALLEST and accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    headers = {
        "Content-Type": content_type,
        "ETag": f'"{digest}{_GZIP_SUFFIX}"' if packs else f'"{digest}"',
        "Cache-Control": CACHE_CONTROL,
        "Vary": "Accept-Encoding",
    }
    if changed_at is not None:
        headers["Last-Modified"] = _date(_last_modified(changed_at))
    known = _known(request, digest, changed_at)
    if known:
        return _not_modified(headers, known)
    if packs:
        headers["Content-Encoding"] = "gzip"
        body = gzipped(digest, body)
    if request.method == "HEAD":
        headers["Content-Length"] = str(len(body))
        body = b""
    return HttpResponse(body, headers=headers)


def digest_of(body: bytes) -> str:
    """The hash that an answer's ETag is made of."""
    return xxhash.xxh3_128_hexdigest(body)


def _not_modified(headers: dict[str, str], known: str | bool) -> HttpResponse:
    response = HttpResponse(status=304, headers=headers)
    del response.headers["Content-Type"]
    if isinstance(known, str):
        response.headers["ETag"] = known
    return response


def _known(request: HttpRequest, digest: str, changed_at: datetime.datetime | None) -> str | bool:
    """The tag by which the client has these bytes, True by date or by "*", or False."""
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        if asked.strip() == "*":
            return True
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return next((tag for tag in (f'"{digest}{_GZIP_SUFFIX}"', f'"{digest}"') if tag in tags), False)
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or changed_at is None or _is_fresh(changed_at):
        return False
    moment = parse_http_date_safe(since)
    return moment is not None and moment >= int(changed_at.timestamp())


def _is_fresh(changed_at: datetime.datetime) -> bool:
    """Whether the second of the last change still lasts: a date cannot tell a second change in it."""
    return time.time() < int(changed_at.timestamp()) + 1


def _last_modified(changed_at: datetime.datetime) -> int:
    """The second of the last change; while it lasts the one before, so that this answer is asked again."""
    return int(changed_at.timestamp()) - _is_fresh(changed_at)


@lru_cache(maxsize=64)
def _date(second: int) -> str:
    return http_date(second)
