"""What people call the codes of the log: each app says it of its own, in `AppConfig.ready()`.

A code is what programs write ("site.access_synced"); nobody should have to read it. A test of the architecture
asks that every code written anywhere is registered here, and in Vietnamese.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_actions: dict[str, "StrOrPromise"] = {}
# Words that the entries of several apps share; the rest is named by whoever records it.
_data: dict[str, "StrOrPromise"] = {
    "key": _("Key"),
    "on": _("As of"),
    "from": pgettext_lazy("recorded data", "From"),
    "to": pgettext_lazy("recorded data", "To"),
    "reason": _("Reason"),
}


def register_actions(labels: "Mapping[str, StrOrPromise]", *, data: "Mapping[str, StrOrPromise] | None" = None) -> None:
    """Name action codes, and the keys of the data that is recorded with them.

    Keys of data are shared words ("on", "reason"): the first who names one keeps it. Raise ImproperlyConfigured
    when a code has a name already: two apps would write the same code for different things.
    """
    for code, label in labels.items():
        if code in _actions:
            raise ImproperlyConfigured(f"the action {code!r} is registered twice")
        _actions[code] = label
    for key, label in (data or {}).items():
        _data.setdefault(key, label)


def registered_actions() -> frozenset[str]:
    """Every code that has a name."""
    return frozenset(_actions)


def action_label(code: str) -> str:
    """What people call an action; the code itself when a former version of the product wrote it."""
    return str(_actions.get(code, code))


def data_label(key: str) -> str:
    """What people call a key of the recorded data; the key itself when nobody has named it."""
    return str(_data.get(key, key))


def action_choices() -> list[tuple[str, str]]:
    """Codes with their names, for a filter; in the order of the names in the reader's language."""
    return sorted(((code, str(label)) for code, label in _actions.items()), key=lambda choice: choice[1].casefold())
