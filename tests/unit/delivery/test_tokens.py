"""A token changes who is counted and what is refused, never what the public is answered."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.api import throttling
from cms.tokens.actions import revoke_token
from tests.factories.publishing import SubsiteFactory
from tests.factories.tokens import a_token, bearer
from tests.unit.delivery.conftest import World

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
PUBLIC = [
    "/api/v1/documents/",
    "/api/v1/sections/",
    "/api/v1/menus/",
    "/api/v1/sites/",
    "/api/v1/",
    "/api/v1/schema/",
    "/api/v1/by-path/?path=/tin-tuc/hop-bao/",
]
CACHING = ("ETag", "Cache-Control", "Vary", "Last-Modified", "Content-Type", "Access-Control-Allow-Origin")


def refusal(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="cong", error=')
    return answer.status_code, answer.json()["detail"]


@pytest.mark.parametrize("url", PUBLIC)
def test_the_public_gets_the_same_bytes_and_the_same_headers_with_and_without_a_token(
    world: World, api: Client, url: str
) -> None:
    """So whatever a cache keeps of the one is right for the other; nothing varies by who asks."""
    _token, text = a_token(world.site)
    with_token, without = api.get(url, headers=bearer(text)), api.get(url)
    assert with_token.status_code == without.status_code == 200
    assert with_token.content == without.content
    assert [with_token.headers.get(name) for name in CACHING] == [without.headers.get(name) for name in CACHING]
    assert "Authorization" not in without.headers.get("Vary", "")
    assert api.get(url, headers=bearer(text) | {"if-none-match": without.headers["ETag"]}).status_code == 304


def test_an_anonymous_read_costs_what_it_did(world: World, api: Client) -> None:
    api.get("/api/v1/documents/")
    with CaptureQueriesContext(connection) as kept:
        api.get("/api/v1/documents/")
    with CaptureQueriesContext(connection) as one:
        api.get(f"/api/v1/documents/{world.article.content_id}/")
    assert (len(kept), len(one)) == (1, 2)
    _token, text = a_token(world.site)
    api.get("/api/v1/documents/", headers=bearer(text))
    with CaptureQueriesContext(connection) as known:
        api.get("/api/v1/documents/", headers=bearer(text))
    assert len(known) == 2, "and one to know the token"


HEADERS = [
    "", "Bearer", "Bearer ", "Bearer x", "Bearer cong_aaaaaaaaaa_" + "a" * 40, "Basic YTpi", "Token abc", "Bearer ộ",
    "Bearer " + "a" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("url", PUBLIC)
def test_whoever_shows_something_and_is_not_known_is_never_taken_for_anonymous(
    world: World, api: Client, url: str
) -> None:
    for header in HEADERS:
        answer = api.get(url, headers={"authorization": header.encode().decode("latin-1")})
        assert refusal(answer) == (401, "Mã truy cập này không hợp lệ."), header


def test_a_revoked_an_expired_and_a_foreign_token_are_told_why(world: World, api: Client) -> None:
    token, text = a_token(world.site)
    revoke_token(token=token, by=None, at=timezone.now())
    assert refusal(api.get("/api/v1/documents/", headers=bearer(text))) == (401, "Mã truy cập này đã bị thu hồi.")
    english = api.get("/api/v1/documents/?locale=en", headers=bearer(text))
    assert refusal(english) == (401, "This access token has been revoked.")

    old, text = a_token(world.site, at=timezone.now() - datetime.timedelta(days=60))
    status, told = refusal(api.get("/api/v1/documents/", headers=bearer(text)))
    assert (status, old.expires_on.strftime("%d/%m/%Y") in told) == (401, True)

    ward = SubsiteFactory(key="ward", is_default=False)
    _token, text = a_token(ward, name="Phường")
    foreign = api.get("/api/v1/documents/?site=department", headers=bearer(text))
    assert refusal(foreign) == (403, "Mã truy cập này chỉ dùng cho trang “ward”.")
    assert api.get("/api/v1/documents/?site=ward", headers=bearer(text)).status_code == 200
    for url in ("/api/v1/sections/", "/api/v1/menus/", "/api/v1/sites/", "/api/v1/by-path/?path=/&"):
        address = f"{url}{'' if url.endswith('&') else '?'}site=department"
        assert api.get(address, headers=bearer(text)).status_code == 403, url


def test_a_token_for_previews_alone_does_not_read_documents(world: World, api: Client) -> None:
    _token, text = a_token(world.site, scopes=("preview",))
    assert refusal(api.get("/api/v1/documents/", headers=bearer(text)))[0] == 403


def test_a_token_is_counted_for_itself_and_a_guesser_by_address(
    world: World, api: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_THROTTLE_PER_MINUTE = 2
    settings.API_THROTTLE_FILE = tmp_path / "counters"
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_015.0)
    _token, text = a_token(world.site)
    assert [api.get("/api/v1/", headers=bearer(text)).status_code for _ in range(3)] == [200, 200, 429]
    assert api.get("/api/v1/").status_code == 200, "the address has not asked yet"
    elsewhere = api.get("/api/v1/", headers=bearer(text), REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 429, "the same token from another address"
    guesses = [api.get("/api/v1/", headers=bearer("x"), REMOTE_ADDR="192.0.2.7").status_code for _ in range(3)]
    assert guesses == [401, 401, 429]


def test_a_browser_may_ask_with_a_token(api: Client, world: World) -> None:
    allowed = api.options("/api/v1/documents/").headers["Access-Control-Allow-Headers"]
    assert "Authorization" in allowed
