"""What is found in a record: errors refuse it, notes say what was mended, checks ask a person to look."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    # errors
    "no_id": _("The record has neither a key (id) nor a national code."),
    "bad_id": _("The key (id) may hold letters, digits, “_” and “-”, at most 80 characters."),
    "twice": _("The key “{value}” is already in this file, in record {other}."),
    "no_name": _("The record has no name."),
    "unknown_field": _("“{value}” is not a field of a procedure."),
    "not_a_record": _("This is not a record: names with values are expected."),
    "not_text": _("Text is expected."),
    "not_list": _("A list is expected."),
    "not_number": _("“{value}” is not a whole number."),
    "not_date": _("“{value}” is not a date (dd/mm/yyyy or yyyy-mm-dd)."),
    "not_boolean": _("“{value}” is neither yes nor no."),
    "not_address": _("“{value}” is not an address that begins with https:// or http://."),
    "too_long": _("The text is longer than {limit} characters."),
    "too_many": _("More than {limit} items."),
    "bad_code": _("“{value}” is not a code of a procedure (for example 1.001193)."),
    "unknown_choice": _("“{value}” is unknown; possible are: {choices}."),
    "popularity": _("“{value}” is not between 1 and 5."),
    "formula": _("The cell holds a formula. Paste it as a value."),
    "error_cell": _("The cell shows an error of Excel: {value}."),
    "negative": _("“{value}” is less than zero."),
    "too_much": _("“{value}” is more than any fee: ten billion đồng at most."),
    # notes
    "no_information": _("“{value}” was read as: nothing said."),
    "empty_items": _("{count} empty items were left out."),
    "item_kind": _("“{value}” was read as a {kind}."),
    "no_quantity": _("“{value}”: 0 originals and 0 copies were read as: number not stated."),
    "misplaced_form": _("“{value}” stood in the column of numbers and was read as a form."),
    "time_text": _("“{value}” was kept as words: it is no number of hours, days or months."),
    "fee_text": _("“{value}” was kept as words: it is no amount."),
    "repeated": _("“{value}” stood there twice."),
    # checks
    "old_level": _("“{value}” is an old level of online services and was read as “{level}”: a person has to check it."),
}


class Weight(StrEnum):
    """What a problem does to its record."""

    ERROR = "error"
    NOTE = "note"
    CHECK = "check"


_CHECKS = frozenset({"old_level"})
_NOTES = frozenset(
    {"no_information", "empty_items", "item_kind", "no_quantity", "misplaced_form", "time_text", "fee_text", "repeated"}
)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something about one field of one record."""

    field: str
    code: str
    params: tuple[tuple[str, Any], ...] = ()

    @property
    def weight(self) -> Weight:
        """Errors refuse, checks ask, notes inform."""
        if self.code in _CHECKS:
            return Weight.CHECK
        return Weight.NOTE if self.code in _NOTES else Weight.ERROR

    @property
    def message(self) -> str:
        """The sentence, in the reader's language."""
        return str(WORDS[self.code]).format(**dict(self.params))

    def as_json(self) -> dict[str, Any]:
        """For the report that is kept."""
        return {"field": self.field, "code": self.code, "params": {name: str(v) for name, v in self.params}}


def problem(field: str, code: str, **params: Any) -> Problem:
    """A problem; values are shown cut to what a line holds."""
    shown = {name: _cut(value) if isinstance(value, str) else value for name, value in params.items()}
    return Problem(field=field, code=code, params=tuple(sorted(shown.items())))


def from_json(stored: dict[str, Any]) -> Problem:
    """A kept problem."""
    return Problem(field=stored["field"], code=stored["code"], params=tuple(sorted(stored.get("params", {}).items())))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
