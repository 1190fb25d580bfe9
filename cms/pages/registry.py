"""What other apps say about a page beside its form: filled in `AppConfig.ready()`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class StatusFact:
    """A line of the status box. tone: "" for a plain fact, "good" or "late" for a judged one."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class PageStatus:
    """A box of facts with its heading.

    `live_address`: where the facts are asked again while the form is open, as `publishing.admin.page_status`
    answers; empty for facts that stand.
    """

    heading: str
    facts: Sequence[StatusFact]
    icon: str = "calendar-check"
    live_address: str = ""


PageStatusProvider = Callable[[Any, HttpRequest | None], PageStatus | None]

_providers: list[PageStatusProvider] = []


def register_page_status(provider: PageStatusProvider) -> None:
    """Add a provider: (page as the form has it, request) → a box, or None when it has nothing to say.

    A new page is not in the tree yet; its place is `page.section_keys()`, nearest first.
    """
    _providers.append(provider)


def page_statuses(page: Any, request: HttpRequest | None) -> list[PageStatus]:
    """The boxes to show beside the form of a page."""
    statuses = (provider(page, request) for provider in _providers)
    return [status for status in statuses if status is not None]
