"""What other apps say about a page beside its form: filled in `AppConfig.ready()`."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Why a page must not go on to the public, at the field where it is mended; empty for the page as a whole."""

    field: str
    code: str
    message: "StrOrPromise"


PublicationCheck = Callable[[Any], Sequence[Objection]]

_checks: list[PublicationCheck] = []


def register_publication_check(check: PublicationCheck) -> None:
    """Add what a form asks when its page is submitted: page as the form would save it → what stands against it."""
    _checks.append(check)


def objections(page: Any) -> list[Objection]:
    """What stands against submitting these values."""
    return [objection for check in _checks for objection in check(page)]


DraftSaved = Callable[[Any], None]

_draft_saved: list[DraftSaved] = []


def on_draft_saved(callback: DraftSaved) -> None:
    """Call back with the page, holding the values of the draft, inside the transaction that stores a draft of it."""
    _draft_saved.append(callback)


def draft_saved(page: Any) -> None:
    """Tell everyone who asked that a draft was stored."""
    for callback in _draft_saved:
        callback(page)


BesideForm = Callable[[Any, HttpRequest], Component | None]

_beside_form: list[BesideForm] = []


def register_beside_form(provider: BesideForm) -> None:
    """Add something that stands beside the whole form, whichever tab is open; None when it has nothing to say."""
    _beside_form.append(provider)


def beside_form(page: Any, request: HttpRequest | None) -> list[Component]:
    """What stands beside the form of a page."""
    if request is None:
        return []
    found = (provider(page, request) for provider in _beside_form)
    return [component for component in found if component is not None]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What an app that knows something of a page says of a draft. level: "block" or "warn"; as `Objection` else."""

    level: str
    code: str
    message: "StrOrPromise"
    field: str = ""


DraftInspector = Callable[[Any], Sequence[Finding]]

_inspectors: list[DraftInspector] = []


def register_draft_inspector(inspector: DraftInspector) -> None:
    """Add what is said of every draft: shown to its writers and reviewers; what blocks keeps it from the public,

    whatever the path: it is asked when a text is submitted and again when it is published.
    """
    if inspector not in _inspectors:
        _inspectors.append(inspector)


def findings(page: Any) -> list[Finding]:
    """What is said of a draft as it is in hand."""
    return [finding for inspector in _inspectors for finding in inspector(page)]


@dataclass(frozen=True, kw_only=True)
class WrittenPart:
    """Somebody wrote words that stand in a page's text, or will with its next version, and saved no version of it."""

    person_id: int
    at: datetime.datetime


PartsOf = Callable[[Sequence[Any]], Mapping[int, Sequence[WrittenPart]]]

_parts: list[PartsOf] = []


def register_written_parts(parts: PartsOf) -> None:
    """Add who writes texts otherwise than by their form, for the rule of four eyes: pages → who wrote, and when last,

    by id of the page.
    """
    if parts not in _parts:
        _parts.append(parts)


def written_parts(pages: Sequence[Any]) -> dict[int, list[WrittenPart]]:
    """What people wrote of pages beside their forms, by id of the page."""
    found: dict[int, list[WrittenPart]] = {page.pk: [] for page in pages}
    for parts in _parts:
        for page_id, written in parts(pages).items():
            found[page_id] += written
    return found


LentPages = Callable[[Any], frozenset[int]]

_lenders: list[LentPages] = []


def register_lender(lender: LentPages) -> None:
    """Add a lender: `Actor` → ids of pages of other units that were given to the person to write (a translation)."""
    if lender not in _lenders:
        _lenders.append(lender)


def lent_pages(actor: Any) -> frozenset[int]:
    """Ids of the pages that a person writes without belonging to their unit. Read once a request."""
    if _LENT not in actor.worked_out:
        actor.worked_out[_LENT] = frozenset().union(*(lender(actor) for lender in _lenders))
    ids: frozenset[int] = actor.worked_out[_LENT]
    return ids


_LENT = "cms.pages.lent"
