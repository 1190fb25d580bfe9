"""A file of figures: JSON, CSV or Excel with a row for each unit."""

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from cms.kernel.text import clean_line, fold
from procedures.figures.errors import RefusedFigures
from procedures.figures.port import Delivery, UnitNumbers
from procedures.figures.rules import Numbers
from procedures.importing.errors import RefusedImport
from procedures.importing.layout import Layout
from procedures.importing.reading import ReadFile, read_records
from procedures.importing.values import parse_date
from procedures.models import Figure

SOURCE = "file"
MOST_UNITS = 5_000
_MOST = 1_000_000_000
_HEADINGS = {
    "unit": ("don vi", "co quan", "ten don vi", "don vi giai quyet", "unit"),
    "received": ("tiep nhan", "da tiep nhan", "so ho so tiep nhan", "tong tiep nhan", "received"),
    "solved": ("da giai quyet", "so ho so da giai quyet", "giai quyet", "solved"),
    "on_time": ("dung han", "giai quyet dung han", "truoc va dung han", "on time", "on_time"),
    "late": ("qua han", "tre han", "giai quyet qua han", "late"),
    "pending": ("dang giai quyet", "chua giai quyet", "ton", "pending"),
    "period_start": ("tu ngay", "ky tu", "period_start", "from"),
    "period_end": ("den ngay", "ky den", "period_end", "to"),
    "as_of": ("tinh den", "so lieu den", "ngay so lieu", "as_of", "as of"),
}
_BY_HEADING = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_NUMBERS = ("received", "solved", "on_time", "late", "pending")


def heading_of(heading: str) -> str:
    """The value a column holds; the empty text for one that is read over."""
    words = " ".join(re.sub(r"[^a-z0-9_]+", " ", fold(re.sub(r"\(.*?\)", " ", heading[:255]))).split())
    return _BY_HEADING.get(words, "")


LAYOUT = Layout(
    heading_of=heading_of, is_header=lambda fields: "unit" in fields and "received" in fields, list_name="figures"
)


def read_delivery(file: BinaryIO, *, file_name: str, given: Mapping[str, datetime.date | None]) -> list[Delivery]:
    """The periods a file holds. `given`: period_start, period_end, as_of where the file does not say them.

    Raise RefusedImport or RefusedFigures with the row; then nothing is taken.
    """
    read = read_records(file, LAYOUT)
    grouped: dict[tuple[datetime.date, datetime.date, datetime.date], dict[str, Numbers]] = {}
    for record in read.records:
        place, row = record.place, record.values
        if not isinstance(row, dict):
            raise RefusedFigures("not_a_row", row=place)
        days = tuple(_day(row, name, place, given) for name in ("period_start", "period_end", "as_of"))
        if days[1] < days[0] or days[2] < days[0]:
            raise RefusedFigures("period", row=place)
        name, numbers = _unit(row, place), _numbers(row, place)
        units = grouped.setdefault((days[0], days[1], days[2]), {})
        if name in units:
            raise RefusedFigures("twice", row=place, unit=name)
        units[name] = numbers
        if len(units) > MOST_UNITS:
            raise RefusedImport("too_many_records", limit=MOST_UNITS)
    return [_delivery(days, units, read, file_name) for days, units in sorted(grouped.items())]


def _delivery(
    days: tuple[datetime.date, datetime.date, datetime.date], units: dict[str, Numbers], read: ReadFile, file_name: str
) -> Delivery:
    rows = tuple(UnitNumbers(unit_name=name, numbers=numbers) for name, numbers in units.items())
    return Delivery(
        source=SOURCE, period_start=days[0], period_end=days[1], as_of=days[2], rows=rows, sha256=read.sha256,
        file_name=file_name,
    )  # fmt: skip


def _unit(row: Mapping[str, Any], place: int) -> str:
    name = clean_line(str(row.get("unit") or ""))
    if not name or len(name) > 255:
        raise RefusedFigures("unit", row=place)
    return name


def _numbers(row: Mapping[str, Any], place: int) -> Numbers:
    said = {name: _count(row.get(name), name, place) for name in _NUMBERS}
    received, solved, on_time, late = (said[name] for name in _NUMBERS[:4])
    if received is None:
        raise RefusedFigures("number", row=place, value=_label("received"))
    # Any two of solved, on time and late give the third.
    if solved is None:
        solved = (on_time or 0) + (late or 0)
    if on_time is None:
        on_time = solved - (late or 0)
    if late is None:
        late = solved - on_time
    if on_time + late != solved or on_time < 0 or late < 0:
        raise RefusedFigures("sum", row=place)
    return Numbers(received=received, solved=solved, on_time=on_time, late=late, pending=said["pending"])


def _count(value: Any, name: str, place: int) -> int | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = re.sub(r"(?<=\d)[.,\u00a0 ](?=\d{3}(?:\D|$))", "", str(value).strip())
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,10}", text, re.ASCII) or int(text) > _MOST:
        raise RefusedFigures("number", row=place, value=f"{_label(name)}: {str(value)[:40]}")
    return int(text)


def _label(name: str) -> str:
    named = {field.name: field.verbose_name for field in Figure._meta.concrete_fields}
    return str(named[name])


def _day(row: Mapping[str, Any], name: str, place: int, given: Mapping[str, datetime.date | None]) -> datetime.date:
    value = row.get(name)
    day = parse_date(str(value)) if value not in (None, "") else given.get(name)
    if day is None:
        raise RefusedFigures("day", row=place, value=json.dumps(value, ensure_ascii=False, default=str)[:40])
    return day
