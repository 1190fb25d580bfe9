"""Both engines, held to one suite."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.backends.base import SearchBackend
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import Server
from search.backends.sqlite import SqliteBackend
from tests.contracts.search_backend import SearchBackendContract
from tests.elasticsearch import remove_indices


class TestSqlite(SearchBackendContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[SearchBackend]:
        one = SqliteBackend(tmp_path / "search")
        yield one
        one.close()


class TestElasticsearch(SearchBackendContract):
    @pytest.fixture
    def engine(self, elasticsearch_url: str) -> Iterator[SearchBackend]:
        prefix = f"contract-{secrets.token_hex(4)}"
        one = ElasticsearchBackend(Server(hosts=(elasticsearch_url,), index=prefix))
        yield one
        one.close()
        remove_indices(elasticsearch_url, prefix)
