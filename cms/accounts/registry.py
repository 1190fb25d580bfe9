"""What the apps above tell accounts: who needs a second factor, and what follows when a session's person is read."""

import datetime
from collections.abc import Callable

from django.db.models.expressions import Combinable

from cms.accounts.models import User

FactorRule = Callable[[User, datetime.datetime], bool]
LoadedCallback = Callable[[User, datetime.datetime], None]
Expression = Callable[[], Combinable]

_factor_rules: list[FactorRule] = []
_loaded_callbacks: list[LoadedCallback] = []
_read_along: dict[str, Expression] = {}


def require_second_factor_of(rule: FactorRule) -> FactorRule:
    """Have `rule(person, at)` say for whom a second factor is required; one yes is enough."""
    if rule not in _factor_rules:
        _factor_rules.append(rule)
    return rule


def needs_second_factor(user: User, *, at: datetime.datetime) -> bool:
    """Whether the person's roles at that moment ask for a second factor; superusers always need one."""
    return user.is_superuser or any(rule(user, at) for rule in _factor_rules)


def on_person_loaded(callback: LoadedCallback) -> LoadedCallback:
    """Call `callback(person, at)` whenever a request learns whose session it is, before anything asks what they may."""
    if callback not in _loaded_callbacks:
        _loaded_callbacks.append(callback)
    return callback


def read_along(name: str, expression: Expression) -> None:
    """Read something that every screen shows (a count of messages) in the query that reads the session's person.

    It stands on the person of the request under that name; a person read elsewhere does not have it.
    """
    _read_along[name] = expression


def what_is_read_along() -> dict[str, Combinable]:
    """The annotations, made anew: Django keeps what it has resolved in them."""
    return {name: expression() for name, expression in _read_along.items()}


def announce_loaded(user: User, *, at: datetime.datetime) -> None:
    """Tell those who asked. Called by the backend only; what they raise refuses the request."""
    for callback in _loaded_callbacks:
        callback(user, at)
