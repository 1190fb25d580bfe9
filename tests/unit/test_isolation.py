"""Tests run in any order: none finds what another left, or lacks what it took away."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from wagtail.models import Collection, Locale, Page, Site

from tests.conftest import restore_migrated


@pytest.mark.django_db(transaction=True)
def test_what_the_migrations_wrote_is_there_after_a_test_that_committed(pytestconfig: pytest.Config) -> None:
    models = (Collection, Locale, Page, Site)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    assert all(before)
    call_command("flush", verbosity=0, interactive=False)
    assert Page.get_first_root_node() is None
    restore_migrated(pytestconfig)
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


@pytest.mark.parametrize("turn", [1, 2])
def test_no_file_of_another_test_is_there(turn: int) -> None:
    for storage in (default_storage, storages["public"]):
        assert not storage.exists("to.txt")
        storage.save("to.txt", ContentFile(b"x"))
        assert storage.exists("to.txt")


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_is_remembered_of_the_test_before(turn: int) -> None:
    assert cache.get("wagtail_site_root_paths") is None
    cache.set("wagtail_site_root_paths", [turn])
