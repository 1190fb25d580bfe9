"""“Xem trước ở trang ngoài”, clicked: from the form in the admin to a draft on a front end of another origin."""

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.urls import reverse

from cms.subsites.actions import set_outside_preview, sync_access
from news.models import ArticlePage
from tests.factories.accounts import PASSWORD
from tests.factories.media import ImageFactory
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import picture_value
from tests.factories.tokens import a_token, bearer

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300),
    pytest.mark.usefixtures("database_beside_the_browser"),
]  # fmt: skip

# A front end as docs/api.md tells to write one: the token never leaves the browser but in a header to its own server.
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Xem trước</title>
<main><h1></h1><p id="summary"></p><img alt=""><p id="wrong"></p></main>
<script>
  const token = location.hash.replace("#preview=", "");
  history.replaceState(null, "", location.pathname);
  fetch("/draft", {headers: {"X-Preview-Token": token}, cache: "no-store"}).then(async (answer) => {
    const draft = await answer.json();
    if (!answer.ok) { document.getElementById("wrong").textContent = draft.detail; return; }
    document.querySelector("h1").textContent = draft.title;
    document.getElementById("summary").textContent = draft.summary;
    document.querySelector("img").src = draft.origin + draft.details.blocks[0].value.src;
  });
</script></html>"""


@dataclass
class FrontEnd:
    """A front end on a port of its own, with its API token, and what reached it."""

    api: str
    program: str
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.server_port}/preview"

    def draft(self, token: str) -> tuple[int, bytes]:
        headers = bearer(self.program) | {"X-Preview-Token": token}
        request = urllib.request.Request(f"{self.api}/api/v1/preview/", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return 200, json.dumps({**json.load(answer), "origin": self.api}).encode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read()


class Asked(BaseHTTPRequestHandler):
    front: FrontEnd

    def do_GET(self) -> None:
        self.front.asked.append((self.path, self.headers.get("Referer")))
        if self.path == "/draft":
            status, body = self.front.draft(self.headers["X-Preview-Token"])
            kind = "application/json"
        else:
            status, body, kind = 200, PAGE.encode(), "text/html; charset=utf-8"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def room() -> Newsroom:
    made = a_newsroom()
    sync_access(subsite=made.site.subsite, by=None, at=AT)
    return made


@pytest.fixture
def front(live_server: Any, room: Newsroom) -> Iterator[FrontEnd]:
    _row, program = a_token(room.site.subsite, scopes=("preview",))
    made = FrontEnd(api=live_server.url, program=program)
    made.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Asked,), {"front": made}))
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    set_outside_preview(subsite=room.site.subsite, address=made.address, token_place="fragment", by=None, at=AT)
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture
def article(room: Newsroom) -> ArticlePage:
    page = room.draft(
        title="Bản nháp xem ở trang ngoài",
        summary="Chưa ai duyệt.",
        body=[{"type": "image", "value": picture_value(ImageFactory(size=(64, 48)).pk)}],
    )
    page.get_latest_revision() or page.save_revision(user=room.writer)
    return page


def test_a_click_shows_the_saved_draft_with_its_picture_on_the_other_site(
    browser: Any, live_server: Any, room: Newsroom, front: FrontEnd, article: ArticlePage
) -> None:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    tab = context.new_page()
    tab.goto("/admin/login/")
    tab.fill("input[name=username]", room.writer.username)
    tab.fill("input[name=password]", PASSWORD)
    tab.click("button[type=submit]")
    tab.wait_for_url("**/admin/")
    tab.goto(reverse("wagtailadmin_pages:edit", args=(article.pk,)), wait_until="load")
    tab.get_by_role("button", name="Thao tác").first.click()
    with context.expect_page() as opened:
        tab.get_by_role("link", name="Xem trước ở trang ngoài").click()
    outside = opened.value
    outside.get_by_role("heading", name="Bản nháp xem ở trang ngoài").wait_for()
    assert outside.inner_text("#summary") == "Chưa ai duyệt."
    outside.wait_for_function("() => document.querySelector('img').naturalWidth > 0")
    # Nothing of the token lies about: not in the address, not with the front end's server, not in a Referer.
    assert outside.url == front.address
    assert outside.evaluate("() => [window.opener, document.referrer]") == [None, ""]
    pages = [(path, referer) for path, referer in front.asked if path != "/favicon.ico"]
    assert pages == [("/preview", None), ("/draft", front.address)]
    # Opened again without a token, the address shows nothing.
    outside.reload()
    outside.locator("#wrong").filter(has_text=re.compile(r"\w")).wait_for()
    assert outside.inner_text("h1") == ""
    context.close()
