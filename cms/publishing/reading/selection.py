"""From a question to SQL: which keys, in which order, and how many in all.

A question splits into branches, one for each language and type that may be served, so that each
branch walks one index in order; several branches are merged after each gave no more than a page.
"""

from dataclasses import dataclass
from typing import Any

from cms.kernel.calendar import end_of_day, start_of_day
from cms.publishing.models import DocumentFacet
from cms.publishing.reading.dialect import Dialect, dialect
from cms.publishing.reading.query import ORDERS, DocumentQuery
from cms.publishing.reading.rows import TABLE

_FACETS = DocumentFacet._meta.db_table


@dataclass(frozen=True, slots=True)
class Branch:
    """One walk: FROM … WHERE … with its parameters. `ordered` names the table whose index gives the order."""

    source: str
    params: tuple[Any, ...]
    ordered: str


def branches_of(query: DocumentQuery) -> list[Branch]:
    """The walks whose union is the answer to the question, without position and limit."""
    return [
        _branch(query, locale, document_type)
        for locale in query.locales()
        for document_type in (query.types or (None,))
    ]


def count_sql(branches: list[Branch]) -> tuple[str, list[Any]]:
    """How many rows the branches hold together."""
    counts = " + ".join(f"(SELECT COUNT(*) {branch.source})" for branch in branches)
    return counts, [value for branch in branches for value in branch.params]


def page_sql(query: DocumentQuery, branch: Branch, after: tuple[str, int] | None) -> tuple[str, list[Any]]:
    """The rest of a branch from a position on: FROM … WHERE … ORDER BY … LIMIT, one row more than asked."""
    column, descending = ORDERS[query.order]
    keys = (f"f.{column}", "f.document_id") if branch.ordered == "f" else (f"d.{column}", "d.id")
    source, params = branch.source, list(branch.params)
    if after is not None:
        words, sign = dialect(), "<" if descending else ">"
        source += f" AND ({keys[0]}, {keys[1]}) {sign} ({words.time_parameter}, %s)"
        params += after
    direction = "DESC" if descending else "ASC"
    return f"{source} ORDER BY {keys[0]} {direction}, {keys[1]} {direction} LIMIT %s", [*params, query.limit + 1]


def _branch(query: DocumentQuery, locale: str, document_type: str | None) -> Branch:
    facets = query.facets()
    ordered = "f" if facets and ORDERS[query.order][0] == "published_at" else "d"
    where, params = _place(query, locale, facets)
    _narrow(query, document_type, where, params)
    _period(query, ordered, dialect(), where, params)
    if locale != query.locale:
        where.append(
            f"NOT EXISTS (SELECT 1 FROM {TABLE} o WHERE o.site_id = d.site_id"
            " AND o.content_id = d.content_id AND o.locale = %s)"
        )
        params.append(query.locale)
    source = f"{_FACETS} f JOIN {TABLE} d ON d.id = f.document_id" if facets else f"{TABLE} d"
    return Branch(f"FROM {source} WHERE {' AND '.join(where)}", tuple(params), ordered)


def _place(query: DocumentQuery, locale: str, facets: list[tuple[str, str]]) -> tuple[list[str], list[Any]]:
    """Site, language and facets: the first facet drives, the others are looked up row by row."""
    if not facets:
        return ["d.site_id = %s", "d.locale = %s"], [query.site.id, locale]
    (name, value), *others = facets
    where = ["f.site_id = %s", "f.locale = %s", "f.name = %s", "f.value = %s"]
    params: list[Any] = [query.site.id, locale, name, value]
    for other in others:
        where.append(f"EXISTS (SELECT 1 FROM {_FACETS} e WHERE e.document_id = d.id AND e.name = %s AND e.value = %s)")
        params += other
    return where, params


def _narrow(query: DocumentQuery, document_type: str | None, where: list[str], params: list[Any]) -> None:
    """By type and by id; only a question that names neither is limited to the listed types."""
    if document_type is not None:
        where.append("d.document_type = %s")
        params.append(document_type)
    if query.ids:
        where.append(f"d.content_id IN ({', '.join([dialect().id_parameter] * len(query.ids))})")
        params += [value.hex for value in query.ids]
    if document_type is None and not query.ids:
        where.append("d.is_listed = TRUE")  # spelt out, or SQLite does not use the index


def _period(query: DocumentQuery, ordered: str, words: Dialect, where: list[str], params: list[Any]) -> None:
    if query.published_from is not None:
        where.append(f"{ordered}.published_at >= {words.time_parameter}")
        params.append(words.moment(start_of_day(query.published_from)))
    if query.published_to is not None:
        where.append(f"{ordered}.published_at <= {words.time_parameter}")
        params.append(words.moment(end_of_day(query.published_to)))
    if query.updated_since is not None:
        where.append(f"d.changed_at >= {words.time_parameter}")
        params.append(words.moment(query.updated_since))
