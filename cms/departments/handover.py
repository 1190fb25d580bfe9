"""What somebody leaves behind, and how it goes to another: the apps that hold it say so here."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """One thing in a person's hands, as the screen lists it; `path` is an address in the admin or empty."""

    title: str
    path: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One kind of things: `of(person, at)` lists them, `move(person, to, by, at)` hands them over and counts them.

    `move` runs in the transaction of `hand_over`; what it raises undoes everything.
    """

    key: str
    label: str | Promise
    of: Callable[["User", datetime.datetime], Sequence[Belonging]]
    move: Callable[["User", "User", "User | None", datetime.datetime], int]


_kinds: dict[str, Handover] = {}


def register_handover(kind: Handover) -> Handover:
    """Declare a kind of things that are handed over; raise ImproperlyConfigured when its key is taken by another."""
    if _kinds.get(kind.key, kind) != kind:
        raise ImproperlyConfigured(f"handover {kind.key!r} is registered twice")
    _kinds[kind.key] = kind
    return kind


def handovers() -> list[Handover]:
    """All kinds, in the order of registration."""
    return list(_kinds.values())
