"""What no schema can say: references, order of numbers, arithmetic, days that exist."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.editorial.errors import Issue
from cms.editorial.incomplete_date import IncompleteDate
from cms.editorial.plan_file.parse import Parsed, Path
from cms.kernel.money import format_vnd

# The lists of a file, and by what their items are told apart.
KEYED: dict[Path, str] = {
    ("units",): "key",
    ("posts",): "key",
    ("boards",): "number",
    ("regulations",): "number",
    ("sections",): "key",
    ("lines",): "row",
    ("tasks",): "number",
    ("budget", "lines"): "key",
    ("report_calendar",): "name",
}


def semantic_issues(parsed: Parsed) -> list[Issue]:
    """Every fault of meaning in a file that the schema accepts."""
    checks = (_duplicates, _dates, _units, _sections, _lines, _ranges, _budget, _references, _provisions)
    return [issue for check in checks for issue in check(parsed)]


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else data[part]
        if data is None:
            return None
    return data


def _items(parsed: Parsed, *path: str | int) -> Iterator[tuple[Path, dict[str, Any]]]:
    for index, item in enumerate(_at(parsed.data, path) or ()):
        yield (*path, index), item


def _keys(parsed: Parsed, name: str) -> set[str]:
    return {item["key"] for _path, item in _items(parsed, name)}


def _duplicates(parsed: Parsed) -> Iterator[Issue]:
    for path, key in [*KEYED.items(), (("sections",), "number")]:
        seen: dict[Any, int | None] = {}
        for here, item in _items(parsed, *path):
            value = item[key]
            if value in seen:
                message = _("{key} “{value}” is there twice; the first is on line {first}")
                yield parsed.issue((*here, key), message, key=key, value=value, first=seen[value])
            seen.setdefault(value, parsed.line((*here, key)))


def _dates(parsed: Parsed) -> Iterator[Issue]:
    places: list[Path] = [("site", "english_live_from")]
    places += [(*path, name) for path, _item in _items(parsed, "units") for name in ("valid_from", "valid_to")]
    places += [(*path, "date") for group in ("boards", "regulations") for path, _item in _items(parsed, group)]
    places += [(*path, "date") for path, _item in _items(parsed, "record", "legal_basis")]
    for path in places:
        value = _at(parsed.data, path)
        if value is not None and not _is_date(value):
            yield parsed.issue(path, _("there is no day {value}"), value=value)
    record = _at(parsed.data, ("record", "date"))
    if record is not None:
        try:
            IncompleteDate.parse(str(record))
        except ValueError:
            yield parsed.issue(("record", "date"), _("there is no day {value}"), value=record)


def _is_date(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _units(parsed: Parsed) -> Iterator[Issue]:
    yield from _parents(parsed, "units", _("unknown unit “{value}”"))
    for path, unit in _items(parsed, "units"):
        first, last = unit.get("valid_from"), unit.get("valid_to")
        if first and last and first > last:
            yield parsed.issue((*path, "valid_to"), _("{last} is before valid_from {first}"), first=first, last=last)


def _sections(parsed: Parsed) -> Iterator[Issue]:
    yield from _parents(parsed, "sections", _("unknown section “{value}”"))


def _parents(parsed: Parsed, name: str, unknown: Any) -> Iterator[Issue]:
    parents = {item["key"]: item.get("parent") for _path, item in _items(parsed, name)}
    for path, item in _items(parsed, name):
        parent = item.get("parent")
        if parent is None:
            continue
        if parent not in parents:
            yield parsed.issue((*path, "parent"), unknown, value=parent)
        elif item["key"] in _ancestors(parents, parent):
            yield parsed.issue((*path, "parent"), _("“{value}” is its own ancestor"), value=item["key"])


def _ancestors(parents: dict[str, str | None], key: str | None) -> set[str]:
    seen: set[str] = set()
    while key is not None and key not in seen:
        seen.add(key)
        key = parents.get(key)
    return seen


def _lines(parsed: Parsed) -> Iterator[Issue]:
    kinds = {section["key"]: section["kind"] for _path, section in _items(parsed, "sections")}
    for path, line in _items(parsed, "lines"):
        section = line.get("section")
        if section is None and line.get("locale", "vi") == "vi":
            yield parsed.issue(path, _("only the line of another language may have no section"))
        elif section is not None and section not in kinds:
            yield parsed.issue((*path, "section"), _("unknown section “{value}”"), value=section)
        elif section is not None and kinds[section] == "group":
            yield parsed.issue((*path, "section"), _("“{value}” is a heading and has no line"), value=section)
        yield from _sla(parsed, path, line.get("sla") or {"mode": "none"})


def _sla(parsed: Parsed, path: Path, sla: dict[str, Any]) -> Iterator[Issue]:
    here = (*path, "sla")
    if sla["mode"] == "deadline":
        if sla.get("days") is None or not sla.get("trigger"):
            yield parsed.issue(here, _("a deadline needs days and a trigger"))
    elif sla.get("days") is not None:
        yield parsed.issue((*here, "days"), _("days belong to mode deadline only"))


def _ranges(parsed: Parsed) -> Iterator[Issue]:
    places: list[Path] = [("frequency",), ("total",)]
    places += [(*path, "quota") for path, _item in _items(parsed, "lines")]
    for path in places:
        value = _at(parsed.data, path) or {}
        low, high = value.get("min"), value.get("max")
        if low is not None and high is not None and low > high:
            yield parsed.issue((*path, "min"), _("min {low} is above max {high}"), low=low, high=high)


def _budget(parsed: Parsed) -> Iterator[Issue]:
    total = 0
    for path, line in _items(parsed, "budget", "lines"):
        product = line["quantity"] * line["rate_vnd"]
        total += line["amount_vnd"]
        if product != line["amount_vnd"]:
            message = _("{quantity} × {rate} = {product}, not {amount}")
            yield parsed.issue(
                (*path, "amount_vnd"),
                message,
                quantity=line["quantity"],
                rate=format_vnd(line["rate_vnd"]),
                product=format_vnd(product),
                amount=format_vnd(line["amount_vnd"]),
            )
    stated = _at(parsed.data, ("budget", "total_vnd"))
    if stated is not None and stated != total:
        message = _("the lines sum to {sum}, not {total}")
        yield parsed.issue(("budget", "total_vnd"), message, sum=format_vnd(total), total=format_vnd(stated))


def _references(parsed: Parsed) -> Iterator[Issue]:
    units, posts = _keys(parsed, "units"), _keys(parsed, "posts")
    for path in _unit_places(parsed):
        value = _at(parsed.data, path)
        if value is not None and value not in units:
            yield parsed.issue(path, _("unknown unit “{value}”"), value=value)
    for here, _line in _items(parsed, "lines"):
        path = (*here, "responsible", "post")
        value = _at(parsed.data, path)
        if value is not None and value not in posts:
            yield parsed.issue(path, _("unknown post “{value}”"), value=value)


def _unit_places(parsed: Parsed) -> Iterable[Path]:
    yield ("site", "unit")
    yield ("frequency", "by", "unit")
    for name in ("posts", "boards", "regulations"):
        yield from ((*path, "unit") for path, _item in _items(parsed, name))
    yield from ((*path, "by", "unit") for path, _item in _items(parsed, "tasks"))
    yield from ((*path, "unit") for path, _item in _items(parsed, "provisions", "duties"))
    for path, _item in _items(parsed, "report_calendar"):
        yield from ((*path, "owner"), (*path, "receiver"))
    for path, line in _items(parsed, "lines"):
        yield (*path, "responsible", "unit")
        yield from ((*path, "suppliers", index, "unit") for index, _party in enumerate(line.get("suppliers", ())))


def _provisions(parsed: Parsed) -> Iterator[Issue]:
    path: Path = ("provisions", "manuscript_format")
    sizes = _at(parsed.data, path)
    if sizes and sizes["size_min_pt"] > sizes["size_max_pt"]:
        low, high = sizes["size_min_pt"], sizes["size_max_pt"]
        yield parsed.issue((*path, "size_min_pt"), _("min {low} is above max {high}"), low=low, high=high)
    for here, report in _items(parsed, "report_calendar"):
        if report.get("day") is not None and report["every"] != "month":
            yield parsed.issue((*here, "day"), _("a day belongs to a monthly report only"))
