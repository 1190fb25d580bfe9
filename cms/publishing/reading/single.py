"""One document: by content id or by address; or why there is none."""

from typing import Any, Literal
from uuid import UUID

from django.db import connection

from cms.publishing.models import FormerAddress
from cms.publishing.reading.answers import Found, Gone, Missing, Moved
from cms.publishing.reading.dialect import dialect
from cms.publishing.reading.generations import moment_from
from cms.publishing.reading.rows import TABLE, Row, columns, items_of, read_rows
from cms.subsites.queries import SubsiteInfo

_FORMER = FormerAddress._meta.db_table


def document(
    *, site: SubsiteInfo, content_id: UUID, locale: str, fallback: Literal["vi", "none"] = "none"
) -> Found | Gone | Missing:
    """The document of that id in that language: two queries.

    With fallback="vi" the Vietnamese version stands in for a missing one, and says so in
    `served_locale`. Withdrawn → Gone with the public reason; never published → Missing.
    """
    locales = [locale, "vi"] if fallback == "vi" and locale != "vi" else [locale]
    words = dialect()
    marks = ", ".join(["%s"] * len(locales))
    rows = read_rows(
        f"{_select()} WHERE d.site_id = %s AND d.content_id = {words.id_parameter} AND d.locale IN ({marks})",
        [site.id, content_id.hex, *locales],
    )
    if rows:
        return _found(min(rows, key=lambda row: locales.index(row.locale)), site, locale)
    reason = _one(
        f"SELECT reason FROM {_FORMER} WHERE site_id = %s AND content_id = {words.id_parameter}"
        " AND locale = %s AND is_gone ORDER BY since DESC LIMIT 1",
        [site.id, content_id.hex, locale],
    )
    return Missing() if reason is None else Gone(reason=reason[0])


def by_path(*, site: SubsiteInfo, path: str) -> Found | Moved | Gone | Missing:
    """What stands at an address of the site; links come in the language of what stands there.

    Moved → the present address; withdrawn → Gone with its reason; never published → Missing.
    """
    wanted = path if path.endswith("/") else path + "/"
    rows = read_rows(f"{_select()} WHERE d.site_id = %s AND d.path = %s", [site.id, wanted])
    if rows:
        return _found(rows[0], site, rows[0].locale)
    former = _one(
        f"SELECT f.is_gone, f.reason, d.path,"
        f" (SELECT g.reason FROM {_FORMER} g WHERE g.site_id = f.site_id AND g.content_id = f.content_id"
        "   AND g.locale = f.locale AND g.is_gone ORDER BY g.since DESC LIMIT 1)"
        f" FROM {_FORMER} f LEFT JOIN {TABLE} d"
        "   ON d.site_id = f.site_id AND d.content_id = f.content_id AND d.locale = f.locale"
        " WHERE f.site_id = %s AND f.path = %s",
        [site.id, wanted],
    )
    if former is None:
        return Missing()
    is_gone, reason, present_path, later_reason = former
    if is_gone:
        return Gone(reason=reason)
    if present_path:
        return Moved(path=present_path)
    # Moved first and withdrawn later: the old address is gone too, for the later reason.
    return Missing() if later_reason is None else Gone(reason=later_reason)


def _select() -> str:
    chosen = columns(order_column="published_at", with_body=True, vendor=connection.vendor)
    return f"SELECT {chosen}, -1 FROM {TABLE} d"


def _found(row: Row, site: SubsiteInfo, locale: str) -> Found:
    body = items_of([row], site_id=site.id, site_key=site.key, locale=locale)[0]
    return Found(body=body, changed_at=moment_from(row.changed_at))


def _one(sql: str, params: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
