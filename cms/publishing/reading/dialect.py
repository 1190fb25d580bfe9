"""The few words in which SQLite and PostgreSQL differ, for hand-written reads.

The reads are SQL and not the ORM because building a QuerySet costs more than running it here, and
times, ids and stored JSON must come out ready to be spliced into an answer.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

_HANOI_OFFSET = datetime.timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Dialect:
    """`{}` stands for the column. Every id is 32 hexadecimal digits, every time text, on both sides."""

    hex_id: str  # an id as 32 hexadecimal digits
    exact: str  # a time in UTC as text from which the database reads the same instant again
    json_bytes: str  # stored JSON text as bytes: never decoded, never encoded again
    id_parameter: str
    time_parameter: str

    def moment(self, value: datetime.datetime) -> str:
        """A moment as the text that `time_parameter` takes."""
        return str(value.astimezone(datetime.UTC).replace(tzinfo=None))


_SQLITE = Dialect(
    hex_id="{}",
    exact="{} || ''",
    json_bytes="CAST({} AS BLOB)",
    id_parameter="%s",
    time_parameter="%s",
)
_POSTGRESQL = Dialect(
    hex_id="replace({}::text, '-', '')",
    exact="({} AT TIME ZONE 'UTC')::text",
    json_bytes="convert_to({}, 'UTF8')",
    id_parameter="%s::uuid",
    time_parameter="%s::timestamp AT TIME ZONE 'UTC'",
)


def dialect() -> Dialect:
    """The dialect of the default database."""
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL


@lru_cache(maxsize=2048)
def hyphened(hex_id: str) -> str:
    """An id as it is written in public, with hyphens."""
    return f"{hex_id[:8]}-{hex_id[8:12]}-{hex_id[12:16]}-{hex_id[16:20]}-{hex_id[20:]}"


@lru_cache(maxsize=2048)
def in_hanoi(exact: str) -> str:
    """A time as the API writes it: ISO 8601 in +07:00, to the second."""
    local = datetime.datetime.fromisoformat(exact) + _HANOI_OFFSET
    return local.isoformat(timespec="seconds") + "+07:00"
