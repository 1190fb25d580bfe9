"""What a table or a list of objects holds: how its columns are called, and which row is that of headings."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from procedures.importing import limits
from procedures.importing.headings import field_of


@dataclass(frozen=True, kw_only=True)
class Layout:
    """heading_of: heading → field, empty for a column that is read over. list_name: the list in an object of JSON.

    most_said: characters of all values, and 50 for each of them.
    """

    heading_of: Callable[[str], str]
    is_header: Callable[[Collection[str]], bool]
    list_name: str
    most_bytes: int = limits.MAX_BYTES
    most_records: int = limits.MAX_RECORDS
    most_said: int = limits.MAX_SAID


def _names_procedures(fields: Collection[str]) -> bool:
    return "name" in fields and ("id" in fields or "code" in fields)


PROCEDURES = Layout(heading_of=field_of, is_header=_names_procedures, list_name="procedures")
COMPARED = replace(
    PROCEDURES,
    most_bytes=limits.COMPARED_BYTES,
    most_records=limits.COMPARED_RECORDS,
    most_said=limits.COMPARED_SAID,
)
