"""The read API over HTTP: what a client, a browser on another origin and a shared cache see."""

import datetime
import gzip
import uuid
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.delivery.kept_lists import forget_lists
from cms.publishing import reading
from tests.factories.publishing import DocumentFactory, SubsiteFactory, raise_generation
from tests.unit.delivery.conftest import World

pytestmark = pytest.mark.django_db

LISTS = ["/api/v1/documents/", "/api/v1/sections/", "/api/v1/menus/", "/api/v1/sites/"]
EVERY = [*LISTS, "/api/v1/", "/api/v1/schema/", "/api/v1/by-path/?path=/tin-tuc/hop-bao/"]
PROBLEM = "application/problem+json"


def errors(response: Any) -> dict[str, str]:
    assert response.headers["Content-Type"] == PROBLEM
    return {error["parameter"]: error["message"] for error in response.json()["errors"]}


@pytest.mark.parametrize("url", LISTS)
def test_every_list_has_items_next_and_total(world: World, api: Client, url: str) -> None:
    assert set(api.get(url).json()) == {"items", "next", "total"}


@pytest.mark.parametrize("name", ["khong-phai-ma", "1", "x" * 300, "%00", "'", "hop-bao"])
def test_what_is_no_id_is_not_there_like_an_id_that_nothing_has(world: World, api: Client, name: str) -> None:
    unknown = api.get(f"/api/v1/documents/{uuid.UUID(int=0)}/")
    answer = api.get(f"/api/v1/documents/{name}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert {**answer.json(), "instance": ""} == {**unknown.json(), "instance": ""}


def test_a_document_carries_what_a_front_end_needs(world: World, api: Client) -> None:
    (item,) = api.get("/api/v1/documents/").json()["items"]
    assert item == {
        "content_id": str(world.article.content_id),
        "document_type": "article",
        "schema_version": 1,
        "locale": "vi",
        "served_locale": "vi",
        "site": "department",
        "path": "/tin-tuc/hop-bao/",
        "title": "Họp báo",
        "summary": "",
        "image": None,
        "first_published_at": item["published_at"],
        "published_at": item["updated_at"],
        "updated_at": world.article.updated_at.astimezone(datetime.timezone(datetime.timedelta(hours=7))).isoformat(),
        "translations": [
            {
                "locale": "en",
                "path": "/en/news/press-conference/",
                "title": "Press conference",
                "is_stale": False,
            }
        ],
        "breadcrumbs": [
            {"title": "Trang chủ", "path": "/", "type": "home", "locale": "vi"},
            {"title": "Tin tức", "path": "/tin-tuc/", "type": "section", "locale": "vi"},
        ],
        "details": {"html": "<p>Nội dung</p>", "blocks": []},
        "links": {
            "section": [
                {
                    "content_id": str(world.section.content_id),
                    "title": "Tin tức",
                    "path": "/tin-tuc/",
                    "type": "section",
                    "locale": "vi",
                }
            ],
            "department": [
                {
                    "content_id": str(world.unit.content_id),
                    "title": "Văn phòng",
                    "path": "/don-vi/van-phong/",
                    "type": "unit",
                    "locale": "vi",
                }
            ],
        },
    }


def test_the_three_ways_to_one_document_give_the_same(world: World, api: Client) -> None:
    (item,) = api.get("/api/v1/documents/").json()["items"]
    assert api.get(f"/api/v1/documents/{item['content_id']}/").json() == item
    assert api.get("/api/v1/by-path/", {"path": item["path"]}).json() == item


def test_a_renamed_unit_is_right_everywhere_at_once(world: World, api: Client) -> None:
    world.unit.title = "Văn phòng Sở"
    world.unit.save()
    raise_generation()
    (item,) = api.get("/api/v1/documents/").json()["items"]
    assert item["links"]["department"][0]["title"] == "Văn phòng Sở"


def test_a_link_to_something_not_public_expands_to_nothing(world: World, api: Client) -> None:
    hidden = str(world.unit.content_id)
    world.unit.delete()
    raise_generation()
    response = api.get("/api/v1/documents/")
    assert response.json()["items"][0]["links"]["department"] == []
    assert hidden not in response.content.decode()


def test_a_translation_is_stale_once_its_source_has_changed(world: World, api: Client) -> None:
    world.article.source_fingerprint = "another"
    world.article.save()
    raise_generation()
    (translation,) = api.get("/api/v1/documents/").json()["items"][0]["translations"]
    assert translation["is_stale"] is True


def test_english_links_to_english_and_says_where_it_cannot(world: World, api: Client) -> None:
    DocumentFactory(
        site=world.site,
        content_id=world.section.content_id,
        document_type="section",
        is_listed=False,
        locale="en",
        title="News",
        path="/en/news/",
    )
    item = api.get(f"/api/v1/documents/{world.article.content_id}/?locale=en").json()
    (section,), (unit,) = item["links"]["section"], item["links"]["department"]
    assert (section["title"], section["locale"]) == ("News", "en")
    assert (unit["title"], unit["locale"]) == ("Văn phòng", "vi")


def test_a_missing_language_is_not_found_unless_vietnamese_may_stand_in(world: World, api: Client) -> None:
    only_vi = DocumentFactory(site=world.site, title="Chỉ tiếng Việt")
    url = f"/api/v1/documents/{only_vi.content_id}/"
    assert api.get(url, {"locale": "en"}).status_code == 404
    served = api.get(url, {"locale": "en", "fallback": "vi"}).json()
    assert (served["title"], served["served_locale"]) == ("Chỉ tiếng Việt", "vi")


def test_a_moved_page_redirects_to_the_same_question_with_its_present_path(world: World, api: Client) -> None:
    response = api.get("/api/v1/by-path/", {"path": "/tin-cu/hop-bao/", "site": "department"})
    assert (response.status_code, response.json()["path"]) == (301, "/tin-tuc/hop-bao/")
    assert response.headers["Location"] == "/api/v1/by-path/?site=department&path=/tin-tuc/hop-bao/"
    assert api.get(response.headers["Location"]).json()["title"] == "Họp báo"


def test_a_moved_page_that_was_withdrawn_later_is_gone(world: World, api: Client) -> None:
    world.article.delete()
    raise_generation()
    assert api.get("/api/v1/by-path/", {"path": "/tin-cu/hop-bao/"}).status_code == 404
    from tests.factories.publishing import FormerAddressFactory

    FormerAddressFactory(
        site=world.site, path="/tin-tuc/hop-bao/", content_id=world.article.content_id, is_gone=True, reason="Rút"
    )
    response = api.get("/api/v1/by-path/", {"path": "/tin-cu/hop-bao/"})
    assert (response.status_code, response.json()["reason"]) == (410, "Rút")


def test_a_withdrawn_document_says_why_by_path_and_by_id(world: World, api: Client) -> None:
    for url in ("/api/v1/by-path/?path=/tin-tuc/da-go/", f"/api/v1/documents/{world.gone_id}/"):
        response = api.get(url)
        assert (response.status_code, response.headers["Content-Type"]) == (410, PROBLEM)
        assert response.json()["reason"] == "Hết hiệu lực"


def test_what_was_never_published_looks_the_same_whatever_it_is(world: World, api: Client) -> None:
    answers = [api.get(f"/api/v1/documents/{uuid.uuid4()}/") for _ in range(2)]
    bodies = [{**answer.json(), "instance": ""} for answer in answers]
    assert bodies[0] == bodies[1]
    assert {answer.status_code for answer in answers} == {404}


def test_sections_count_their_documents_and_empty_ones_are_listed(world: World, api: Client) -> None:
    DocumentFactory(
        site=world.site,
        document_type="section",
        is_listed=False,
        title="Lễ tân",
        path="/le-tan/",
        details={"key": "protocol", "number": "14", "parent": None, "content_kind": "article", "is_group": False},
    )
    page = api.get("/api/v1/sections/").json()
    assert [(item["key"], item["number"], item["document_count"]) for item in page["items"]] == [
        ("news", "2", 1),
        ("protocol", "14", 0),
    ]
    assert page["total"] == 2


def test_sections_come_in_the_order_of_their_numbers(world: World, api: Client) -> None:
    for number in ("10", "3.2", "3", "3.10", ""):
        key = f"s{number.replace('.', '-')}" if number else "unnumbered"
        details = {"key": key, "number": number, "parent": None, "content_kind": "article", "is_group": False}
        DocumentFactory(site=world.site, document_type="section", is_listed=False, details=details)
    found = [item["number"] for item in api.get("/api/v1/sections/").json()["items"]]
    assert found == ["2", "3", "3.2", "3.10", "10", ""]


def menu(world: World, items: list[dict[str, Any]]) -> None:
    DocumentFactory(
        site=world.site,
        document_type="menu",
        is_listed=False,
        path=None,
        title="main",
        details={"key": "main", "items": items},
        linked={"items": [uuid.UUID(item["content_id"]) for item in items]},
    )


def entry(content_id: object, section: str | None, **more: Any) -> dict[str, Any]:
    return {"content_id": str(content_id), "hide_when_empty": True, "section": section, "children": [], **more}


@pytest.mark.requirement("R025")
def test_a_menu_hides_empty_sections_and_what_is_not_public(world: World, api: Client) -> None:
    details = {"key": "empty", "number": "9", "parent": None, "content_kind": "article", "is_group": False}
    empty = DocumentFactory(site=world.site, document_type="section", is_listed=False, details=details)
    menu(
        world,
        [
            entry(world.section.content_id, "news"),
            entry(empty.content_id, "empty"),
            entry(uuid.uuid4(), None, children=[entry(world.unit.content_id, None, title="Liên hệ")]),
        ],
    )
    (found,) = api.get("/api/v1/menus/").json()["items"]
    assert [item["title"] for item in found["details"]["items"]] == ["Tin tức", "Liên hệ"]
    DocumentFactory(site=world.site, facets=[("section", "empty")])
    (found,) = api.get("/api/v1/menus/").json()["items"]
    assert [item["path"] for item in found["details"]["items"]] == ["/tin-tuc/", empty.path, "/don-vi/van-phong/"]


def test_short_lists_have_pages_too(world: World, api: Client) -> None:
    SubsiteFactory(key="ward")
    reading.forget()
    first = api.get("/api/v1/sites/?limit=1").json()
    second = api.get("/api/v1/sites/", {"limit": 1, "cursor": first["next"]}).json()
    assert [page["items"][0]["key"] for page in (first, second)] == ["department", "ward"]
    assert (first["total"], second["next"]) == (2, None)
    assert list(errors(api.get("/api/v1/sections/", {"cursor": first["next"]}))) == ["cursor"]


def test_the_host_names_the_site_and_a_parameter_another(world: World, api: Client) -> None:
    ward = SubsiteFactory(key="ward", hostname="ward.localhost")
    DocumentFactory(site=ward, title="Tin của phường")
    reading.forget()

    def titles(**kwargs: Any) -> list[str]:
        return [item["title"] for item in api.get("/api/v1/documents/", **kwargs).json()["items"]]

    assert titles(headers={"host": "ward.localhost"}) == ["Tin của phường"]
    assert titles(headers={"host": "unknown.localhost"}) == ["Họp báo"]
    assert titles(query_params={"site": "ward"}) == ["Tin của phường"]
    assert list(errors(api.get("/api/v1/documents/", {"site": "nobody"}))) == ["site"]


# Caching, origins, methods


@pytest.mark.parametrize("url", EVERY)
def test_an_unchanged_answer_is_304_by_tag_and_by_date(world: World, api: Client, url: str) -> None:
    raise_generation(datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1))
    first = api.get(url)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for header in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        again = api.get(url, headers={"if-none-match": header})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Vary"] == "Accept-Encoding"
    assert api.get(url, headers={"if-none-match": '"other"'}).status_code == 200
    if "Last-Modified" in first.headers:
        date = first.headers["Last-Modified"]
        assert api.get(url, headers={"if-modified-since": date}).status_code == 304
        # The tag decides where both are sent.
        both = {"if-modified-since": date, "if-none-match": '"other"'}
        assert api.get(url, headers=both).status_code == 200


def test_a_date_never_hides_a_change_of_the_same_second(world: World, api: Client) -> None:
    raise_generation(datetime.datetime.now(datetime.UTC))
    date = api.get("/api/v1/documents/").headers["Last-Modified"]
    DocumentFactory(site=world.site, title="Một giây sau")
    response = api.get("/api/v1/documents/", headers={"if-modified-since": date})
    assert response.status_code == 200
    assert response.json()["total"] == 2


def test_a_withdrawal_is_seen_through_both_validators(world: World, api: Client) -> None:
    """The newest `updated_at` of a list falls when an item goes: Last-Modified is the store's."""
    raise_generation(datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1))
    first = api.get("/api/v1/documents/")
    world.article.delete()
    raise_generation()
    for name, value in (
        ("if-none-match", first.headers["ETag"]),
        ("if-modified-since", first.headers["Last-Modified"]),
    ):
        assert api.get("/api/v1/documents/", headers={name: value}).json()["total"] == 0


def test_generation_and_version_are_not_part_of_the_tag(world: World, api: Client) -> None:
    before = api.get("/api/v1/documents/").headers["ETag"]
    world.article.version += 7
    world.article.save()
    raise_generation()
    assert api.get("/api/v1/documents/").headers["ETag"] == before


@pytest.mark.parametrize("url", EVERY)
def test_head_is_get_without_the_body(world: World, api: Client, url: str) -> None:
    get, head = api.get(url), api.head(url)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == get.headers[name], name


@pytest.mark.parametrize("url", EVERY)
def test_options_says_what_may_be_asked_and_from_where(world: World, api: Client, url: str) -> None:
    response = api.options(url, headers={"origin": "https://example.org", "access-control-request-method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in response.headers


@pytest.mark.parametrize("url", [*EVERY, "/api/v1/nothing/", "/api/", "/api/v1/documents/?limit=x"])
@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_nothing_varies_but_by_encoding_and_no_cookie_is_set(world: World, api: Client, url: str, method: str) -> None:
    headers = {
        "accept-language": "en",
        "cookie": "sessionid=x; csrftoken=y; django_language=en",
        "origin": "https://example.org",
    }
    response = getattr(api, method)(url, headers=headers)
    assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert not response.cookies
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Language" not in response.headers


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "*"])
def test_large_answers_are_packed_for_those_who_take_it(world: World, api: Client, accepted: str) -> None:
    DocumentFactory(site=world.site, summary="Sở Ngoại vụ " * 100)
    plain = api.get("/api/v1/documents/")
    packed = api.get("/api/v1/documents/", headers={"accept-encoding": accepted})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content)
    # Other bytes, another strong tag; either proves that the client has the content.
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
    for tag in (packed.headers["ETag"], plain.headers["ETag"]):
        headers = {"accept-encoding": "gzip", "if-none-match": tag}
        assert api.get("/api/v1/documents/", headers=headers).status_code == 304


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_others_get_it_as_it_is(world: World, api: Client, accepted: str) -> None:
    response = api.get("/api/v1/documents/", headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in response.headers
    assert response.headers["Vary"] == "Accept-Encoding"


def test_small_answers_are_not_packed(world: World, api: Client) -> None:
    assert "Content-Encoding" not in api.get("/api/v1/menus/", headers={"accept-encoding": "gzip"}).headers


def test_a_shared_cache_asks_each_time(world: World, api: Client) -> None:
    assert api.get("/api/v1/documents/").headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_readable_page_uses_our_own_assets_and_says_so_in_its_policy(world: World, api: Client) -> None:
    response = api.get("/api/v1/docs/")
    text = response.content.decode()
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "https://" not in text
    assert "http://" not in text
    assert "script-src 'self';" in response.headers["Content-Security-Policy"]
    assert "<style" not in text
    assert "<script>" not in text
    assert not response.cookies


def test_the_readable_page_is_only_read(world: World, api: Client) -> None:
    for method in ("post", "put", "patch", "delete", "trace"):
        response = getattr(api, method)("/api/v1/docs/")
        assert (response.status_code, response.headers["Content-Type"]) == (405, PROBLEM)
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    head, options = api.head("/api/v1/docs/"), api.options("/api/v1/docs/")
    assert (head.status_code, head.content) == (200, b"")
    assert (options.status_code, options.content, options.headers["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("question", ["section=zzz", "department=zzz", "topic=zzz"])
def test_a_key_that_nothing_carries_has_an_empty_list(world: World, api: Client, question: str) -> None:
    response = api.get(f"/api/v1/documents/?{question}")
    assert (response.status_code, response.json()) == (200, {"items": [], "next": None, "total": 0})
    assert "Last-Modified" not in response.headers
    again = api.get(f"/api/v1/documents/?{question}", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


# Failures


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(world: World, api: Client, method: str) -> None:
    response = getattr(api, method)("/api/v1/documents/")
    assert (response.status_code, response.headers["Content-Type"]) == (405, PROBLEM)
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["status"] == 405


@pytest.mark.parametrize("url", ["/api/v1/nothing/", "/api/v1/documents/x/y/z/", "/api/", "/api/v2/documents/"])
def test_every_unknown_address_is_a_problem(world: World, api: Client, url: str) -> None:
    response = api.get(url)
    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)
    assert response.json()["instance"] == url


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/json", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("application/*", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("nonsense", 406),
    ],
)
def test_only_json_is_spoken(world: World, api: Client, accept: str, status: int) -> None:
    response = api.get("/api/v1/documents/", headers={"accept": accept})
    assert response.status_code == status
    if status == 406:
        assert response.headers["Content-Type"] == PROBLEM


def test_a_fault_of_ours_is_a_problem_without_a_stack(
    world: World, api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(reading, "documents", broken)
    api.raise_request_exception = False
    response = api.get("/api/v1/documents/")
    assert (response.status_code, response.headers["Content-Type"]) == (500, PROBLEM)
    assert "secret detail" not in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_a_database_that_is_away_is_said_to_be_so(world: World, api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(reading, "documents", away)
    response = api.get("/api/v1/documents/")
    assert (response.status_code, response.headers["Content-Type"]) == (503, PROBLEM)
    assert response.headers["Retry-After"] == "5"
    assert "closed the connection" not in response.content.decode()


def test_a_wrong_host_is_a_problem(world: World, api: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    response = api.get("/api/v1/documents/", headers={"host": "evil.example"})
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)
    assert "evil" not in response.content.decode()


def test_problems_speak_vietnamese_and_english_on_request(world: World, api: Client) -> None:
    english = api.get("/api/v1/documents/?locale=en&limit=x").json()
    vietnamese = api.get("/api/v1/documents/?limit=x").json()
    assert english["errors"] == [{"parameter": "limit", "message": "Give a whole number from 1 to 100."}]
    assert vietnamese["errors"] == [{"parameter": "limit", "message": "Hãy nhập số nguyên từ 1 đến 100."}]
    assert vietnamese["title"] == "Yêu cầu không hợp lệ"


def test_every_wrong_parameter_is_named_at_once(world: World, api: Client) -> None:
    found = errors(api.get("/api/v1/documents/?limit=0&from=2026-02-30&colour=red&site=department&site=x"))
    assert list(found) == ["limit", "from", "colour", "site"]


def test_a_period_that_ends_before_it_begins_is_refused(world: World, api: Client) -> None:
    assert list(errors(api.get("/api/v1/documents/?from=2026-03-02&to=2026-03-01"))) == ["to"]


def test_a_path_is_required_and_named(world: World, api: Client) -> None:
    assert list(errors(api.get("/api/v1/by-path/"))) == ["path"]


def test_a_decomposed_parameter_finds_what_is_stored_composed(world: World, api: Client) -> None:
    DocumentFactory(site=world.site, path="/hộ-chiếu/", title="Hộ chiếu")
    decomposed = "/ho\u0323\u0302-chie\u0302\u0301u/"
    assert api.get("/api/v1/by-path/", {"path": decomposed}).json()["title"] == "Hộ chiếu"


# Cost


@pytest.mark.parametrize(
    ("url", "most", "again"),
    [
        ("/api/v1/documents/", 3, 1),
        ("/api/v1/documents/?section=news&limit=100", 3, 1),
        ("/api/v1/documents/?locale=en&fallback=vi", 3, 1),
        ("/api/v1/documents/{id}/", 3, 2),
        ("/api/v1/by-path/?path=/tin-tuc/hop-bao/", 3, 2),
    ],
)
def test_a_read_costs_at_most_three_queries_even_in_a_fresh_process(
    world: World, api: Client, url: str, most: int, again: int
) -> None:
    reading.forget()
    forget_lists()
    with CaptureQueriesContext(connection) as cold:
        assert api.get(url.format(id=world.article.content_id)).status_code == 200
    with CaptureQueriesContext(connection) as warm:
        api.get(url.format(id=world.article.content_id))
    assert len(cold) <= most, [query["sql"][:200] for query in cold]
    assert len(warm) == again


def test_a_document_without_links_costs_two_queries(world: World, api: Client) -> None:
    alone = DocumentFactory(site=world.site)
    api.get("/api/v1/")
    api.get("/api/v1/documents/")
    with CaptureQueriesContext(connection) as queries:
        api.get(f"/api/v1/documents/{alone.content_id}/")
    assert len(queries) == 2


@pytest.mark.parametrize("url", ["/api/v1/sections/", "/api/v1/menus/", "/api/v1/sites/"])
def test_short_lists_cost_one_query_until_the_store_changes(world: World, api: Client, url: str) -> None:
    api.get(url)
    with CaptureQueriesContext(connection) as queries:
        api.get(url)
    assert len(queries) == 1


def test_what_is_published_is_visible_in_the_next_answer(world: World, api: Client) -> None:
    api.get("/api/v1/documents/")
    DocumentFactory(site=world.site, title="Mới", facets=[("section", "news")])
    assert api.get("/api/v1/documents/").json()["items"][0]["title"] == "Mới"
    assert api.get("/api/v1/sections/").json()["items"][0]["document_count"] == 2
