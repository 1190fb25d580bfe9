"""The few words in which SQLite and PostgreSQL differ, for hand-written reads.

The reads are SQL and not the ORM because building a QuerySet costs more than running it here, and
times and ids must come out as text, ready for JSON.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Dialect:
    """`{}` stands for the column. Every id is 32 hexadecimal digits, every time text, on both sides."""

    hex_id: str  # an id as 32 hexadecimal digits
    hanoi: str  # a time as ISO 8601 in +07:00, to the second
    exact: str  # a time as text from which the database reads the same instant again
    id_parameter: str
    time_parameter: str

    def moment(self, value: datetime.datetime) -> str:
        """A moment as the text that `time_parameter` takes."""
        return str(value.astimezone(datetime.UTC).replace(tzinfo=None))


_SQLITE = Dialect(
    hex_id="{}",
    hanoi="strftime('%%Y-%%m-%%dT%%H:%%M:%%S+07:00', {}, '+7 hours')",
    exact="{} || ''",
    id_parameter="%s",
    time_parameter="%s",
)
_POSTGRESQL = Dialect(
    hex_id="replace({}::text, '-', '')",
    hanoi="to_char({} AT TIME ZONE 'UTC' + interval '7 hours', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+07:00\"')",
    exact="({} AT TIME ZONE 'UTC')::text",
    id_parameter="%s::uuid",
    time_parameter="%s::timestamp AT TIME ZONE 'UTC'",
)


def dialect() -> Dialect:
    """The dialect of the default database."""
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL


def hyphened(hex_id: str) -> str:
    """An id as it is written in public, with hyphens."""
    return f"{hex_id[:8]}-{hex_id[8:12]}-{hex_id[12:16]}-{hex_id[16:20]}-{hex_id[20:]}"


def hex_of(value: UUID) -> str:
    """An id as the queries speak of it."""
    return value.hex
