"""The list of documents: one query for rows, total and generation, one for the links of them all."""

import re
from dataclasses import replace
from typing import Any

from django.db import connection

from cms.api.cursors import InvalidCursor, decode_cursor, encode_cursor
from cms.publishing.reading.answers import Listing
from cms.publishing.reading.generations import GENERATION_SQL, memory, moment_from
from cms.publishing.reading.query import ORDERS, DocumentQuery
from cms.publishing.reading.rows import TABLE, Row, columns, items_of, read_rows
from cms.publishing.reading.selection import Branch, branches_of, count_sql, page_sql

_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?", re.ASCII)
_KNOWN = -1


def documents(query: DocumentQuery) -> Listing:
    """A page of documents, at most three queries whatever the page; raise InvalidCursor.

    `total` is counted in the same statement as the rows, unless this process has already counted it
    for the store's present generation.
    """
    after = _position(query)
    branches = branches_of(query)
    question = replace(query, cursor=None, limit=0, detail="full", order="-published_at")
    known_generation, known_total = memory.recall(question)
    rows = _rows(query, branches, after, known_generation)
    if not rows:
        return Listing(items_json=[], next_cursor=None, total=_total(branches) if after else 0, changed_at=None)
    first = rows[0]
    total = known_total if first.total == _KNOWN else first.total
    memory.keep(question, first.generation, total)
    page = rows[: query.limit]
    items = items_of(page, site_id=query.site.id, site_key=query.site.key, locale=query.locale)
    more = len(rows) > query.limit
    return Listing(
        items_json=items,
        next_cursor=_cursor(query, page[-1]) if more else None,
        total=total,
        changed_at=moment_from(first.changed_at),
        generation=first.generation,
    )


def _rows(query: DocumentQuery, branches: list[Branch], after: tuple[str, int] | None, known: int) -> list[Row]:
    column, descending = ORDERS[query.order]
    chosen = columns(order_column=column, with_body=query.detail == "full", vendor=connection.vendor)
    count, count_params = count_sql(branches)
    # CASE is lazy on both databases: a total known for this generation is not counted again.
    total = f"CASE WHEN {GENERATION_SQL} = %s THEN {_KNOWN} ELSE {count} END"
    params: list[Any] = [known, *count_params]
    pages = [page_sql(query, branch, after) for branch in branches]
    # One walk along an index reads whole rows at once; else the keys are chosen first, so that no
    # bodies are sorted.
    if len(pages) == 1 and column == "published_at":
        sql, page_params = pages[0]
        return read_rows(f"SELECT {chosen}, {total} {sql}", [*params, *page_params])
    keys = " UNION ALL ".join(f"SELECT * FROM (SELECT d.id {sql}) b{n}" for n, (sql, _) in enumerate(pages))
    direction = "DESC" if descending else "ASC"
    params += [value for _, page_params in pages for value in page_params]
    return read_rows(
        f"SELECT {chosen}, {total} FROM {TABLE} d WHERE d.id IN ({keys})"
        f" ORDER BY d.{column} {direction}, d.id {direction} LIMIT %s",
        [*params, query.limit + 1],
    )


def _total(branches: list[Branch]) -> int:
    """The total of a question whose position lies behind the last row."""
    sql, params = count_sql(branches)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        return int(cursor.fetchone()[0])


def _cursor(query: DocumentQuery, last: Row) -> str:
    return encode_cursor(query.order, last.position, str(last.key))


def _position(query: DocumentQuery) -> tuple[str, int] | None:
    """Where a cursor stands; raise InvalidCursor when it was made for another order or another list."""
    if query.cursor is None:
        return None
    parts = decode_cursor(query.cursor)
    if len(parts) != 3 or parts[0] != query.order or not _TIME.fullmatch(parts[1]) or not parts[2].isdigit():
        raise InvalidCursor
    return parts[1], int(parts[2])
