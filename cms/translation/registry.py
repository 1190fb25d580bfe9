"""How other parts hear of translations: callbacks filled in `AppConfig.ready()`, run inside the transaction."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cms.translation.models import TranslationRequest

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A text is to be translated, or is again."""

    request: TranslationRequest
    by: "User | None"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Given:
    """A request was given to somebody (`to`), taken by them (`to` == `by`), or given back (`to` None)."""

    request: TranslationRequest
    to: "User | None"
    by: "User | None"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class WentStale:
    """The Vietnamese text changed; `was_public`: while an English one is public."""

    request: TranslationRequest
    was_public: bool
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Waived:
    """Somebody said that a text is not translated; `by` None: it is no longer public."""

    request: TranslationRequest
    by: "User | None"
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class SourceWithdrawn:
    """The Vietnamese text was withdrawn while its English one is public: people decide about that one."""

    request: TranslationRequest
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The segments of a text can be translated, or are those of its newest version; or this failed."""

    request: TranslationRequest
    at: datetime.datetime
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class ReminderDue:
    """A request is due soon, due, or late; `escalation` as in `rules`, `is_new_level` the first time."""

    request: TranslationRequest
    escalation: int
    is_new_level: bool
    at: datetime.datetime


Event = Opened | Given | WentStale | Waived | SourceWithdrawn | Prepared | ReminderDue
E_ = TypeVar("E_", bound=Event)

_callbacks: dict[type, list[Callable[[Any], None]]] = {}


def subscribe(kind: type[E_], callback: Callable[[E_], None]) -> None:
    """Call `callback` at every event of a kind; twice the same is once."""
    registered = _callbacks.setdefault(kind, [])
    if callback not in registered:
        registered.append(callback)


def announce(event: Event) -> None:
    """Tell those who asked. Called by the actions only."""
    for callback in _callbacks.get(type(event), ()):
        callback(event)
