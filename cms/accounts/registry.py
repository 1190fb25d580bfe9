"""What the apps above tell accounts: who needs a second factor, and what follows when a session's person is read."""

import datetime
from collections.abc import Callable

from cms.accounts.models import User

FactorRule = Callable[[User, datetime.datetime], bool]
LoadedCallback = Callable[[User, datetime.datetime], None]

_factor_rules: list[FactorRule] = []
_loaded_callbacks: list[LoadedCallback] = []


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


def announce_loaded(user: User, *, at: datetime.datetime) -> None:
    """Tell those who asked. Called by the backend only; what they raise refuses the request."""
    for callback in _loaded_callbacks:
        callback(user, at)
