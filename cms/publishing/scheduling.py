"""Who is asked again at the second of a schedule: filled by the apps above in `AppConfig.ready()`."""

import datetime
from typing import Protocol

from wagtail.models import Revision


class ScheduleGate(Protocol):
    """Say whether a revision may go live now; inside the transaction of its publication.

    A gate that says no has taken the schedule away and told the people: it is not asked again.
    """

    def __call__(self, *, revision: Revision, at: datetime.datetime) -> bool:
        """Whether the revision may go live."""
        ...


_gates: list[ScheduleGate] = []


def register_schedule_gate(gate: ScheduleGate) -> None:
    """Ask this one too; the same twice is once."""
    if gate not in _gates:
        _gates.append(gate)


def may_go_live(*, revision: Revision, at: datetime.datetime) -> bool:
    """Whether every gate lets a scheduled revision go live; none is asked after the first no."""
    return all(gate(revision=revision, at=at) for gate in _gates)
