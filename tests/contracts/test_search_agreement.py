"""Both engines give the same first results for judged queries; `search_quality --engines` asks all of them."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from search.backends.base import SearchBackend
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import Server
from search.in_force import built_in
from search.quality import judged_queries, measure_file, overlap

CATALOGUE = Path(settings.BASE_DIR) / "cms/demo/content/procedures/procedures.json"
QUERIES = Path(settings.BASE_DIR) / "search/data/relevance_dev.json"


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[SearchBackend]:
    one = ElasticsearchBackend(Server(hosts=(elasticsearch_url,), index=f"agreement-{secrets.token_hex(4)}"))
    yield one
    one.remove_all()
    one.close()


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_the_first_ten_are_the_same_on_both_engines(server: SearchBackend, every: int) -> None:
    queries = judged_queries(QUERIES)[::every]
    at, synonyms = timezone.now(), built_in()
    embedded = measure_file(queries, catalogue=CATALOGUE, synonyms=synonyms, at=at)
    other = measure_file(queries, catalogue=CATALOGUE, synonyms=synonyms, at=at, server=server)
    different = [one.judged.query for one, two in zip(embedded, other, strict=True) if one.found != two.found]
    assert different == []
    assert overlap(embedded, other) == 1.0
    assert sum(len(one.found) for one in embedded) > 5 * len(queries)


def test_overlap_counts_what_is_missing_on_either_side() -> None:
    from search.quality import Judged, Measured

    def results(*found: str) -> list[Measured]:
        return [Measured(judged=Judged(query="q", types=(), relevant={}), value=1.0, found=found)]

    assert overlap(results("a", "b"), results("b", "a")) == 1.0
    assert overlap(results("a", "b", "c", "d"), results("a")) == 0.25
    assert overlap(results("a"), results("b")) == 0.0
    assert overlap(results(), results()) == 1.0
