"""What differs between two plans, as values: printed by the command, shown by the screen, applied by the action."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from cms.editorial.plan_file.spec import PlanFile

# Parts whose items have a key, in the order in which they are applied.
KEYED_PARTS = ("units", "posts", "boards", "regulations", "sections", "lines", "tasks", "reports")
SINGLE_PARTS = ("site", "record", "theme", "total", "frequency", "provisions", "kind")


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """A field that says something else than before."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One item of a plan that came, went or changed. `part` is a part of PlanFile, or budget_lines."""

    part: str
    key: str
    change: str  # "added", "removed" or "changed"
    old: Any = None
    new: Any = None
    fields: tuple[FieldChange, ...] = ()


def compare(old: PlanFile | None, new: PlanFile) -> list[Difference]:
    """Every difference from the old plan to the new one; from nothing, everything is added. Pure.

    The year itself is not a difference: a plan of the next year is compared with this year's.
    """
    found: list[Difference] = []
    for part in SINGLE_PARTS:
        found += _single(part, getattr(old, part) if old else None, getattr(new, part))
    for part in KEYED_PARTS:
        found += _keyed(part, getattr(old, part) if old else (), getattr(new, part))
    found += _budget(old, new)
    return found


def _single(part: str, old: Any, new: Any) -> Iterator[Difference]:
    if old == new or (not old and not new):
        return
    change = "added" if old is None else "removed" if new is None else "changed"
    yield Difference(part=part, key="", change=change, old=old, new=new, fields=_fields(old, new))


def _keyed(part: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Difference]:
    before, after = {item.key: item for item in old}, {item.key: item for item in new}
    for key, item in after.items():
        if key not in before:
            yield Difference(part=part, key=key, change="added", new=item)
        elif before[key] != item:
            previous = before[key]
            changes = _fields(previous, item)
            yield Difference(part=part, key=key, change="changed", old=previous, new=item, fields=changes)
    for key, item in before.items():
        if key not in after:
            yield Difference(part=part, key=key, change="removed", old=item)
    kept_before = [key for key in before if key in after]
    kept_after = [key for key in after if key in before]
    if kept_before != kept_after:
        moved = FieldChange(name="order", old=tuple(kept_before), new=tuple(kept_after))
        yield Difference(part=part, key="", change="changed", fields=(moved,))


def _budget(old: PlanFile | None, new: PlanFile) -> Iterator[Difference]:
    before, after = (old.budget if old else None), new.budget
    yield from _keyed("budget_lines", before.lines if before else (), after.lines if after else ())
    if before and after:
        changes = tuple(change for change in _fields(before, after) if change.name != "lines")
        if changes:
            yield Difference(part="budget", key="", change="changed", old=before, new=after, fields=changes)
    elif before or after:
        yield Difference(part="budget", key="", change="added" if after else "removed", old=before, new=after)


def _fields(old: Any, new: Any) -> tuple[FieldChange, ...]:
    if isinstance(old, dict) and isinstance(new, dict):
        names = sorted({*old, *new})
        pairs = [(name, old.get(name), new.get(name)) for name in names]
    elif old is None or new is None or type(old) is not type(new) or not hasattr(old, "__dataclass_fields__"):
        return (FieldChange(name="", old=old, new=new),) if old is not None and new is not None else ()
    else:
        pairs = [(field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(old)]
    return tuple(FieldChange(name=name, old=a, new=b) for name, a, b in pairs if a != b)
