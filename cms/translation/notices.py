"""What people are told when something happens to a translation; in the transaction of what happened."""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.departments.models import Membership
from cms.departments.roles import Role
from cms.departments.standing import read_organisation
from cms.kernel.calendar import clock_words, day_of
from cms.notifications.actions import notify
from cms.translation import kinds, registry
from cms.translation.models import TranslationRequest
from cms.translation.queries import translators_of, units_above, works_for
from cms.translation.rules import BOARD, HEAD

if TYPE_CHECKING:
    from cms.accounts.models import User

SUBJECTS: dict[str, Promise] = {
    "opened": _("“{title}” is to be translated, due {due}"),
    "nobody": _("“{title}” is to be translated, and nobody translates for {department}"),
    "given": _("{person} gave you the translation of “{title}”, due {due}"),
    "stale": _("The Vietnamese text of “{title}” has changed: its English page is out of date, due {due}"),
    "changed": _("The Vietnamese text of “{title}” has changed while it is being translated"),
    "closed": _("“{title}” is not translated any more"),
    "orphan": _("“{title}” was withdrawn in Vietnamese; its English page is still public"),
    "orphan_in_review": _("“{title}” was withdrawn in Vietnamese: its English page in review cannot be published"),
    "ready": _("“{title}” can be translated now"),
    "failed": _("“{title}” could not be taken apart for translation"),
    "due_soon": _("The translation of “{title}” is due soon: {due}"),
    "late": _("The translation of “{title}” is late since {due}"),
}


def connect() -> None:
    """Subscribe; called once, in `ready()`."""
    registry.subscribe(registry.Opened, opened)
    registry.subscribe(registry.Given, given)
    registry.subscribe(registry.SourceChanged, source_changed)
    registry.subscribe(registry.Waived, waived)
    registry.subscribe(registry.SourceWithdrawn, source_withdrawn)
    registry.subscribe(registry.Prepared, prepared)
    registry.subscribe(registry.ReminderDue, reminder_due)


def opened(event: registry.Opened) -> None:
    """The translators of the unit that translates; where there are none, the standing office."""
    request = event.request
    people = _translators(request, at=event.at)
    if people:
        key = f"translation:{request.pk}:{request.due_at}"
        _tell(people, kinds.WAITING.key, "opened", request, at=event.at, key=key)
        return
    office = _of_agency(request, Role.STANDING_OFFICE, at=event.at)
    words = {"department": request.department}
    _tell(office, kinds.WAITING.key, "nobody", request, words, at=event.at, key=f"nobody:{request.pk}:{request.due_at}")


def given(event: registry.Given) -> None:
    """Whom somebody else gave it; not who took it."""
    if event.to is None or event.to == event.by:
        return
    _tell([event.to], kinds.GIVEN.key, "given", event.request, {"person": event.by or ""}, at=event.at, key=None)


def source_changed(event: registry.SourceChanged) -> None:
    """Who translated it, else who could."""
    request = event.request
    people = _doing(request, at=event.at)
    name = "stale" if event.was_public else "changed"
    key = f"stale:{request.pk}:{request.source_fingerprint[:16]}"
    _tell(people, kinds.STALE.key, name, request, at=event.at, key=key)


def waived(event: registry.Waived) -> None:
    """Who had it."""
    request = event.request
    if request.assignee is None or request.assignee == event.by:
        return
    _tell([request.assignee], kinds.CLOSED.key, "closed", request, text=request.reason, at=event.at, key=None)


def source_withdrawn(event: registry.SourceWithdrawn) -> None:
    """The heads of the unit and the standing office: only people decide about the English page; or who reviews it."""
    request = event.request
    people = [*_heads(request, at=event.at), *_of_agency(request, Role.STANDING_OFFICE, at=event.at)]
    name = "orphan" if event.is_public else "orphan_in_review"
    if not event.is_public:
        people += _of_agency(request, Role.BOARD_HEAD, Role.BOARD_MEMBER, Role.SECRETARIAT, at=event.at)
    _tell(people, kinds.ORPHAN.key, name, request, at=event.at, key=f"{name}:{request.pk}:{event.at:%Y%m%d}")


def prepared(event: registry.Prepared) -> None:
    """Who waits for it; of a failure also the standing office."""
    request = event.request
    people = [request.assignee] if request.assignee is not None else []
    if event.error:
        people += _of_agency(request, Role.STANDING_OFFICE, Role.ADMINISTRATOR, at=event.at)
        _tell(people, kinds.READY.key, "failed", request, text=event.error, at=event.at, key=None)
    elif request.stale_since is None:
        _tell(people, kinds.READY.key, "ready", request, at=event.at, key=f"ready:{request.pk}")


def reminder_due(event: registry.ReminderDue) -> None:
    """Who has it, or who could; once it is late the heads too, and a day later the board and its standing office."""
    request, at = event.request, event.at
    people = _doing(request, at=at)
    if event.escalation >= HEAD:
        people += _heads(request, at=at)
    if event.escalation >= BOARD:
        people += _of_agency(request, Role.BOARD_HEAD, Role.STANDING_OFFICE, at=at)
    kind, name = (kinds.LATE, "late") if event.escalation else (kinds.DUE, "due_soon")
    _tell(people, kind.key, name, request, at=at, key=f"reminder:{request.pk}:{at:%Y%m%d%H}")


def _tell(
    people: "Iterable[User]",
    kind: str,
    name: str,
    request: TranslationRequest,
    words: Mapping[str, object] | None = None,
    *,
    text: str = "",
    at: datetime.datetime,
    key: str | None,
) -> None:
    """In Vietnamese, whatever language the person whose act is told has chosen. A title is an argument, no pattern."""
    with translation.override("vi"):
        said = {"title": request.title, "due": clock_words(request.due_at), **(words or {})}
        subject = str(SUBJECTS[name]).format(**{word: str(value) for word, value in said.items()})
        path = reverse("translation_desk", args=(request.pk,))
        notify(to=people, kind=kind, subject=subject, text=text, path=path, at=at, dedupe_key=key)


def _doing(request: TranslationRequest, *, at: datetime.datetime) -> "list[User]":
    """Who has it, where they still translate for it; else whoever could."""
    if request.assignee is not None and works_for(request.assignee, request, at=at):
        return [request.assignee]
    return _translators(request, at=at)


def _translators(request: TranslationRequest, *, at: datetime.datetime) -> "list[User]":
    return translators_of(request.pool, on=day_of(at)) if request.pool is not None else []


def _heads(request: TranslationRequest, *, at: datetime.datetime) -> "list[User]":
    """Of the unit whose text it is and of the one that translates."""
    return _holding(Role.DEPARTMENT_HEAD, units=units_above(request.department, request.pool), at=at)


def _of_agency(request: TranslationRequest, *roles: str, at: datetime.datetime) -> "list[User]":
    return _holding(*roles, units=read_organisation().units_of_agencies({request.subsite.unit_id}), at=at)


def _holding(*roles: str, units: Iterable[int], at: datetime.datetime) -> "list[User]":
    rows = Membership.objects.in_force(on=day_of(at)).filter(role__in=roles, unit__in=list(units))
    return [row.person for row in rows.filter(person__is_active=True).select_related("person").order_by("pk")]
