"""Who reacts to publication: filled in `AppConfig.ready()`, run by the worker."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

from cms.publishing.models import Delivery, PublicationEvent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Handler = Callable[[PublicationEvent, Delivery], None]


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """A tracked reaction. `handle` must be idempotent: a killed worker runs it again.

    is_atomic: the handler writes this database only; it and the delivery's end are one transaction, so
    its effect happens exactly once. Never with a handler that waits for a server.
    label: what the editors' report calls it; translated lazily.
    only_latest: an event that a newer one of the same content has overtaken is skipped.
    """

    name: str
    kinds: Collection[str]
    handle: Handler
    is_atomic: bool = False
    only_latest: bool = False
    label: "StrOrPromise" = ""


class DependencyAway(Exception):
    """Raised by a handler whose server is away: retried with back-off until it is back, not a try."""


_subscribers: dict[str, Subscriber] = {}


def subscribe(subscriber: Subscriber) -> None:
    """Add a subscriber; raise ImproperlyConfigured when its name is taken."""
    if subscriber.name in _subscribers:
        raise ImproperlyConfigured(f"subscriber {subscriber.name!r} is registered twice")
    _subscribers[subscriber.name] = subscriber


def subscribers_of(kind: str) -> list[Subscriber]:
    """The subscribers that react to events of this kind."""
    return [s for s in _subscribers.values() if kind in s.kinds]


def subscriber(name: str) -> Subscriber | None:
    """The subscriber of that name, or None when it no longer exists."""
    return _subscribers.get(name)


def subscriber_label(name: str) -> str:
    """What people call the subscriber of that name; the name itself for one that no longer exists."""
    found = _subscribers.get(name)
    return str(found.label) if found is not None and found.label else name


def subscribers() -> list[Subscriber]:
    """All subscribers, in order of registration."""
    return list(_subscribers.values())
