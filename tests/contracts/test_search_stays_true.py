"""What an operator and a tuner rely on, on both engines: drift is mended, a decision of the staff holds at once."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.departments.roles import Role
from cms.publishing.models import PublishedDocument
from search import answering
from search.actions import rebuild_index
from search.actions.deciding import keep_decision, remove_decision
from search.answers import forget_answers
from search.backends import chosen, embedded, engine
from search.models import Synonym
from tests.factories.departments import member_of
from tests.unit.search.store import CODES, a_store, document, procedures_with_codes

pytestmark = pytest.mark.django_db
ENGINES = ("sqlite", "elasticsearch")


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[str]:
    """An engine of the settings, with indexes of this test's own."""
    settings.SEARCH_DIR = tmp_path / "search"
    settings.SEARCH_BACKEND = request.param
    if request.param == "elasticsearch":
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_INDEX = f"true-{secrets.token_hex(4)}"
    engine.cache_clear()
    forget()
    yield request.param
    if request.param == "elasticsearch":
        engine("elasticsearch").remove_all()  # type: ignore[attr-defined]
    for one in {chosen(), embedded()}:
        one.close()
    engine.cache_clear()
    forget()


def forget() -> None:
    answering.forget_waiting()
    forget_answers()


def titles(text: str) -> list[str]:
    answer = Client().get("/api/v1/search/", {"q": text}).json()
    assert answer["degraded"] is False
    return sorted(item["title"] for item in answer["items"])


def build() -> None:
    for one in dict.fromkeys([embedded(), chosen()]):
        rebuild_index(backend=one, at=timezone.now())


def test_a_drifted_index_is_told_and_mended(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    site = a_store()
    build()
    document(site, "Hộ chiếu mới", "/moi/")
    PublishedDocument.objects.filter(path="/tin/trien-lam/").delete()
    row = PublishedDocument.objects.get(path="/thu-tuc/ho-chieu/")
    PublishedDocument.objects.filter(pk=row.pk).update(version=row.version + 1, title="Cấp hộ chiếu gắn chip")
    with pytest.raises(SystemExit):
        call_command("search_index", "check", engine=name)
    assert f"{name}: 1 missing, 1 outdated, 1 surplus" in capsys.readouterr().out
    call_command("search_index", "check", repair=True, engine=name)
    assert f"{name}: after repair 0 differences" in capsys.readouterr().out
    call_command("search_index", "check", engine=name)
    assert f"{name}: 0 missing, 0 outdated, 0 surplus" in capsys.readouterr().out
    forget_answers()
    assert titles("ho chieu") == ["Cấp hộ chiếu gắn chip", "Hộ chiếu mới"]


def test_a_synonym_holds_from_the_next_search_on_and_no_longer_than_it_stands(name: str) -> None:
    tuner = member_of(a_store().unit, Role.SECRETARIAT)
    build()
    assert titles("cuốn xanh") == []
    decision = Synonym(terms="cuốn xanh", kind="ow", expands_to="hộ chiếu", is_active=True)
    kept = keep_decision(decision=decision, by=tuner, at=timezone.now())
    assert "Cấp hộ chiếu phổ thông" in titles("cuon xanh")
    assert "Cấp hộ chiếu phổ thông" in titles("cuốn xanh")
    remove_decision(decision=kept, by=tuner, at=timezone.now())
    assert titles("cuốn xanh") == []


def test_codes_are_completed_alike(name: str) -> None:
    procedures_with_codes(a_store())
    build()
    for typed, wanted in CODES:
        suggested = Client().get("/api/v1/search/suggest/", {"q": typed}).json()["suggestions"]
        assert [one["text"] for one in suggested] == wanted, typed
