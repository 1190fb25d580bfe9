"""The catalogue over HTTP: its order, its filters, its pages, and one procedure by key or code."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.delivery.kept_lists import forget_lists
from cms.pages.actions import publish_latest, withdraw
from cms.publishing import reading
from cms.publishing.models import FormerName, PublishedDocument
from cms.publishing.reading.catalogue import LISTED
from cms.publishing.registry import closed_values
from cms.publishing.repairing import rebuild
from cms.translation.gate import is_vietnamese
from procedures import record as r
from tests.contracts.test_openapi import check_against
from tests.factories.pages import AT, ASite
from tests.factories.procedures import a_catalogue, a_procedure, full_record

pytestmark = pytest.mark.django_db

# id, name, popularity, field, levels, life events, status
RECORDS = (
    ("khai-sinh", "Đăng ký khai sinh", 4, "Hộ tịch", ("commune",), ("birth",), "current"),
    ("dieu-chinh", "Điều chỉnh dự án", 4, "Đầu tư", ("province",), ("business",), "current"),
    ("an-toan", "An toàn bức xạ", 2, "Khoa học", ("province",), (), "current"),
    ("ket-hon", "Đăng ký kết hôn", 4, "Hộ tịch", ("commune", "mission"), ("marriage",), "current"),
    ("cu", "Đăng ký hộ khẩu", 4, "Hộ tịch", ("commune",), (), "repealed"),
)


@pytest.fixture
def site() -> ASite:
    reading.forget()
    forget_lists()
    site = a_catalogue()
    for key, name, popularity, field, levels, events, status in RECORDS:
        record = r.ProcedureRecord(
            id=key, name=name, popularity=popularity, field=field, levels=levels, life_events=events, status=status
        )
        a_procedure(site, record, live=True)
    return site


def keys(client: Client, **asked: Any) -> list[str]:
    answer = client.get("/api/v1/procedures/", asked)
    assert answer.status_code == 200, answer.content
    return [item["details"]["key"] for item in answer.json()["items"]]


def test_the_often_needed_come_first_then_the_alphabet_of_vietnamese(site: ASite, client: Client) -> None:
    # “kết” before “khai”, “Đăng” before “Điều”; what is repealed is in the archive only.
    assert keys(client) == ["ket-hon", "khai-sinh", "dieu-chinh", "an-toan"]


def test_every_filter_narrows_and_all_hold_together(site: ASite, client: Client) -> None:
    assert set(keys(client, field="ho-tich")) == {"khai-sinh", "ket-hon"}
    assert set(keys(client, level="province")) == {"dieu-chinh", "an-toan"}
    assert keys(client, life_event="marriage") == ["ket-hon"]
    assert keys(client, field="ho-tich", level="mission") == ["ket-hon"]
    assert keys(client, field="ho-tich", level="province") == []
    assert keys(client, status="repealed") == ["cu"]
    assert len(keys(client, status="any")) == 5
    assert len(keys(client, department=site.unit.key)) == 4
    assert keys(client, department="nobody") == []


def test_pages_follow_each_other_without_gap_or_repetition(site: ASite, client: Client) -> None:
    whole = keys(client)
    seen: list[str] = []
    asked: dict[str, Any] = {"limit": 1}
    while True:
        page = client.get("/api/v1/procedures/", asked).json()
        assert page["total"] == 4
        seen += [item["details"]["key"] for item in page["items"]]
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert seen == whole


def test_a_cursor_of_another_list_is_refused(site: ASite, client: Client) -> None:
    other = client.get("/api/v1/documents/", {"type": "procedure", "limit": 1}).json()["next"]
    answer = client.get("/api/v1/procedures/", {"cursor": other})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_facets_count_what_was_found_in_words(site: ASite, client: Client) -> None:
    facets = client.get("/api/v1/procedures/", {"facets": "yes", "field": "ho-tich"}).json()["facets"]
    # Without its own filter: whoever chose one field can choose another.
    assert [(one["label"], one["count"]) for one in facets["field"]] == [
        ("Hộ tịch", 2), ("Khoa học", 1), ("Đầu tư", 1),
    ]  # fmt: skip
    assert {(one["label"], one["count"]) for one in facets["level"]} == {("Cấp xã", 2), ("Cơ quan đại diện", 1)}
    assert facets["status"] == [{"value": "current", "label": "Đang áp dụng", "count": 2}]
    assert "facets" not in client.get("/api/v1/procedures/").json()


@pytest.mark.requirement("R077")
def test_facets_speak_the_language_of_the_reader(site: ASite, client: Client) -> None:
    """Also where the only documents are Vietnamese: their English names, and no other words."""
    asked = {"facets": "yes", "locale": "en", "fallback": "vi"}
    facets = client.get("/api/v1/procedures/", asked).json()["facets"]
    assert {one["label"] for one in facets["life_event"]} == {
        "Having a child", "Starting and running a business", "Marriage and family",
    }  # fmt: skip
    assert [one["label"] for one in facets["status"]] == ["in force"]
    assert facets["field"] == []  # nobody has named them in English (ADR 0203)
    labels = {one["label"] for found in facets.values() for one in found}
    assert not [label for label in labels if is_vietnamese(label)]


def test_one_is_found_by_its_key_and_by_its_code(site: ASite, client: Client) -> None:
    a_procedure(site, full_record(), live=True)
    by_key = client.get("/api/v1/procedures/thu-tuc-mau/")
    by_code = client.get("/api/v1/procedures/9.999001/")
    assert by_key.status_code == by_code.status_code == 200
    assert by_key.json() == by_code.json()
    assert by_key.json()["details"]["code"] == "9.999001"


@pytest.mark.parametrize("name", ["khong-co", "9.000000", "x" * 100])
def test_an_unknown_one_is_not_there(site: ASite, client: Client, name: str) -> None:
    assert client.get(f"/api/v1/procedures/{name}/").status_code == 404


@pytest.mark.parametrize("name", ["a b", "á", "x" * 101, "'", "..", "-a", "%25"])
def test_a_name_that_cannot_be_one_is_refused(site: ASite, client: Client, name: str) -> None:
    assert client.get(f"/api/v1/procedures/{name}/").status_code == 400


@pytest.mark.parametrize("detail", ["card", "full"])
def test_an_item_of_the_list_says_what_a_list_shows(site: ASite, client: Client, detail: str) -> None:
    a_procedure(site, full_record(), live=True)
    page = client.get("/api/v1/procedures/", {"detail": detail, "facets": "yes"}).json()
    check_against("ProcedurePage", page)
    details = client.get("/api/v1/procedures/thu-tuc-mau/").json()["details"]
    item = next(one for one in page["items"] if one["key"] == "thu-tuc-mau")
    assert (item["code"], item["field"]["label"], item["levels"][0]["key"]) == (
        "9.999001", "Công tác lãnh sự", "province",
    )  # fmt: skip
    assert item["glance"]["papers"]
    assert {name: item[name] for name in LISTED} == {name: details[name] for name in LISTED}
    assert ("details" in item) is (detail == "full")
    bare = next(one for one in page["items"] if one["key"] == "an-toan")
    assert (bare["code"], bare["agency"], bare["life_events"]) == (None, None, [])


@pytest.mark.parametrize("name", ["level", "audience", "online_level", "life_event"])
@pytest.mark.parametrize("address", ["/api/v1/procedures/", "/api/v1/search/"])
def test_a_value_that_a_closed_list_does_not_have_is_refused_by_name(address: str, name: str, client: Client) -> None:
    answer = client.get(address, {name: "xã"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (error,) = answer.json()["errors"]
    values = closed_values(name)
    assert error == {"parameter": name, "message": f"Hãy chọn một trong các giá trị: {', '.join(values)}."}
    english = client.get(address, {name: "FULL", "locale": "en"}).json()["errors"][0]["message"]
    assert english == f"Give one of: {', '.join(values)}."


def test_a_value_of_an_open_list_that_nothing_carries_finds_nothing(site: ASite, client: Client) -> None:
    """Fields and agencies are words of the editors: they come and go, and a bookmark of one is no mistake of form."""
    assert keys(client, field="khong-co") == []
    assert keys(client, agency="khong-co") == []


def test_every_value_that_a_facet_offers_may_be_asked(site: ASite, client: Client) -> None:
    a_procedure(site, full_record(), live=True)
    facets = client.get("/api/v1/procedures/", {"facets": "yes", "status": "any"}).json()["facets"]
    for name, offered in facets.items():
        assert offered, name
        for one in offered:
            assert len(keys(client, **{"status": "any", name: one["value"]})) == one["count"]


def test_a_draft_is_nowhere(site: ASite, client: Client) -> None:
    a_procedure(site, full_record())
    assert "thu-tuc-mau" not in keys(client)
    assert client.get("/api/v1/procedures/thu-tuc-mau/").status_code == 404


@pytest.mark.parametrize("name", ["thu-tuc-mau", "9.999001"])
def test_what_was_withdrawn_says_why_by_its_key_and_its_code(site: ASite, client: Client, name: str) -> None:
    page = a_procedure(site, full_record(), live=True)
    withdraw(page=page, reason="Bị bãi bỏ theo Quyết định 12", by=None, at=AT)

    answer = client.get(f"/api/v1/procedures/{name}/")
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    assert answer.json()["reason"] == "Bị bãi bỏ theo Quyết định 12"
    by_path = client.get("/api/v1/by-path/", {"path": "/chuyen-muc-procedures/thu-tuc-cap-giay-xac-nhan-mau/"})
    assert (by_path.status_code, by_path.json()["reason"]) == (410, "Bị bãi bỏ theo Quyết định 12")
    assert "thu-tuc-mau" not in keys(client, status="any")
    # English was never published: nothing was withdrawn there, but its reader may ask for the Vietnamese.
    assert client.get(f"/api/v1/procedures/{name}/", {"locale": "en"}).status_code == 404
    assert client.get(f"/api/v1/procedures/{name}/", {"locale": "en", "fallback": "vi"}).status_code == 410

    publish_latest(page=page, by=None, at=AT)
    assert client.get(f"/api/v1/procedures/{name}/").status_code == 200
    assert not FormerName.objects.exists()


def test_a_code_that_another_procedure_has_leads_to_that_one(site: ASite, client: Client) -> None:
    old = a_procedure(site, full_record(), live=True)
    a_procedure(site, full_record(id="thay-the", name="Thủ tục thay thế"), live=True)
    withdraw(page=old, reason="Đã được thay thế", by=None, at=AT)
    assert client.get("/api/v1/procedures/9.999001/").json()["details"]["key"] == "thay-the"
    assert client.get("/api/v1/procedures/thu-tuc-mau/").status_code == 410


def test_the_names_of_what_was_withdrawn_outlive_the_store(site: ASite, client: Client) -> None:
    page = a_procedure(site, full_record(), live=True)
    withdraw(page=page, reason="Hết hiệu lực", by=None, at=AT)
    PublishedDocument.objects.all().delete()
    rebuild(at=AT)
    assert client.get("/api/v1/procedures/9.999001/").json()["reason"] == "Hết hiệu lực"
    assert client.get("/api/v1/procedures/khai-sinh/").status_code == 200


def test_an_english_reader_gets_the_vietnamese_one_only_on_request(site: ASite, client: Client) -> None:
    assert keys(client, locale="en") == []
    page = client.get("/api/v1/procedures/", {"locale": "en", "fallback": "vi"}).json()
    assert page["total"] == 4
    assert {item["served_locale"] for item in page["items"]} == {"vi"}
    assert client.get("/api/v1/procedures/khai-sinh/", {"locale": "en"}).status_code == 404
    assert client.get("/api/v1/procedures/khai-sinh/", {"locale": "en", "fallback": "vi"}).status_code == 200


def test_the_unasked_list_of_documents_is_not_flooded(site: ASite, client: Client) -> None:
    assert client.get("/api/v1/documents/").json()["items"] == []
    assert client.get("/api/v1/documents/", {"type": "procedure"}).json()["total"] == 5
    sections = client.get("/api/v1/sections/").json()["items"]
    assert [one["document_count"] for one in sections if one["key"] == "procedures"] == [5]


def test_the_number_of_queries_does_not_grow(
    site: ASite, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/api/v1/sites/")  # the sites are known
    forget_lists()
    with django_assert_num_queries(3):
        client.get("/api/v1/procedures/", {"limit": 3})
    with django_assert_num_queries(1):
        client.get("/api/v1/procedures/", {"limit": 3})
    with django_assert_num_queries(3):
        client.get("/api/v1/procedures/", {"limit": 3, "detail": "card"})
    with django_assert_num_queries(6):
        client.get("/api/v1/procedures/", {"facets": "yes", "limit": 4})
    with django_assert_num_queries(1):
        client.get("/api/v1/procedures/", {"facets": "yes", "limit": 4})
    with django_assert_num_queries(7):
        client.get("/api/v1/procedures/", {"facets": "yes", "field": "ho-tich"})
    with django_assert_num_queries(2):
        client.get("/api/v1/procedures/khai-sinh/")
    with django_assert_num_queries(2):
        client.get("/api/v1/procedures/khong-co/")
