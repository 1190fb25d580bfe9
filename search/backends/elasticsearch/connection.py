"""Talking to the server: one client a process, and its many errors as the two that matter here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from elasticsearch import ApiError, Elasticsearch, OrjsonSerializer, TransportError
from elasticsearch.exceptions import UnsupportedProductError
from elasticsearch.helpers import BulkIndexError

from search.backends.base import BackendAway
from search.backends.elasticsearch.settings import Server

BAD_REQUEST = 400
NOT_FOUND = 404
TOO_LARGE = 413


class QuestionRefused(BackendAway):
    """The server is well and refuses this one question: no reason to leave it alone."""


def connect(server: Server) -> Elasticsearch:
    """A client that never waits longer than it is told, and asks another node only when one cannot be reached.

    Raise ImproperlyConfigured for addresses that are none.
    """
    options: dict[str, Any] = {}
    if server.api_key:
        options["api_key"] = server.api_key
    elif server.username:
        options["basic_auth"] = (server.username, server.password)
    if server.ca_certs:
        options["ca_certs"] = server.ca_certs
    try:
        return Elasticsearch(
            list(server.hosts),
            serializer=OrjsonSerializer(),
            max_retries=len(server.hosts) - 1,
            retry_on_timeout=False,
            # A node that did not answer is tried again soon: what protects readers is the breaker.
            dead_node_backoff_factor=0.5,
            max_dead_node_backoff=5.0,
            **options,
        )
    except ValueError as wrong:
        raise ImproperlyConfigured(f"ELASTICSEARCH_URL: {wrong}") from wrong


@contextmanager
def translated() -> Iterator[None]:
    """Whatever the client raises inside becomes BackendAway, told in one line."""
    try:
        yield
    except ApiError as refused:
        kind = QuestionRefused if refused.status_code in {BAD_REQUEST, TOO_LARGE} else BackendAway
        raise kind(f"{refused.status_code} {reason_of(refused.body)}") from refused
    except (TransportError, UnsupportedProductError) as away:
        raise BackendAway(f"{type(away).__name__}: {away}") from away
    except BulkIndexError as refused:
        raise BackendAway(str(refused)) from refused


def reason_of(body: Any) -> str:
    """The reason in the server's own words, from the many shapes of its errors."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(error, dict):
        causes = error.get("root_cause") or [error]
        return str(causes[0].get("reason") or causes[0].get("type") or error)[:500]
    return str(error)[:500]
