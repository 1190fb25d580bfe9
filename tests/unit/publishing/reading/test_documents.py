"""The list of documents: what it holds, in which order, and what it costs."""

import datetime
import uuid
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.publishing import reading
from cms.publishing.models import PublishedDocument
from cms.publishing.reading import DocumentQuery, InvalidCursor, Listing
from cms.subsites.models import Subsite
from cms.subsites.queries import SubsiteInfo
from tests.factories.publishing import FIRST, DocumentFactory, SubsiteFactory, raise_generation

pytestmark = pytest.mark.django_db


def ask(site: SubsiteInfo, **conditions: Any) -> Listing:
    return reading.documents(DocumentQuery(site=site, **{"locale": "vi", **conditions}))


def titles(listing: Listing) -> list[str]:
    return [orjson.loads(item)["title"] for item in listing.items_json]


def walk(site: SubsiteInfo, **conditions: Any) -> list[str]:
    """Every title of every page."""
    found: list[str] = []
    cursor = None
    while True:
        listing = ask(site, cursor=cursor, **conditions)
        found += titles(listing)
        cursor = listing.next_cursor
        if cursor is None:
            return found


def minutes(number: int) -> datetime.datetime:
    return FIRST + datetime.timedelta(minutes=number)


def test_newest_first(row: Subsite, site: SubsiteInfo) -> None:
    for number in (2, 3, 1):
        DocumentFactory(site=row, title=f"n{number}", published_at=minutes(number))
    assert titles(ask(site)) == ["n3", "n2", "n1"]


@pytest.mark.parametrize("order", ["-published_at", "published_at", "-updated_at", "updated_at"])
@pytest.mark.parametrize("conditions", [{}, {"section": "news"}, {"types": ("article",)}])
def test_pages_hold_every_document_once_in_every_order(
    row: Subsite, site: SubsiteInfo, order: str, conditions: dict[str, Any]
) -> None:
    """Ties included: seven documents share one moment."""
    for number in range(17):
        when = minutes(number if number < 10 else 5)
        DocumentFactory(
            site=row,
            title=f"n{number}",
            published_at=when,
            updated_at=minutes(50 - number),
            facets=[("section", "news")],
        )
    found = walk(site, order=order, limit=3, **conditions)
    assert sorted(found) == sorted(f"n{number}" for number in range(17))
    column = order.removeprefix("-")
    stored = PublishedDocument.objects.order_by(order, "-pk" if order.startswith("-") else "pk")
    assert found == list(stored.values_list("title", flat=True)), column


def test_a_page_begun_before_a_publication_repeats_nothing(row: Subsite, site: SubsiteInfo) -> None:
    for number in range(4):
        DocumentFactory(site=row, title=f"n{number}", published_at=minutes(number))
    first = ask(site, limit=2)
    DocumentFactory(site=row, title="new", published_at=minutes(99))
    second = ask(site, limit=2, cursor=first.next_cursor)
    assert (titles(first), titles(second)) == (["n3", "n2"], ["n1", "n0"])


def test_conditions_hold_together(row: Subsite, site: SubsiteInfo) -> None:
    both = [("section", "news"), ("department", "office"), ("topic", "visa")]
    DocumentFactory(site=row, title="all", facets=both)
    DocumentFactory(site=row, title="no topic", facets=both[:2])
    DocumentFactory(site=row, title="other section", facets=[("section", "events"), *both[1:]])
    assert titles(ask(site, section="news", department="office", topic="visa")) == ["all"]
    assert titles(ask(site, section="news", department="office")) == ["no topic", "all"]
    assert ask(site, section="news", department="nobody").total == 0


def test_only_listed_types_unless_asked_by_type_or_id(row: Subsite, site: SubsiteInfo) -> None:
    DocumentFactory(site=row, title="article")
    unit = DocumentFactory(site=row, title="unit", document_type="unit", is_listed=False)
    assert titles(ask(site)) == ["article"]
    assert titles(ask(site, types=("unit",))) == ["unit"]
    assert sorted(titles(ask(site, types=("unit", "article")))) == ["article", "unit"]
    assert titles(ask(site, ids=(unit.content_id,))) == ["unit"]


def test_days_are_hanoi_days_and_inclusive(row: Subsite, site: SubsiteInfo) -> None:
    def at(text: str) -> datetime.datetime:
        return datetime.datetime.fromisoformat(text)

    for title, when in [
        ("before", "2026-03-31T23:59:59.999999+07:00"),
        ("first", "2026-04-01T00:00:00+07:00"),
        ("last", "2026-04-30T23:59:59.999999+07:00"),
        ("after", "2026-05-01T00:00:00+07:00"),
    ]:
        DocumentFactory(site=row, title=title, published_at=at(when))
    april = {"published_from": datetime.date(2026, 4, 1), "published_to": datetime.date(2026, 4, 30)}
    assert titles(ask(site, **april)) == ["last", "first"]


def test_updated_since_speaks_of_the_bytes_and_includes_the_moment(row: Subsite, site: SubsiteInfo) -> None:
    DocumentFactory(site=row, title="old", changed_at=minutes(1))
    DocumentFactory(site=row, title="refreshed", updated_at=minutes(1), changed_at=minutes(2))
    assert titles(ask(site, updated_since=minutes(2))) == ["refreshed"]


def test_sites_are_apart(row: Subsite, site: SubsiteInfo) -> None:
    DocumentFactory(site=row, title="here")
    DocumentFactory(site=SubsiteFactory(key="ward"), title="there")
    assert titles(ask(site)) == ["here"]


def test_fallback_gives_vietnamese_only_where_english_is_missing_and_says_so(row: Subsite, site: SubsiteInfo) -> None:
    shared = uuid.uuid4()
    DocumentFactory(site=row, content_id=shared, title="vi 1", published_at=minutes(3))
    DocumentFactory(site=row, content_id=shared, locale="en", title="en 1", published_at=minutes(3))
    DocumentFactory(site=row, title="vi 2", published_at=minutes(2))
    DocumentFactory(site=row, locale="en", title="en only", published_at=minutes(1))
    assert titles(ask(site, locale="en")) == ["en 1", "en only"]
    listing = ask(site, locale="en", fallback="vi")
    served = [(item["title"], item["served_locale"]) for item in map(orjson.loads, listing.items_json)]
    assert served == [("en 1", "en"), ("vi 2", "vi"), ("en only", "en")]
    assert listing.total == 3
    assert walk(site, locale="en", fallback="vi", limit=1) == ["en 1", "vi 2", "en only"]


def test_card_leaves_details_out(row: Subsite, site: SubsiteInfo) -> None:
    DocumentFactory(site=row)
    (card,) = map(orjson.loads, ask(site, detail="card").items_json)
    (full,) = map(orjson.loads, ask(site).items_json)
    assert full.pop("details") == {"html": "<p>Nội dung</p>", "blocks": []}
    assert card == full


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "đ", "a" * 500, "4" * 48])
def test_a_wrong_cursor_is_refused(site: SubsiteInfo, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        ask(site, cursor=cursor)


def test_a_cursor_of_another_order_is_refused(row: Subsite, site: SubsiteInfo) -> None:
    DocumentFactory.create_batch(2, site=row)
    cursor = ask(site, limit=1).next_cursor
    with pytest.raises(InvalidCursor):
        ask(site, limit=1, order="updated_at", cursor=cursor)


def test_total_follows_the_store_at_once(row: Subsite, site: SubsiteInfo) -> None:
    DocumentFactory.create_batch(3, site=row)
    assert ask(site, limit=1).total == 3
    assert ask(site, limit=1).total == 3
    DocumentFactory(site=row)
    assert ask(site, limit=1).total == 4
    PublishedDocument.objects.all().delete()
    raise_generation()
    assert ask(site).total == 0


def test_a_page_behind_the_end_still_knows_the_total(row: Subsite, site: SubsiteInfo) -> None:
    rows = DocumentFactory.create_batch(3, site=row)
    cursor = ask(site, limit=2).next_cursor
    rows[0].delete()
    raise_generation()
    listing = ask(site, limit=2, cursor=cursor)
    assert (listing.items_json, listing.total, listing.next_cursor) == ([], 2, None)


@pytest.mark.parametrize("size", [1, 25, 60])
@pytest.mark.parametrize(
    "conditions", [{}, {"section": "news"}, {"locale": "en", "fallback": "vi"}, {"order": "updated_at"}]
)
def test_a_list_costs_two_queries_whatever_its_size(
    row: Subsite, site: SubsiteInfo, size: int, conditions: dict[str, Any]
) -> None:
    section = DocumentFactory(site=row, document_type="section", is_listed=False)
    DocumentFactory.create_batch(size, site=row, linked={"section": [section.content_id]}, facets=[("section", "news")])
    with CaptureQueriesContext(
        connection,
    ) as cold:
        assert ask(site, **conditions).total == size
    with CaptureQueriesContext(connection) as warm:
        assert len(ask(site, **conditions).items_json) == min(size, 20)
    assert (len(cold), len(warm)) == (2, 2)


@pytest.mark.parametrize(
    ("conditions", "index"),
    [
        ({}, "document_listing"),
        ({"types": ("article",)}, "document_by_type"),
        ({"section": "news"}, "facet_listing"),
        ({"order": "-updated_at"}, "document_updates"),
    ],
)
def test_a_list_walks_an_index_and_sorts_nothing(
    row: Subsite, site: SubsiteInfo, conditions: dict[str, Any], index: str
) -> None:
    """So the thousandth page costs what the first does."""
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    DocumentFactory(site=row, facets=[("section", "news")])
    ask(site, **conditions)
    with CaptureQueriesContext(connection) as queries:
        ask(site, **conditions)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
        plan = [step[3] for step in cursor.fetchall()]
    walks = [step for step in plan if f"INDEX {index} " in step]
    assert walks, plan
    sorts = [step for step in plan if "TEMP B-TREE" in step]
    # By another column than the publication's, only the page's own rows are put in order again.
    assert len(sorts) == (1 if "order" in conditions else 0), plan
