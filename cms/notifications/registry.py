"""The kinds of messages: filled in `AppConfig.ready()` by whoever sends them."""

from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of message. `urgent`: mailed at once outside quiet hours; `breaks_quiet`: even in them (R072).

    `marked`: what it tells is itself urgent, and the word stands before it; much is mailed at once that is not.
    """

    key: str
    label: str | Promise
    urgent: bool = False
    breaks_quiet: bool = False
    marked: bool = False


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Declare a kind; raise ImproperlyConfigured when its key is taken by another, or when it could never be heard."""
    if _kinds.get(kind.key, kind) != kind:
        raise ImproperlyConfigured(f"kind of notification {kind.key!r} is registered twice")
    if kind.breaks_quiet and not kind.urgent:
        raise ImproperlyConfigured(f"kind of notification {kind.key!r} breaks quiet hours without being urgent")
    _kinds[kind.key] = kind
    return kind


def kind_of(key: str) -> Kind:
    """The kind of that key; raise KeyError for one that nobody registered."""
    return _kinds[key]


def kinds() -> list[Kind]:
    """All kinds, by key."""
    return [_kinds[key] for key in sorted(_kinds)]


def is_marked(key: str) -> bool:
    """Whether messages of that key are called urgent where they are read."""
    kind = _kinds.get(key)
    return kind is not None and kind.marked


def label_of(key: str) -> str:
    """Its name for people; the key itself for a kind that a former version knew."""
    kind = _kinds.get(key)
    return str(kind.label) if kind is not None else key
