"""The engine: questions through the breaker, writes through the worker, rebuilds by generations."""

import datetime
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from django.utils import timezone

from search.backends.base import (
    BackendAway,
    DocumentRefused,
    IndexStatus,
    IndexWriter,
    NoIndex,
    SearchBackend,
    State,
)
from search.backends.elasticsearch.breaker import Breaker
from search.backends.elasticsearch.connection import QuestionRefused, connect, reason_of, translated
from search.backends.elasticsearch.generations import Generations
from search.backends.elasticsearch.library import Search
from search.backends.elasticsearch.question import best_of, counts_of, facet_counts, layout_check, share_of
from search.backends.elasticsearch.settings import (
    ASK_SECONDS,
    BUILD_SECONDS,
    SEARCH_SECONDS,
    WRITE_SECONDS,
    Server,
    server,
)
from search.backends.elasticsearch.writing import GenerationWriter, additions, removals, send
from search.candidates import Candidate, CandidateQuery, Candidates
from search.documents import Gone, IndexDocument

PAGE = 10_000


class ElasticsearchBackend(SearchBackend):
    """An index on an Elasticsearch of the 8 or 9 line."""

    name: ClassVar[str] = "elasticsearch"

    def __init__(self, at: Server | None = None) -> None:
        at = at or server()
        self._client = connect(at)
        self._generations = Generations(self._client, prefix=at.index, clock=timezone.now)
        self._breaker = Breaker()

    def candidates(self, query: CandidateQuery) -> Candidates:
        if not query.groups:
            return _nothing(query)
        with self._breaker.watching(forgives=QuestionRefused), translated():
            return self._candidates(query, until=time.monotonic() + SEARCH_SECONDS)

    def _candidates(self, query: CandidateQuery, *, until: float) -> Candidates:
        [found] = self._ask([best_of(query)], until=until)
        hits = found["hits"]["hits"]
        best = int(hits[0]["_score"]) if hits else 0
        if not best:
            # Nothing matches, or the index holds other fields than those that were asked for.
            self._ask([layout_check()], until=until)
            return _nothing(query)
        threshold = query.threshold(best)
        searches = [counts_of(query, threshold=threshold)]
        searches += [share_of(query, share, threshold=threshold) for share in query.shares]
        counted, *shares = self._ask(searches, until=until)
        return Candidates(
            items=[_candidate(hit) for share in shares for hit in share["hits"]["hits"]],
            total=counted["hits"]["total"]["value"],
            facets=facet_counts(query, counted),
            best=best,
        )

    def _ask(self, searches: Sequence[Search], *, until: float) -> list[dict[str, Any]]:
        """The answers to several questions asked at once; raise BackendAway unless all are whole."""
        left = until - time.monotonic()
        if left <= 0:
            raise BackendAway("no answer in time")
        lines = [line for search in searches for line in ({}, search.to_dict())]
        asking = self._client.options(request_timeout=left)
        answers = asking.msearch(index=self._generations.alias, searches=lines).body["responses"]
        for answer in answers:
            _check(answer)
        return list(answers)

    def put(self, documents: Sequence[IndexDocument]) -> None:
        refused: dict[int, str] = {}
        for alias in self._written():
            refused |= self._send(additions(documents, to=alias))
        if refused:
            raise DocumentRefused(refused)

    def remove(self, gone: Sequence[Gone]) -> None:
        for alias in self._written():
            self._send(removals(gone, to=alias))

    def _send(self, lines: Iterable[dict[str, Any]]) -> dict[int, str]:
        writing = self._client.options(request_timeout=WRITE_SECONDS)
        return send(writing, lines, refresh=True, optional=self._generations.building_alias)

    def _written(self) -> list[str]:
        with translated():
            self._generations.current()
            is_building = self._generations.is_building()
        return [self._generations.alias, *([self._generations.building_alias] if is_building else [])]

    def versions(self) -> Iterator[tuple[int, int]]:
        asking = self._client.options(request_timeout=WRITE_SECONDS)
        with translated():
            point = asking.open_point_in_time(index=self._generations.alias, keep_alive="1m")["id"]
            try:
                after = None
                while True:
                    answer = asking.search(
                        pit={"id": point, "keep_alive": "1m"},
                        size=PAGE,
                        version=True,
                        source=False,
                        sort=[{"key": "asc"}],
                        track_total_hits=False,
                        search_after=after,
                    ).body
                    _check(answer)
                    hits = answer["hits"]["hits"]
                    for hit in hits:
                        yield int(hit["_id"]), hit["_version"]
                    if len(hits) < PAGE:
                        return
                    after = hits[-1]["sort"]
            finally:
                asking.close_point_in_time(id=point)

    @contextmanager
    def rebuilding(self, *, signature: str) -> Iterator[IndexWriter]:
        """A new index beside the one in use; one rebuild at a time in the whole cluster."""
        patient = self._client.options(request_timeout=BUILD_SECONDS)
        with self._generations.built(signature=signature) as generation:
            yield GenerationWriter(patient, generation=generation, to=self._generations.building_alias)

    def status(self) -> IndexStatus:
        try:
            return self._status()
        except NoIndex as none:
            return IndexStatus(engine=self.name, state=State.NONE, problem=str(none))
        except BackendAway as away:
            return IndexStatus(engine=self.name, state=State.AWAY, problem=str(away))

    def _status(self) -> IndexStatus:
        asking = self._client.options(request_timeout=ASK_SECONDS)
        with translated():
            name = self._generations.current()
            health = asking.cluster.health(index=name, timeout="1s").body["status"]
            described = asking.indices.get(index=name).body[name]
            meta = described["mappings"].get("_meta", {})
            blocks = [block for block, is_set in _blocks(described) if is_set]
            if health == "red":
                problem = f"{name} is red: a part of it has no copy in the cluster"
                return IndexStatus(engine=self.name, state=State.ILL, problem=problem, name=name)
            sizes = asking.indices.stats(index=name, metric=["docs", "store"]).body["_all"]["primaries"]
        return IndexStatus(
            engine=self.name,
            state=State.READY,
            documents=sizes["docs"]["count"],
            signature=meta.get("signature", ""),
            name=name,
            built_at=_moment(meta.get("built_at")),
            size_bytes=sizes["store"]["size_in_bytes"],
            problem=f"not written to: {', '.join(blocks)}" if blocks else "",
        )

    def close(self) -> None:
        self._client.close()

    def remove_all(self) -> None:
        """Delete every index of this engine: of a measurement that is over. Raise BackendAway."""
        with translated():
            self._generations.remove_all()


def _nothing(query: CandidateQuery) -> Candidates:
    return Candidates(items=(), total=0, facets={name: {} for name in query.facets}, best=0)


def _check(answer: dict[str, Any]) -> None:
    """Raise BackendAway unless the answer is whole: half an answer would be an order of its own."""
    if "error" in answer:
        kind = QuestionRefused if answer.get("status") == 400 else BackendAway
        raise kind(f"{answer.get('status')} {reason_of(answer)}")
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise BackendAway("only a part of the index answered")


def _candidate(hit: dict[str, Any]) -> Candidate:
    body = sum(1 << int(name) for name in hit.get("matched_queries", ()))
    return Candidate(key=int(hit["_id"]), points=int(hit["sort"][0]), body=body, record=hit["_source"]["record"])


def _blocks(described: dict[str, Any]) -> Iterable[tuple[str, bool]]:
    blocks = described["settings"]["index"].get("blocks", {})
    return ((f"index.blocks.{name}", str(value).lower() == "true") for name, value in blocks.items())


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
