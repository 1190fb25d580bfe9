"""What is no id is no row: 404, never a server error."""

import pytest
from django.test import Client

from cms.departments.admin.choosers import person_chooser, post_chooser, unit_chooser
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db

CHOOSERS = (unit_chooser, post_chooser, person_chooser)
HOSTILE = ("abc", "-1", "0", "1.5", "1e3", "9" * 30, "%00", "None")


@pytest.mark.parametrize("chooser", CHOOSERS, ids=lambda chooser: chooser.name)
def test_a_hostile_id_is_not_found(client: Client, chooser: object) -> None:
    client.force_login(UserFactory(admin=True))
    name = chooser.name  # type: ignore[attr-defined]
    for hostile in HOSTILE:
        assert client.get(f"/admin/{name}/chosen/{hostile}/").status_code == 404, hostile
        several = client.get(f"/admin/{name}/chosen-multiple/?id={hostile}")
        assert several.status_code == 404 or several.json()["result"] == [], hostile


@pytest.mark.parametrize("hostile", ["abc", "9" * 30, "1.5", "\x00"])
@pytest.mark.parametrize("chooser", CHOOSERS, ids=lambda chooser: chooser.name)
def test_a_hostile_value_is_shown_as_an_empty_choice(chooser: object, hostile: str) -> None:
    assert chooser.widget_class().get_value_data(hostile) is None  # type: ignore[attr-defined]


CHOSEN = (
    "/admin/images/chooser",
    "/admin/documents/chooser",
    "/admin/snippets/choose/news/genre",
    "/admin/snippets/choose/news/topic",
    "/admin/snippets/choose/procedures/agency",
    "/admin/snippets/choose/procedures/procedurefield",
    "/admin/snippets/choose/procedures/receivingcounter",
)


@pytest.mark.parametrize("door", CHOSEN)
def test_wagtails_own_choosers_find_nothing_under_a_hostile_id(client: Client, door: str) -> None:
    client.force_login(UserFactory(admin=True))
    for hostile in HOSTILE:
        assert client.get(f"{door}/chosen/{hostile}/").status_code == 404, hostile
        several = client.get(f"{door}/chosen-multiple/?id={hostile}")
        assert several.status_code == 404 or several.json()["result"] == [], hostile


@pytest.mark.parametrize(
    "name", ["owner", "site", "edited_by", "collection_id", "p", "latest_revision_created_at_from"]
)
@pytest.mark.parametrize("list_of", ["pages/", "images/", "documents/", "audit/", "reports/site-history/"])
def test_a_number_beyond_all_keys_is_no_server_error(client: Client, list_of: str, name: str) -> None:
    client.force_login(UserFactory(admin=True))
    assert client.get(f"/admin/{list_of}", {name: "9" * 20}).status_code == 404
    assert client.get(f"/admin/{list_of}", {"q": "9" * 20}).status_code == 200


def test_the_chooser_of_pictures_searches_among_what_carries_a_tag(client: Client) -> None:
    client.force_login(UserFactory(admin=True))
    wanted, other = ImageFactory(title="Mạng lưới"), ImageFactory(title="Mạng lưới khác")
    wanted.tags.add("hội nghị")
    found = client.get("/admin/images/chooser/results/", {"q": "mang", "tag": "hội nghị"})
    page = found.content.decode()
    assert (found.status_code, wanted.title in page, other.title in page) == (200, True, False)
