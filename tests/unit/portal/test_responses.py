"""Compression, revalidation and what is never sent."""

import gzip
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from cms.portal import responses
from cms.portal.responses import rendered
from tests.unit.portal.conftest import Get

PAGES = ("/", "/news/", "/news/bai-0/", "/en/news/bai-0/", "/rss/all.xml", "/sitemap.xml", "/robots.txt")


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_who_has_the_page_gets_304(get: Get, path: str) -> None:
    first = get(path)
    again = get(path, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert again["ETag"] == first["ETag"]


def test_another_etag_gets_the_page(get: Get) -> None:
    assert get("/news/", **{"if-none-match": 'W/"other"'}).status_code == 200


def test_a_document_is_as_old_as_the_last_change_of_the_store(get: Get) -> None:
    assert get("/news/bai-0/")["Last-Modified"] == "Wed, 18 Nov 2026 01:05:00 GMT"
    assert get("/news/bai-0/", **{"if-modified-since": "Wed, 18 Nov 2026 01:05:00 GMT"}).status_code == 304
    assert get("/news/bai-0/", **{"if-modified-since": "Wed, 18 Nov 2026 01:04:59 GMT"}).status_code == 200
    assert datetime(2026, 11, 18, 1, 5, tzinfo=UTC)


def test_a_change_of_this_very_second_is_not_revalidated_by_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change in the same second would have the same date."""
    changed = datetime(2026, 11, 18, 1, 5, tzinfo=UTC)
    page = rendered("x", last_modified=changed)
    now = "Wed, 18 Nov 2026 01:05:00 GMT"
    request = RequestFactory().get("/", headers={"if-modified-since": now})

    monkeypatch.setattr(responses.time, "time", lambda: changed.timestamp() + 0.9)
    fresh = responses.sent(request, page)
    assert (fresh.status_code, fresh["Last-Modified"]) == (200, "Wed, 18 Nov 2026 01:04:59 GMT")
    monkeypatch.setattr(responses.time, "time", lambda: changed.timestamp() + 1)
    assert responses.sent(request, page).status_code == 304


@pytest.mark.parametrize("path", PAGES)
def test_gzip_says_the_same_as_plain(get: Get, path: str) -> None:
    plain, packed = get(path), get(path, **{"accept-encoding": "gzip, br"})
    if "Content-Encoding" in packed:
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) < len(plain.content)
    else:
        assert len(plain.content) < 400
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert packed["Content-Length"] == str(len(packed.content))


@pytest.mark.parametrize("path", [*PAGES, "/khong-co/", "/da-go/", "/dia-chi-cu/"])
def test_no_page_sets_a_cookie_or_varies_by_reader(get: Get, path: str) -> None:
    answer = get(path)
    assert not answer.cookies
    assert answer["Vary"] == "Accept-Encoding"


def test_head_has_the_headers_of_get_and_no_body(source: object) -> None:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    head, full = client.head("/news/bai-0/"), client.get("/news/bai-0/")
    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (full["ETag"], full["Content-Length"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_page_only_answers_reads(source: object, method: str) -> None:
    from django.test import Client

    assert getattr(Client(headers={"host": "localhost"}), method)("/news/").status_code == 405


def test_the_same_page_is_the_same_bytes(get: Get) -> None:
    assert get("/news/bai-0/").content == get("/news/bai-0/").content


@pytest.mark.parametrize("path", [*PAGES, "/khong-co/"])
def test_the_policy_lets_no_inline_script_or_style_run(get: Get, path: str) -> None:
    policy = get(path)["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "nonce-" not in policy  # nothing inline to let run, so two answers never differ
