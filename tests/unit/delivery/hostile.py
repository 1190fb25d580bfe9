"""Values no honest client sends, for every parameter of every address of the API."""

import itertools
from collections.abc import Iterator
from urllib.parse import quote

from cms.delivery import parameters
from cms.delivery.urls import urlpatterns

ADDRESSES = {
    "/api/v1/documents/": parameters.DOCUMENTS,
    "/api/v1/documents/2f0c3f0e-6d0a-4f0e-8a1b-000000000000/": parameters.DOCUMENT,
    "/api/v1/procedures/": parameters.PROCEDURES,
    "/api/v1/procedures/1.001193/": parameters.DOCUMENT,
    "/api/v1/by-path/": parameters.BY_PATH,
    "/api/v1/sections/": parameters.SHORT_LIST,
    "/api/v1/menus/": parameters.SHORT_LIST,
    "/api/v1/sites/": parameters.SHORT_LIST,
    "/api/v1/": parameters.NONE,
    "/api/v1/schema/": parameters.NONE,
    "/api/v1/search/": parameters.SEARCH,
    "/api/v1/search/suggest/": parameters.SUGGEST,
    "/api/v1/preview/": parameters.PREVIEW,
}
assert len(ADDRESSES) == len(urlpatterns) - 2, "a new address needs its hostile values (docs/ and unknown have none)"

TEXTS = [
    "", " ", "\x00", "a\x00b", "%00", "\r\nSet-Cookie: a=b", "\u202eabc", "\u200b", "\ufeff", "\ue000", "\U0001f600",
    "'", '"', "' OR 1=1 --", "1; DROP TABLE x", "%", "_", "*", "\\", "{}", "[]", "{{7*7}}", "${7*7}", "<script>",
    "../../etc/passwd", "//evil.example/", "/\\evil", "http://evil.example/", "javascript:alert(1)", "file:///",
    "0", "-0", "-1", "+1", "1.0", "1e3", "0x10", "1_000", " 1", "1 ", "٣", "１", "²", "①", "൩", "NaN", "Infinity",
    "null", "None", "true", "undefined", "101", "1000000", str(10**9), str(10**30), "9" * 4500, "-" + "9" * 400,
    "2026-13-01", "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "20260101", "2026-W01-1",
    "2026-1-1", "２０２６-01-01", "2026-01-01T00:00:00", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00+99:99", "yesterday", "now()",
    "00000000-0000-0000-0000-00000000000", "00000000000000000000000000000000", "{00000000-0000-0000-0000-000000000000}",
    "urn:uuid:00000000-0000-0000-0000-000000000000", "g0000000-0000-0000-0000-000000000000",
    ",", ",,,,", "a," * 60, "vi,en", "VI", "vi ", "en\n", "vi-VN", "published_at,id", "-id", "password", "random", "?",
    "owner__password", "published_at__lt", "a" * 201, "ộ" * 201, "a" * 9000, "/" + "a/" * 400, "o\u0323\u0302" * 300,
    "AAAA", "====", "a" * 400, "-_-_", "eyJhbGciOiJub25lIn0.e30.", "/tin?x=1", "/tin#x", "tin/",
]  # fmt: skip
RAW = [
    "%ff", "%c0%af", "%ed%a0%80", "%ed%bf%bf", "%f4%90%80%80", "%", "%2", "%zz", "%u0041", "\xff\xfe", "%80", "%e1%bb",
    "+", "%20%20", "%0a", "%09", "%7f", "%c2%85", "%1b%5b31m", "%25%30%30", "&&&&", "=", "==", ";a=b", "%26x%3d1",
]  # fmt: skip
NAMES = [
    "limit[]", "limit[$gt]", "__proto__", "constructor", "fields", "offset", "page", "search", "format", "callback",
    "id", "pk", "page_id", "by_id", "version", "title__startswith", "published_at__gte", "LIMIT", "limit ", "%00",
    "\xff", "%ff", "a" * 300, "", "_", "draft", "preview", "token", "order_by", "expand", "_method", "locale.code",
]  # fmt: skip


Case = tuple[str, str, tuple[str, ...]]  # address, query string, the parameters that may be to blame


def queries() -> Iterator[Case]:
    """One hostile parameter, or one name that nobody knows, in every address."""
    for address, query, name in _single():
        needs_path = address.endswith("by-path/") and name != "path"
        yield address, f"path=/x/&{query}" if needs_path else query, (name,)


def _single() -> Iterator[tuple[str, str, str]]:
    for address, known in ADDRESSES.items():
        for name in known.names():
            for value in itertools.chain((quote(text, safe="") for text in TEXTS), RAW):
                yield address, f"{name}={value}", name
            yield address, f"{name}=vi&{name}=vi", name
            yield address, name, name
        for name in NAMES:
            yield address, f"{name}=1", name
    yield "/api/v1/documents/", "&".join(f"x{number}=1" for number in range(500)), "x0"
    yield "/api/v1/documents/", "&".join(f"limit={number}" for number in range(500)), "limit"
    yield "/api/v1/documents/", "a" * 60_000, "a" * 60
    yield "/api/v1/documents/", "limit=" + "1" * 60_000, "limit"


def pairs() -> Iterator[Case]:
    """Two hostile parameters at once, of the address that has most."""
    names = parameters.DOCUMENTS.names()
    values = [quote(text, safe="") for text in TEXTS[::4]] + RAW[::4]
    for first, second in itertools.permutations(names, 2):
        for value, other in zip(values, reversed(values), strict=True):
            yield "/api/v1/documents/", f"{first}={value}&{second}={other}", (first, second)
