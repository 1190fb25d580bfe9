"""A plan's differences in people's words: for the command and for the screen."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.editorial.plan_file.compare import Difference
from cms.editorial.plan_file.words import Party, Words
from cms.kernel.money import format_vnd

PARTS: dict[str, str | Promise] = {
    "site": gettext_lazy("site"),
    "record": gettext_lazy("record"),
    "theme": pgettext_lazy("plan", "theme"),
    "kind": gettext_lazy("kind of plan"),
    "total": gettext_lazy("quantity of the year"),
    "frequency": gettext_lazy("frequency"),
    "provisions": gettext_lazy("provisions"),
    "units": gettext_lazy("unit"),
    "posts": gettext_lazy("post"),
    "boards": gettext_lazy("editorial board"),
    "regulations": gettext_lazy("regulation"),
    "sections": gettext_lazy("section"),
    "lines": gettext_lazy("plan line"),
    "tasks": gettext_lazy("key task"),
    "reports": gettext_lazy("report"),
    "budget": gettext_lazy("budget"),
    "budget_lines": gettext_lazy("budget line"),
}
_CHANGES: dict[str, tuple[str, str | Promise]] = {
    "added": ("+", gettext_lazy("added")),
    "removed": ("-", gettext_lazy("removed")),
    "changed": ("~", gettext_lazy("changed")),
}
_MAX_WIDTH = 160


@dataclass(frozen=True, kw_only=True)
class DifferenceText:
    """One difference in words: what, which, and the fields with old and new."""

    sign: str
    change: str
    part: str
    key: str
    fields: tuple[tuple[str, str, str], ...]


def difference_texts(differences: Iterable[Difference]) -> list[DifferenceText]:
    """Differences in the active language, in their order."""
    return [_text_of(item) for item in differences]


def _text_of(item: Difference) -> DifferenceText:
    sign, change = _CHANGES[item.change]
    fields = tuple((row.name, value_text(row.name, row.old), value_text(row.name, row.new)) for row in item.fields)
    return DifferenceText(sign=sign, change=str(change), part=str(PARTS[item.part]), key=item.key, fields=fields)


def difference_lines(differences: Iterable[Difference]) -> list[str]:
    """Differences as lines of a terminal: “~ section news: title: “a” → “b””."""
    lines = []
    for text in difference_texts(differences):
        head = " ".join(part for part in (text.sign, text.part, text.key) if part)
        if not text.fields:
            lines.append(head)
        for name, old, new in text.fields:
            field = f"{name}: " if name else ""
            lines.append(f"{head}: {field}{_short(old)} → {_short(new)}")
    return lines


def value_text(name: str, value: Any) -> str:
    """A value of a plan for people: dates dd/mm/yyyy, money as VND, parties by key, nothing as “–”."""
    if value is None or value in ("", (), []):
        return "–"
    for kind, words in _WORDS_FOR:
        if isinstance(value, kind):
            return words(name, value)
    return str(value)


def _many(_name: str, values: Iterable[Any]) -> str:
    return ", ".join(value_text("", value) for value in values)


def _pairs(_name: str, values: Mapping[str, Any]) -> str:
    return "; ".join(f"{key}: {value_text(key, value)}" for key, value in values.items())


# The first type that fits decides: bool before int.
_WORDS_FOR: tuple[tuple[type[Any], Callable[[str, Any], str]], ...] = (
    (bool, lambda _name, value: _("yes") if value else _("no")),
    (datetime.date, lambda _name, value: f"{value:%d/%m/%Y}"),
    (int, lambda name, value: format_vnd(value) if name.endswith("_vnd") else str(value)),
    (str, lambda _name, value: value),
    (Words, lambda _name, value: f"{value.vi} / {value.en}" if value.en else value.vi),
    (Party, lambda _name, value: value.unit or value.selector or "–"),
    (Mapping, _pairs),
    (Sequence, _many),
)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_WIDTH else f"{text[:_MAX_WIDTH]}…"
