"""The pages over a fixture site: no database is touched."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.portal.source import selection
from tests.factories.portal import FixtureSource

Get = Callable[..., HttpResponse]


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> FixtureSource:
    """The source of every page of the test."""
    fixture = FixtureSource()
    monkeypatch.setattr(selection, "source_at", lambda place: fixture)
    return fixture


@pytest.fixture
def get(source: FixtureSource) -> Get:
    """GET an address of the fixture site as a reader without cookies."""

    def fetch(path: str, **headers: str) -> HttpResponse:
        return Client(headers={"host": "localhost", **headers}).get(path)  # type: ignore[return-value]

    return fetch
