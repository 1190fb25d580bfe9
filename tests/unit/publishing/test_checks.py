"""Conventions that are checked at every start."""

import pytest

from cms.publishing import registry, subscribers
from cms.publishing.checks import (
    every_document_type_is_complete,
    every_page_type_is_declared,
    every_subscriber_knows_its_kinds,
)
from cms.publishing.document_type import DocumentType
from cms.publishing.subscribers import Subscriber, subscribe
from tests.testapp.models import BackstagePage, NotePage


def test_a_page_type_that_nobody_declared_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_unpublished", set())

    found = [message for message in every_page_type_is_declared(None) if message.obj is BackstagePage]
    assert [message.id for message in found] == ["cong.E001"]


def test_registered_and_declared_types_pass() -> None:
    assert not [m for m in every_page_type_is_declared(None) if m.obj in {NotePage, BackstagePage}]


@pytest.mark.parametrize("wrong", [{"name": "Bad Name"}, {"label": ""}, {"schema_version": 0}])
def test_an_incomplete_document_type_stops_the_start(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object]) -> None:
    monkeypatch.setattr(registry, "_types", {})
    good: dict[str, object] = {
        "name": "poem",
        "label": "Poem",
        "schema_version": 1,
        "searchable": True,
        "listed": True,
        "translatable": True,
        "in_sitemap": True,
        "named_by": (),
    }
    registry.register_document_type(DocumentType(**good), model=None, presenter=None)
    assert every_document_type_is_complete(None) == []
    registry.register_document_type(DocumentType(**{**good, "name": "other", **wrong}), model=None, presenter=None)

    assert [message.id for message in every_document_type_is_complete(None)] == ["cong.E002"]


def test_a_subscriber_of_an_unknown_event_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribers, "_subscribers", {})
    subscribe(Subscriber(name="one", kinds=["exploded"], handle=lambda event, delivery: None))

    assert [message.id for message in every_subscriber_knows_its_kinds(None)] == ["cong.E003"]


def test_what_is_registered_now_passes() -> None:
    assert every_document_type_is_complete(None) == []
    assert every_subscriber_knows_its_kinds(None) == []
