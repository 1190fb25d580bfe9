"""The catalogue of procedures: in its own order, filtered by facets, and one of it by its key or code.

Everything comes from documents of type `procedure` and their facets (docs/procedures.md): the facet
`catalogue_order` holds a value that sorts as the catalogue is read, so one index gives the order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import orjson
from django.db import connection

from cms.api.cursors import InvalidCursor, decode_cursor, encode_cursor
from cms.publishing.models import DocumentFacet, FormerName
from cms.publishing.reading.answers import Found, Gone, Listing, Missing
from cms.publishing.reading.generations import CHANGED_SQL, GENERATION_SQL, generation, memory, moment_from
from cms.publishing.reading.rows import TABLE, Row, columns, items_of, read_rows
from cms.subsites.queries import SubsiteInfo

_FACETS = DocumentFacet._meta.db_table
_FORMER = FormerName._meta.db_table
_ORDER = "catalogue_order"
_KNOWN = -1
_NAMES = "name IN ('procedure_key', 'procedure_code')"  # by what one procedure is asked for

# By what the catalogue is filtered; the name in the API = the name of the facet.
CATALOGUE_FACETS = ("life_event", "field", "level", "agency", "audience", "online_level", "department", "status")
# Of these, what is offered to choose from, and where the details of a procedure say a value's words.
OFFERED: Mapping[str, str] = {
    "life_event": "life_events",
    "field": "field",
    "level": "levels",
    "agency": "agency",
    "audience": "audiences",
    "online_level": "online",
    "status": "status",
}
# Of the details of a procedure, what stands in an item of the list beside its title: a list that shows names, codes and
# what is asked first needs no document more.
LISTED = (
    "key", "code", "name_en", "field", "levels", "audiences", "agency", "glance", "online", "life_events", "status",
    "is_sample",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogueQuery:
    """What may be asked of the catalogue; all conditions hold together.

    filters: (facet, value) pairs with names of CATALOGUE_FACETS, each name once. limit: 1–100. fallback: "vi"
    also gives what has no version in `locale`. detail: "card" leaves `details` out, except LISTED.
    """

    site: SubsiteInfo
    locale: str
    filters: tuple[tuple[str, str], ...] = ()
    limit: int = 20
    cursor: str | None = None
    fallback: Literal["vi", "none"] = "none"
    detail: Literal["full", "card"] = "full"

    def locales(self) -> list[str]:
        """The languages that may be served, best first."""
        return [self.locale] if self.fallback == "none" or self.locale == "vi" else [self.locale, "vi"]


class _Key(NamedTuple):
    """A procedure in its place: the value that sorts it and its row; what the same statement saw of the store."""

    order: str
    id: int
    generation: int
    changed_at: Any
    total: int


def procedures(query: CatalogueQuery) -> Listing:
    """A page of the catalogue, the often needed first, then by the alphabet; raise InvalidCursor. Three queries."""
    after = _position(query)
    question = ("procedures", replace(query, cursor=None, limit=0, detail="full"))
    known_generation, known_total = memory.recall(question)
    keys = _keys(query, after, known_generation)
    if not keys:
        return Listing(items_json=[], next_cursor=None, total=_total(query) if after else 0, changed_at=None)
    first = keys[0]
    total = known_total if first.total == _KNOWN else first.total
    memory.keep(question, first.generation, total)
    page = keys[: query.limit]
    return Listing(
        items_json=_items(query, _rows_of([key.id for key in page])),
        next_cursor=encode_cursor(_ORDER, page[-1].order, str(page[-1].id)) if len(keys) > query.limit else None,
        total=total,
        changed_at=moment_from(first.changed_at),
        generation=first.generation,
    )


def procedure(
    *, site: SubsiteInfo, name: str, locale: str, fallback: Literal["vi", "none"] = "none"
) -> Found | Gone | Missing:
    """The procedure whose record has that key, else whose national code it is. Two queries.

    Withdrawn → Gone with the public reason; never published → Missing.
    """
    locales = [locale, "vi"] if fallback == "vi" and locale != "vi" else [locale]
    marks = ", ".join(["%s"] * len(locales))
    chosen = columns(order_column="published_at", with_body=True, vendor=connection.vendor)
    rows = read_rows(
        f"SELECT {chosen}, CASE WHEN f.name = 'procedure_key' THEN 0 ELSE 1 END AS rank"
        f" FROM {_FACETS} f JOIN {TABLE} d ON d.id = f.document_id"
        f" WHERE f.site_id = %s AND f.locale IN ({marks}) AND f.{_NAMES}"
        " AND f.value = %s",
        [site.id, *locales, name],
    )
    if not rows:
        return _gone(site, name, locales)
    # `total` holds the rank here: a key wins over a code, then the language asked, then the older row.
    best = min(rows, key=lambda row: (locales.index(row.locale), row.total, row.first_published_at, row.key))
    body = items_of([best], site_id=site.id, site_key=site.key, locale=locale)[0]
    return Found(body=body, changed_at=moment_from(best.changed_at))


def _gone(site: SubsiteInfo, name: str, locales: Sequence[str]) -> Gone | Missing:
    """Why what had that name is not there: a key before a code, the language asked first, then the latest."""
    marks = ", ".join(["%s"] * len(locales))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT locale, reason FROM {_FORMER}"
            f" WHERE site_id = %s AND value = %s AND locale IN ({marks}) AND {_NAMES}"
            " ORDER BY CASE WHEN name = 'procedure_key' THEN 0 ELSE 1 END, since DESC",
            [site.id, name, *locales],
        )
        former: list[tuple[str, str]] = cursor.fetchall()
    if not former:
        return Missing()
    return Gone(reason=min(former, key=lambda row: locales.index(row[0]))[1])


def catalogue_facets(query: CatalogueQuery) -> dict[str, list[dict[str, Any]]]:
    """Facet → its values with words and counts among what the query finds, the commonest first.

    A facet that is filtered by is counted without its own filter, so that another value can be chosen at once; the
    status is not, for without one only what is in force is listed. When the store has changed two queries and one for
    each such filter, one otherwise.
    """
    question = ("catalogue_facets", replace(query, cursor=None, limit=0, detail="full"))
    now, _changed_at = generation()
    known, value = memory.recall(question)
    if known != now:
        value = _counted(query)
        memory.keep(question, now, value)
    counted: dict[str, list[dict[str, Any]]] = value
    return counted


def _counted(query: CatalogueQuery) -> dict[str, list[dict[str, Any]]]:
    own = [name for name, _value in query.filters if name in OFFERED and name != "status"]
    counts = _counts(query, [name for name in OFFERED if name not in own])
    for name in own:
        counts += _counts(replace(query, filters=tuple(pair for pair in query.filters if pair[0] != name)), [name])
    said = _words({example for *_rest, example in counts}, query.locale)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in OFFERED}
    for name, value, count, example in counts:
        # What has no name in the reader's language is not offered: its key is a Vietnamese word.
        label = said.get(example, {}).get(name, {}).get(value)
        if label:
            found[name].append({"value": value, "label": label, "count": count})
    for values in found.values():
        values.sort(key=lambda one: (-one["count"], one["label"]))
    return found


def _counts(query: CatalogueQuery, names: Sequence[str]) -> list[tuple[str, str, int, int]]:
    """(facet, value, how many, one of them) of these facets among what the query finds."""
    sources = [_branch(query, locale) for locale in query.locales()]
    matching = " UNION ALL ".join(f"SELECT f.document_id {source}" for source, _params in sources)
    params = [value for _source, values in sources for value in values]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.name, c.value, COUNT(*), MIN(c.document_id) FROM {_FACETS} c"
            f" WHERE c.document_id IN ({matching}) AND c.name IN ({marks}) GROUP BY c.name, c.value",
            [*params, *names],
        )
        found: list[tuple[str, str, int, int]] = cursor.fetchall()
    return found


def _words(ids: set[int], locale: str) -> dict[int, dict[str, dict[str, str]]]:
    """Document → facet → value → label in the reader's language: what a document of it says of itself, and what one of

    another language is found by in it.
    """
    if not ids:
        return {}
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, locale, body, search FROM {TABLE} WHERE id IN ({marks})", sorted(ids))
        rows = cursor.fetchall()
    return {
        key: _labels(orjson.loads(body)) if own == locale else _labels_in(locale, search)
        for key, own, body, search in rows
    }


def _labels_in(locale: str, search: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = orjson.loads(search or "{}").get(f"facet_labels_{locale}") or {}
    return found


def _labels(details: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {facet: dict(_pairs(details.get(name))) for facet, name in OFFERED.items()}


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    """The (key, label) pairs of a term, of a list of terms, or of the online level."""
    for term in value if isinstance(value, list) else [value]:
        if isinstance(term, dict):
            key = term.get("key") or term.get("level")
            if key:
                yield str(key), str(term.get("label") or key)


def _keys(query: CatalogueQuery, after: tuple[str, int] | None, known: int) -> list[_Key]:
    sources = [_branch(query, locale) for locale in query.locales()]
    count = " + ".join(f"(SELECT COUNT(*) {source})" for source, _params in sources)
    params: list[Any] = [known, *(value for _source, values in sources for value in values)]
    walks = []
    for number, (source, values) in enumerate(sources):
        position = " AND (f.value, f.document_id) > (%s, %s)" if after is not None else ""
        walks.append(
            f"SELECT * FROM (SELECT f.value AS position, f.document_id AS id {source}{position}"
            f" ORDER BY f.value, f.document_id LIMIT %s) b{number}"
        )
        params += [*values, *(after or ()), query.limit + 1]
    # CASE is lazy on both databases: a total known for this generation is not counted again.
    total = f"CASE WHEN {GENERATION_SQL} = %s THEN {_KNOWN} ELSE {count} END"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT k.position, k.id, {GENERATION_SQL}, {CHANGED_SQL}, {total}"
            f" FROM ({' UNION ALL '.join(walks)}) k ORDER BY k.position, k.id LIMIT %s",
            [*params, query.limit + 1],
        )
        return list(map(_Key._make, cursor.fetchall()))


def _branch(query: CatalogueQuery, locale: str) -> tuple[str, list[Any]]:
    """FROM … WHERE … of the procedures in one language that meet the filters, along the catalogue's order."""
    where = ["f.site_id = %s", "f.locale = %s", "f.name = %s"]
    params: list[Any] = [query.site.id, locale, _ORDER]
    for pair in query.filters:
        where.append(
            f"EXISTS (SELECT 1 FROM {_FACETS} e WHERE e.document_id = f.document_id AND e.name = %s AND e.value = %s)"
        )
        params += pair
    if locale != query.locale:
        where.append(
            f"NOT EXISTS (SELECT 1 FROM {TABLE} d JOIN {TABLE} o ON o.site_id = d.site_id"
            " AND o.content_id = d.content_id WHERE d.id = f.document_id AND o.locale = %s)"
        )
        params.append(query.locale)
    return f"FROM {_FACETS} f WHERE {' AND '.join(where)}", params


def _items(query: CatalogueQuery, rows: Sequence[Row]) -> list[bytes]:
    """Each row as in every list, with LISTED of its details."""
    shown = rows if query.detail == "full" else [row._replace(body=None) for row in rows]
    items = items_of(shown, site_id=query.site.id, site_key=query.site.key, locale=query.locale)
    return [item[:-1] + b"," + _listed(row)[1:] for item, row in zip(items, rows, strict=True)]


def _listed(row: Row) -> bytes:
    # Parsed here: PostgreSQL would read the whole text once for each name.
    details = orjson.loads(row.body or b"{}")
    return orjson.dumps({name: details.get(name) for name in LISTED})


def _rows_of(ids: Sequence[int]) -> list[Row]:
    chosen = columns(order_column="published_at", with_body=True, vendor=connection.vendor)
    marks = ", ".join(["%s"] * len(ids))
    rows = {row.key: row for row in read_rows(f"SELECT {chosen}, -1 FROM {TABLE} d WHERE d.id IN ({marks})", list(ids))}
    return [rows[key] for key in ids if key in rows]


def _total(query: CatalogueQuery) -> int:
    """The total of a question whose position lies behind the last row."""
    total = 0
    for locale in query.locales():
        source, params = _branch(query, locale)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) {source}", params)
            total += int(cursor.fetchone()[0])
    return total


def _position(query: CatalogueQuery) -> tuple[str, int] | None:
    """Where a cursor stands; raise InvalidCursor when it was made for another list."""
    if query.cursor is None:
        return None
    match decode_cursor(query.cursor):
        case (kind, order, key) if kind == _ORDER and key.isascii() and key.isdigit():
            return order, int(key)
    raise InvalidCursor
