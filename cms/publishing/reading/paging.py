"""Pages of the short lists (sections, menus, sites), which are read whole and remembered by generation."""

import datetime
from collections.abc import Sequence

from cms.api.cursors import InvalidCursor, decode_cursor, encode_cursor
from cms.publishing.reading.answers import Listing


def page_of(
    entries: Sequence[tuple[str, bytes]],
    *,
    kind: str,
    limit: int,
    cursor: str | None,
    changed_at: datetime.datetime | None,
) -> Listing:
    """A page of (key, JSON) entries that stand in their final order; raise InvalidCursor.

    A key that has vanished since the cursor was given makes the cursor invalid: the list is short
    enough to begin again.
    """
    start = 0
    if cursor is not None:
        keys = [key for key, _ in entries]
        match decode_cursor(cursor):
            case (name, key) if name == kind and key in keys:
                start = keys.index(key) + 1
            case _:
                raise InvalidCursor
    page = entries[start : start + limit]
    more = start + limit < len(entries)
    return Listing(
        items_json=[item for _, item in page],
        next_cursor=encode_cursor(kind, page[-1][0]) if more and page else None,
        total=len(entries),
        changed_at=changed_at,
    )
