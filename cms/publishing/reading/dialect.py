"""The few words in which SQLite and PostgreSQL differ, for hand-written reads.

The reads are SQL and not the ORM because building a QuerySet costs more than running it here, and
times, ids and stored JSON must come out ready to be spliced into an answer.
"""

import datetime
from collections.abc import Sequence
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
    json_part: str  # the value of a name in stored JSON text
    json_object: str  # JSON text of names and values
    id_parameter: str
    time_parameter: str

    def parts(self, column: str, names: Sequence[str]) -> str:
        """JSON text with these names of a column's object only; NULL for an empty column. The names are our own."""
        values = ", ".join(f"'{name}', {self.json_part.format(column, name)}" for name in names)
        return f"CASE WHEN {column} <> '' THEN {self.json_object.format(values)} END"

    def moment(self, value: datetime.datetime) -> str:
        """A moment as the text that `time_parameter` takes."""
        return str(value.astimezone(datetime.UTC).replace(tzinfo=None))


_SQLITE = Dialect(
    hex_id="{}",
    exact="{} || ''",
    json_bytes="CAST({} AS BLOB)",
    json_part="json_extract({}, '$.{}')",
    json_object="json_object({})",
    id_parameter="%s",
    time_parameter="%s",
)
_POSTGRESQL = Dialect(
    hex_id="replace({}::text, '-', '')",
    exact="({} AT TIME ZONE 'UTC')::text",
    json_bytes="convert_to({}, 'UTF8')",
    json_part="({}::json)->'{}'",
    json_object="json_build_object({})::text",
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
