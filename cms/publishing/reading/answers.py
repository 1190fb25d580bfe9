"""What a read answers with: bytes, or the reason why there are none."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One document as JSON. `changed_at`: when anything in the store last changed."""

    body: bytes
    changed_at: datetime.datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """What stood here has another address now, on the same site."""

    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """Withdrawn, with the reason that the public may read (it may be empty)."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """Nothing was ever published there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A page of a list: each item as JSON, the cursor of the next page or None, and how many there are in all.

    generation: the number of the store's state that the rows were read in; None where no row was read.
    """

    items_json: list[bytes]
    next_cursor: str | None
    total: int
    changed_at: datetime.datetime | None
    generation: int | None = None
