"""What is no id is no row: 404, never a server error."""

import pytest
from django.test import Client

from cms.departments.admin.choosers import person_chooser, post_chooser, unit_chooser
from tests.factories.accounts import UserFactory

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
