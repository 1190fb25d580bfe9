"""What people are told of a technical fault; in the transaction of what happened."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.incidents.models import Incident
from cms.incidents.queries import handlers_of
from cms.kernel.calendar import day_of
from cms.notifications.actions import notify
from cms.notifications.registry import Kind, register_kind

if TYPE_CHECKING:
    from cms.accounts.models import User

FAULT = Kind(key="incident", label=_("a technical fault of a site was reported"), urgent=True)
OUTAGE = Kind(
    key="incident_outage", label=_("the public cannot use a site"), urgent=True, breaks_quiet=True, marked=True
)
CLOSED = Kind(key="incident_closed", label=_("a technical fault I reported is over"))

REPORTED = _("Technical fault of {site}: “{title}”, reported by {person}")
STOPPED = _("The public cannot use {site}: “{title}”, reported by {person}")
OVER = _("The technical fault “{title}” is closed: {outcome}")
AGAIN = _("The technical fault “{title}” was reopened by {person}")


def register_kinds() -> None:
    """Declare them; called once, in `ready()`."""
    for kind in (FAULT, OUTAGE, CLOSED):
        register_kind(kind)


def reported(incident: Incident, *, at: datetime.datetime) -> None:
    """Those who mend; at any hour when the public cannot use the site."""
    kind, words = (OUTAGE, STOPPED) if incident.is_outage else (FAULT, REPORTED)
    people = [person for person in handlers_of(incident.subsite, on=day_of(at)) if person != incident.opened_by]
    _tell(people, kind, words, incident, person=incident.opened_by, text=incident.description, at=at)


def closed(incident: Incident, *, at: datetime.datetime) -> None:
    """Who reported it, with what was done."""
    people = [incident.opened_by] if incident.opened_by != incident.closed_by else []
    _tell(people, CLOSED, OVER, incident, text=incident.resolution, at=at)


def reopened(incident: Incident, *, by: "User", at: datetime.datetime) -> None:
    """Those who mend."""
    people = [person for person in handlers_of(incident.subsite, on=day_of(at)) if person != by]
    _tell(people, FAULT, AGAIN, incident, person=by, at=at)


def _tell(
    people: "Iterable[User]",
    kind: Kind,
    words: Promise | str,
    incident: Incident,
    *,
    person: "User | None" = None,
    text: str = "",
    at: datetime.datetime,
) -> None:
    """In Vietnamese, whatever language the person has chosen whose act is told. A title is an argument, no pattern."""
    with translation.override("vi"):
        subject = str(words).format(
            title=incident.title, site=incident.subsite, person=person or "", outcome=incident.get_outcome_display()
        )
        path = reverse("incident", args=(incident.pk,))
        notify(to=people, kind=kind.key, subject=subject, text=text, path=path, at=at)
