"""Who is told of decisions and their clocks: the keepers of the catalogue and the section's people."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.kernel.calendar import clock_words, day_of
from cms.notifications.actions import notify
from cms.subsites.models import Subsite
from procedures import kinds
from procedures.registry import ChangeTaskDue, DecisionRecorded

_RECORDED = _("Decision {number}: {count} tasks, the first due {due}")
_DUE = _("“{task}” is due: {due} (decision {number})")
_LATE = _("“{task}” is overdue since {due} (decision {number})")
_TOLD = (Role.STANDING_OFFICE, Role.SECTION_EDITOR, Role.SECRETARIAT)


def decision_recorded(event: DecisionRecorded) -> None:
    """Those who keep the catalogue, at once: the day is short (R041)."""
    decision = event.decision
    people = [person for person in keepers_of(decision.subsite, on=day_of(event.at)) if person != event.by]
    first = min(task.due_at for task in event.tasks)
    _tell(
        people, kinds.CHANGE_TASK.key, _RECORDED, decision.pk, at=event.at, key=f"decision_recorded:{decision.pk}",
        number=decision.number, count=len(event.tasks), due=clock_words(first),
    )  # fmt: skip


def change_task_due(event: ChangeTaskDue) -> None:
    """The same people; every day once it is late."""
    task, decision = event.task, event.task.decision
    stage = "late" if event.is_late else "due" if event.at >= task.due_at else "before"
    kind, words = (kinds.CHANGE_TASK_LATE, _LATE) if event.is_late else (kinds.CHANGE_TASK_DUE, _DUE)
    _tell(
        keepers_of(decision.subsite, on=day_of(event.at)), kind.key, words, decision.pk, at=event.at,
        key=f"change_due:{task.pk}:{stage}:{day_of(event.at)}",
        task=str(task), due=clock_words(task.due_at), number=decision.number,
    )  # fmt: skip


def keepers_of(subsite: Subsite, *, on: datetime.date) -> list[User]:
    """Standing office, secretariat and section editors of the agency of a site."""
    units = read_organisation().units_of_agencies({subsite.unit_id})
    rows = Membership.objects.in_force(on=on).filter(role__in=_TOLD, unit__in=units, person__is_active=True)
    return list({row.person_id: row.person for row in rows.select_related("person").order_by("pk")}.values())


def _tell(
    people: Iterable[User],
    kind: str,
    words: str | Promise,
    decision_id: int,
    *,
    at: datetime.datetime,
    key: str,
    **values: object,
) -> None:
    with translation.override("vi"):
        subject = str(words).format(**{name: str(value) for name, value in values.items()})
        path = reverse("procedure_decision", args=(decision_id,))
        notify(to=people, kind=kind, subject=subject, path=path, at=at, dedupe_key=key)
