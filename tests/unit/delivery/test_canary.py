"""What is not public has no way out: not the index texts, not the page behind, not who did it."""

import pytest
from django.test import Client

from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.publishing.reading import rows
from tests.factories.publishing import raise_generation
from tests.unit.delivery.conftest import World
from tests.unit.delivery.hostile import ADDRESSES

pytestmark = pytest.mark.django_db

CANARY = "canary-0af31c"
PAGE, PERSON = 987_654_321, 876_543_210


@pytest.fixture
def seeded(world: World) -> World:
    PublishedDocument.objects.update(search=f'{{"text": "{CANARY}"}}', page_id=PAGE, version=PAGE)
    PublicationEvent.objects.create(kind="published", by_id=PERSON, data={"note": CANARY}, page_id=PAGE)
    raise_generation()
    return world


@pytest.mark.parametrize("address", [*ADDRESSES, "/api/v1/docs/"])
@pytest.mark.parametrize("query", ["", "?site=department&locale=en"])
def test_no_address_gives_them(seeded: World, api: Client, address: str, query: str) -> None:
    response = api.get(address + query)
    text = response.content.decode() + str(response.headers)
    assert CANARY not in text
    assert str(PAGE) not in text
    assert str(PERSON) not in text


def test_an_item_is_an_allow_list(seeded: World, api: Client) -> None:
    (item,) = api.get("/api/v1/documents/").json()["items"]
    assert list(item) == [
        "content_id", "document_type", "schema_version", "locale", "served_locale", "site", "path", "title", "summary",
        "image", "first_published_at", "published_at", "updated_at", "translations", "breadcrumbs", "details", "links",
    ]  # fmt: skip


def test_the_reads_never_name_the_columns() -> None:
    columns = rows.columns(order_column="published_at", with_body=True, vendor="sqlite")
    assert not {"search", "page_id", "version"} & set(columns.replace("d.", "").replace(",", " ").split())
