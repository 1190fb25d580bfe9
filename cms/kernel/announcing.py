"""How an app tells those above it what happened: callbacks by the type of the event."""

from collections.abc import Callable
from typing import Any, TypeVar

E_ = TypeVar("E_")


class Announcer:
    """The events of one app, kept by its `registry.py`: its actions announce, others subscribe in `AppConfig.ready()`.

    Callbacks run inside the transaction of what happened, in the order of registration; what one raises undoes it.
    """

    def __init__(self) -> None:
        self._callbacks: dict[type, list[Callable[[Any], None]]] = {}

    def subscribe(self, kind: type[E_], callback: Callable[[E_], None]) -> Callable[[E_], None]:
        """Call `callback` at every event of a kind; twice the same is once."""
        registered = self._callbacks.setdefault(kind, [])
        if callback not in registered:
            registered.append(callback)
        return callback

    def unsubscribe(self, kind: type[E_], callback: Callable[[E_], None]) -> None:
        """Hear no more; for tests."""
        self._callbacks.get(kind, []).remove(callback)

    def announce(self, event: object) -> None:
        """Tell those who asked. Called by the actions only."""
        for callback in self._callbacks.get(type(event), ()):
            callback(event)
