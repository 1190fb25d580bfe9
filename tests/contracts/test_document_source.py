"""What every DocumentSource owes its portal: one suite, run against both adapters over the same store.

`local` reads the store; `http` reads it through the public API of a running server.
"""

import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread
from django.utils import timezone

from cms.portal.source.http import HttpSource
from cms.portal.source.local import LocalSource
from cms.portal.source.port import (
    CatalogueQuery,
    Document,
    DocumentSource,
    Gone,
    InvalidCursor,
    ListingQuery,
    Missing,
    Redirect,
    SearchQuery,
    SourceAway,
)
from cms.publishing import reading
from search.actions import rebuild_index
from search.answers import forget_answers
from search.backends import embedded, engine
from tests.factories.portal import content_id, documents
from tests.factories.portal_store import fill_store

pytestmark = pytest.mark.django_db

QUERY = ListingQuery(site="department", locale="vi", section="news", limit=20)


@pytest.fixture
def store(db: None) -> Iterator[None]:
    """The fixture site in the store of this test's transaction."""
    reading.forget()
    fill_store()
    yield
    reading.forget()


class _Plain:
    """The application without the static files that Django's test server adds."""

    def __init__(self, application: Any) -> None:
        self.application = WSGIHandler()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.application(environ, start_response)


class _Server(ThreadedWSGIServer):
    def _close_connections(self) -> None:
        """The connection is the test's own, and stays."""


class _Thread(LiveServerThread):
    server_class = _Server


@pytest.fixture
def api(store: None) -> Iterator[str]:
    """The public API over a real socket; its threads share the connection, and so the transaction, of the test."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    server = _Thread("127.0.0.1", _Plain, connections_override={"default": connection})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    connection.dec_thread_sharing()


@pytest.fixture
def local(store: None) -> LocalSource:
    return LocalSource()


@pytest.fixture
def http(api: str) -> Iterator[HttpSource]:
    with closing(HttpSource(api)) as source:
        yield source


@pytest.fixture(params=["local", "http"])
def source(request: pytest.FixtureRequest) -> DocumentSource:
    found: DocumentSource = request.getfixturevalue(request.param)
    return found


def test_it_knows_the_sites_the_default_first(source: DocumentSource) -> None:
    sites = source.sites()
    assert [(site.key, site.hostname, site.theme) for site in sites] == [
        ("department", "localhost", "department"),
        ("city", "city.localhost", "city"),
    ]
    assert sites[0].is_default
    assert sites[0].title("en") == "Song Huong City Department of Foreign Affairs"
    assert sites[0].homes == {"vi": "/", "en": "/en/"}
    assert sites[1].homes == {"vi": "/"}


def test_an_address_gives_its_document(source: DocumentSource) -> None:
    document = source.by_path(site="department", path="/news/bai-0/")
    assert isinstance(document, Document)
    assert (document.document_type, document.locale, document.site) == ("article", "vi", "department")
    assert document.title == "Đoàn đại biểu thành phố dự hội nghị hợp tác các tỉnh biên giới lần thứ mười hai"
    assert document.published_at.isoformat(timespec="minutes") == "2026-11-18T08:05+07:00"
    assert document.section is not None
    assert document.section.path == "/news/"
    assert [each.path for each in document.translations] == ["/en/news/bai-0/"]
    assert document.details["lead_image"]["credit"] == "Văn phòng Sở"
    assert document.changed_at is not None


def test_an_address_says_why_there_is_nothing(source: DocumentSource) -> None:
    assert source.by_path(site="department", path="/dia-chi-cu/") == Redirect(path="/news/bai-0/")
    assert source.by_path(site="department", path="/da-go/") == Gone(reason="Nội dung đã hết hiệu lực.")
    for path in ("/khong-co/", "/", "/a b/", "/" + "x" * 690 + "/", "/ạ/", "/news/../", "x"):
        if path != "/":
            assert source.by_path(site="department", path=path) == Missing(), path


def test_a_site_shows_nothing_of_another(source: DocumentSource) -> None:
    assert source.by_path(site="city", path="/news/bai-0/") == Missing()
    assert source.listing(replace(QUERY, site="city")).total == 0


def test_a_listing_is_walked_once_to_its_end(source: DocumentSource) -> None:
    seen: list[str] = []
    query = QUERY
    while True:
        page = source.listing(query)
        seen += [item.path for item in page.items]
        if page.next is None:
            break
        query = replace(QUERY, cursor=page.next)
    assert page.total == len(seen) == len(set(seen)) == 47
    assert seen[0] == "/news/bai-0/"
    assert [item.path for item in source.listing(replace(QUERY, oldest_first=True, limit=1)).items] == [seen[-1]]


def test_a_listing_holds_the_days_asked_both_included(source: DocumentSource) -> None:
    day = date(2026, 11, 9)
    found = source.listing(replace(QUERY, from_day=day, to_day=day))
    assert [item.path for item in found.items] == ["/news/bai-1/"]
    assert source.listing(replace(QUERY, from_day=date(2027, 1, 1), to_day=date(2027, 12, 31))).total == 0


def test_cards_have_no_details(source: DocumentSource) -> None:
    full, card = (source.listing(replace(QUERY, limit=1, as_cards=flag)).items[0] for flag in (False, True))
    assert full.details["origin"] == "original"
    assert card == replace(full, details={})


def test_ids_give_what_is_public_of_them_in_vietnamese_where_need_be(source: DocumentSource) -> None:
    ids = [uuid.UUID(content_id(name)) for name in ("article/0", "article/2", "khong-co")]
    found = source.listing(ListingQuery(site="department", locale="en", ids=ids))
    assert {(item.path, item.locale) for item in found.items} == {("/en/news/bai-0/", "en"), ("/consular/bai-2/", "vi")}


@pytest.mark.parametrize("cursor", ["x", "12", "a" * 500, "é", "\x00", "' OR 1=1"])
def test_a_cursor_that_was_never_given_out_is_refused(source: DocumentSource, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        source.listing(replace(QUERY, cursor=cursor))


def test_every_open_section_is_there_with_its_count(source: DocumentSource) -> None:
    sections = {section.key: section for section in source.sections(site="department", locale="vi")}
    assert sections["news"].document_count == 47
    assert sections["gallery"].document_count == 0
    assert sections["documents"].parent == "direction"
    assert sections["procedures"].content_kind == "procedure"
    assert next(iter(sections)) == "about"


def test_menus_lead_to_what_is_public(source: DocumentSource) -> None:
    menus = source.menus(site="department", locale="vi")
    assert [item.link.path for item in menus["main"]][:2] == ["/gallery/", "/questions/"] or menus["main"]
    assert all(item.link.path.startswith("/") for item in menus["main"])


def test_a_site_that_is_not_there_is_a_source_that_is_away(source: DocumentSource) -> None:
    with pytest.raises(SourceAway):
        source.sections(site="no-such-site", locale="vi")


def test_both_adapters_say_the_same(local: LocalSource, http: HttpSource) -> None:
    assert local.sites() == http.sites()
    for locale in ("vi", "en"):
        assert local.sections(site="department", locale=locale) == http.sections(site="department", locale=locale)
        assert local.menus(site="department", locale=locale) == http.menus(site="department", locale=locale)
        query = ListingQuery(site="department", locale=locale, limit=100)
        assert local.listing(query) == http.listing(query)
    for item in documents():
        here, there = (each.by_path(site="department", path=item["path"]) for each in (local, http))
        assert isinstance(here, Document)
        assert isinstance(there, Document)
        assert replace(here, changed_at=None) == replace(there, changed_at=None)


def test_pages_are_the_same_bytes_from_both(
    local: LocalSource, http: HttpSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import Client

    from cms.portal.source import selection

    client = Client(headers={"host": "localhost:8000"})
    others = ["/khong-co/", "/da-go/", "/dia-chi-cu/", "/rss/", "/rss/all.xml", "/atom/news.xml", "/sitemap.xml",
              "/sitemap-vi.xml", "/sitemap-vi-2026.xml", "/robots.txt", "/news/?year=2026", "/news/bai-1/?view=print",
              "/news/bai-0", "/news/?cursor=x"]  # fmt: skip
    for path in [*{item["path"] for item in documents()}, *others]:
        answers = []
        for source in (local, http):
            monkeypatch.setattr(selection, "source_at", lambda place, source=source: source)
            answer = client.get(path)
            answers.append((answer.status_code, answer.get("Location"), answer.content))
        assert answers[0] == answers[1], path


@pytest.fixture
def index(store: None, settings: Any, tmp_path: Any) -> Iterator[None]:
    """The fixture site, searchable."""
    settings.SEARCH_DIR = tmp_path / "search"
    engine.cache_clear()
    forget_answers()
    rebuild_index(backend=embedded(), at=timezone.now())
    yield
    embedded().close()
    engine.cache_clear()
    forget_answers()


SEARCH = SearchQuery(site="department", locale="vi", text="hoi nghi hop tac", limit=5)


def test_a_search_finds_and_is_walked_to_its_end(index: None, source: DocumentSource) -> None:
    first = source.search(SEARCH)
    assert first.items[0].document.title.startswith("Đoàn đại biểu thành phố dự hội nghị hợp tác")
    assert "<mark>hội nghị hợp tác</mark>" in first.items[0].title_html
    assert first.total >= len(first.items) == 5
    second = source.search(replace(SEARCH, cursor=first.next))
    assert not {item.document.path for item in first.items} & {item.document.path for item in second.items}
    with pytest.raises(InvalidCursor):
        source.search(replace(SEARCH, cursor="12"))


def test_a_search_is_narrowed_by_what_it_counts(index: None, source: DocumentSource) -> None:
    sections = source.search(SEARCH).facets["section"]
    one = sections[-1]
    assert source.search(replace(SEARCH, filters={"section": one.value})).total == one.count


@pytest.mark.parametrize("name", ["level", "online_level", "life_event", "type"])
def test_a_filter_that_no_list_has_finds_nothing(index: None, source: DocumentSource, name: str) -> None:
    """The API refuses it; a reader's mistyped address is no outage."""
    found = source.search(replace(SEARCH, filters={name: "galaxy"}))
    assert (found.items, found.total, found.next) == ([], 0, None)
    catalogue = source.catalogue(CatalogueQuery(site="department", locale="vi", filters=((name, "galaxy"),)))
    assert (catalogue.listing.items, catalogue.listing.total) == ([], 0)


def test_both_adapters_search_alike(index: None, local: LocalSource, http: HttpSource) -> None:
    for text in ("hoi nghi", "hooj nghij", "thu tuc", "zzzz", "", '"*'):
        asked = replace(SEARCH, text=text)
        assert local.search(asked) == http.search(asked), text
    assert local.suggest(site="department", locale="vi", text="thu") == http.suggest(
        site="department", locale="vi", text="thu"
    )
