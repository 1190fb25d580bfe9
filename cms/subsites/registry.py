"""How the apps above hear that the access of a site was derived. Callbacks run inside the action's transaction."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True)
class AccessSynced:
    """Groups, collections and permissions of a site follow the memberships again, whether or not any changed."""

    subsite: Subsite
    by: "User | None"
    at: datetime.datetime


SiteRemarks = Callable[[Subsite, "User", datetime.datetime], Sequence[str]]

_remarks: list[SiteRemarks] = []


def register_site_remarks(remarks: SiteRemarks) -> None:
    """Add what whoever saved a site is told about it: (site, person, moment) → sentences."""
    if remarks not in _remarks:
        _remarks.append(remarks)


def remarks_on(subsite: Subsite, *, by: "User", at: datetime.datetime) -> list[str]:
    """What is said of a site as it is now."""
    return [text for remarks in _remarks for text in remarks(subsite, by, at)]


_callbacks: list[Callable[[AccessSynced], None]] = []


def on_access_synced(callback: Callable[[AccessSynced], None]) -> Callable[[AccessSynced], None]:
    """Call `callback` whenever the access of a site was derived; what it raises undoes it."""
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def announce_access(change: AccessSynced) -> None:
    """Tell those who asked. Called by the actions only."""
    for callback in _callbacks:
        callback(change)
