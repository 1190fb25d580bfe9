"""How other parts hear of translations: callbacks filled in `AppConfig.ready()`, run inside the transaction."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from cms.kernel.announcing import Announcer
from cms.translation.models import TranslationRequest
from cms.translation.segments import Segment

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
class SourceChanged:
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
    """The Vietnamese text was withdrawn while its English one is public (people decide about that one) or in review."""

    request: TranslationRequest
    is_public: bool
    at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The segments of a text can be translated, or are those of its newest version; or this failed."""

    request: TranslationRequest
    at: datetime.datetime
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class ReminderDue:
    """A request is due soon, due, or late; `escalation` as in `rules`."""

    request: TranslationRequest
    escalation: int
    at: datetime.datetime


_announcer = Announcer()
subscribe, announce = _announcer.subscribe, _announcer.announce


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What is said beside a segment: `tone` "info" or "warn"; `text` is plain text."""

    text: str
    tone: str = "info"


HintProvider = Callable[[TranslationRequest, list[Segment]], dict[int, list[Hint]]]

_hint_providers: list[HintProvider] = []


def register_hints(provider: HintProvider) -> None:
    """Add what is said beside segments on the translator's desk: terms of the glossary, rules of style.

    (request, segments as `queries.segments_of` gives them) → hints by the id of the segment.
    """
    if provider not in _hint_providers:
        _hint_providers.append(provider)


def hints_for(request: TranslationRequest, segments: list[Segment]) -> dict[int, list[Hint]]:
    """Every hint, by segment."""
    found: dict[int, list[Hint]] = {}
    for provider in _hint_providers:
        for pk, hints in provider(request, segments).items():
            found.setdefault(pk, []).extend(hints)
    return found


ToolProvider = Callable[[TranslationRequest, HttpRequest], Component | None]

_tool_providers: list[ToolProvider] = []


def register_tool(provider: ToolProvider) -> None:
    """Add a box at the side of the translator's desk: machine translation, files out and in, notes.

    (request, HTTP request) → a component, or None when it has nothing to offer to this person now.
    """
    if provider not in _tool_providers:
        _tool_providers.append(provider)


def tools_for(request: TranslationRequest, http_request: HttpRequest) -> list[Component]:
    """The boxes, in the order of registration."""
    found = (provider(request, http_request) for provider in _tool_providers)
    return [component for component in found if component is not None]
