"""Sending documents: in batches, each with its version, so that the newest stays whatever the order."""

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.backends.base import BackendAway, DocumentRefused, IndexWriter
from search.backends.elasticsearch.connection import BAD_REQUEST, NOT_FOUND, reason_of, translated
from search.backends.elasticsearch.generations import Generation
from search.backends.elasticsearch.layout import source
from search.documents import Gone, IndexDocument

BATCH = 500
BATCH_BYTES = 8 * 1024 * 1024
CONFLICT = 409  # the stored version is greater: it stays


def additions(documents: Iterable[IndexDocument], *, to: str) -> Iterator[dict[str, Any]]:
    """The lines that add or replace."""
    for document in documents:
        yield {**_address(document.key, document.version, to), "_op_type": "index", "_source": source(document)}


def removals(gone: Iterable[Gone], *, to: str) -> Iterator[dict[str, Any]]:
    """The lines that take out."""
    for one in gone:
        yield {**_address(one.key, one.version, to), "_op_type": "delete"}


def _address(key: int, version: int, to: str) -> dict[str, Any]:
    return {
        "_index": to,
        "_id": str(key),
        "_version": version,
        "_version_type": "external_gte",
    }


def send(
    client: Elasticsearch, lines: Iterable[dict[str, Any]], *, refresh: bool, optional: str = ""
) -> dict[int, str]:
    """Send lines, all of them; the documents that the server will never take return: key → why.

    Raise BackendAway when one could not be written. `optional`: an alias that may be gone by now; what was meant
    for it is left out.
    """
    answers = streaming_bulk(
        client,
        lines,
        chunk_size=BATCH,
        max_chunk_bytes=BATCH_BYTES,
        raise_on_error=False,
        refresh=refresh,
        # An index that is gone must be built, never made by the first document that comes. A parameter of the
        # request: the client's helpers drop it from the lines.
        require_alias=True,
    )
    refused: dict[int, str] = {}
    with translated():
        for is_well, answer in answers:
            if is_well:
                continue
            [told] = answer.values()
            if _is_settled(told, optional):
                continue
            if told["status"] != BAD_REQUEST:
                raise BackendAway(f"{told['status']} {reason_of(told)}")
            refused[int(told["_id"])] = reason_of(told)
    return refused


def _is_settled(told: dict[str, Any], optional: str) -> bool:
    if told["status"] == CONFLICT:
        return True
    if told["status"] == NOT_FOUND:
        # A document that is not there is removed already; an alias that is gone belonged to a finished rebuild.
        return told.get("result") == "not_found" or bool(optional and told.get("_index") == optional)
    return False


class GenerationWriter(IndexWriter):
    """Fills a generation that nobody reads yet."""

    def __init__(self, client: Elasticsearch, *, generation: Generation, to: str) -> None:
        self._client = client
        self._generation = generation
        self._to = to

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Add documents; of two with one key the greater version stays. Raise DocumentRefused, BackendAway."""
        refused = send(self._client, additions(documents, to=self._to), refresh=False)
        self._generation.show_life()
        if refused:
            raise DocumentRefused(refused)
