"""Faults are reported, taken on, noted, closed and reopened here, and nowhere else."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import may, require
from cms.incidents import notices
from cms.incidents.access import HANDLE, REPORT
from cms.incidents.errors import AlreadyClosed, AlreadyReported, BadBeginning, BadEnd, NothingSaid, StillOpen
from cms.incidents.models import ADDRESS_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Incident, IncidentEntry
from cms.kernel.calendar import clock_words
from cms.kernel.text import clean_line, nfc, strip_controls
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User

# Older ones are papers, not work: their quarter has been reported long ago.
OLDEST = datetime.timedelta(days=366)
Entry = IncidentEntry.Kind
CODES = {
    Entry.REPORTED: "incident.reported",
    Entry.TAKEN: "incident.taken",
    Entry.RELEASED: "incident.released",
    Entry.NOTED: "incident.noted",
    Entry.CLOSED: "incident.closed",
    Entry.REOPENED: "incident.reopened",
}


@transaction.atomic
def report_incident(
    *,
    subsite: Subsite,
    kind: str,
    title: str,
    description: str = "",
    address: str = "",
    is_outage: bool = False,
    began_at: datetime.datetime,
    by: "User",
    at: datetime.datetime,
) -> Incident:
    """Write down a technical fault of a site and tell those who mend (R074).

    `began_at` is when it was noticed. Raise NotAllowed, BadBeginning, NothingSaid without a title, or AlreadyReported
    where the same person's report of the same words is still open: a button pressed twice.
    """
    require(by, REPORT, target=subsite, at=at)
    if not at - OLDEST <= began_at <= at:
        raise BadBeginning
    title = clean_line(title)[:TITLE_LENGTH]
    if not title:
        raise NothingSaid
    Subsite.objects.select_for_update().get(pk=subsite.pk)
    same = Incident.objects.filter(subsite=subsite, opened_by=by, title=title, closed_at__isnull=True).first()
    if same is not None:
        raise AlreadyReported(title=same.title, moment=clock_words(same.opened_at), incident=same.pk)
    incident = Incident.objects.create(
        subsite=subsite,
        kind=Incident.Kind(kind),
        title=title,
        description=_lines(description),
        address=clean_line(address)[:ADDRESS_LENGTH],
        is_outage=is_outage,
        began_at=began_at,
        opened_at=at,
        opened_by=by,
    )
    data = {"incident_kind": incident.kind, "began_at": began_at}
    _enter(incident, Entry.REPORTED, by=by, at=at, data=data)
    notices.reported(incident, at=at)
    return incident


@transaction.atomic
def take_incident(*, incident: Incident, by: "User", at: datetime.datetime) -> Incident:
    """Say that one is at it; whoever had it has it no more. Raise NotAllowed or AlreadyClosed."""
    stored = _open(incident, by=by, at=at)
    if stored.taken_by_id != by.pk:
        _change(stored, taken_by=by)
        _enter(stored, Entry.TAKEN, by=by, at=at)
    return stored


@transaction.atomic
def note_on_incident(*, incident: Incident, text: str, by: "User", at: datetime.datetime) -> IncidentEntry:
    """Write down what was found or done meanwhile. Raise NotAllowed, AlreadyClosed or NothingSaid.

    Whoever reported the fault may add to it too.
    """
    stored = _stored(incident)
    if stored.opened_by_id != by.pk:
        require(by, HANDLE, target=stored, at=at)
    _must_be_open(stored)
    if not (said := _lines(text)):
        raise NothingSaid
    return _enter(stored, Entry.NOTED, by=by, at=at, text=said)


@transaction.atomic
def close_incident(
    *,
    incident: Incident,
    outcome: str,
    resolution: str,
    ended_at: datetime.datetime,
    by: "User",
    at: datetime.datetime,
) -> Incident:
    """Say that it is over since `ended_at`, and what was done; who reported it is told.

    Raise NotAllowed, AlreadyClosed, BadEnd or NothingSaid.
    """
    stored = _open(incident, by=by, at=at)
    if not stored.began_at <= ended_at <= at:
        raise BadEnd
    if not (said := _lines(resolution)):
        raise NothingSaid
    chosen = Incident.Outcome(outcome)
    _change(stored, outcome=chosen, resolution=said, ended_at=ended_at, closed_at=at, closed_by=by)
    data = {"outcome": chosen.value, "ended_at": ended_at}
    _enter(stored, Entry.CLOSED, by=by, at=at, text=said, data=data)
    notices.closed(stored, at=at)
    return stored


@transaction.atomic
def reopen_incident(*, incident: Incident, reason: str, by: "User", at: datetime.datetime) -> Incident:
    """It was not over: the history keeps what its closing said. Raise NotAllowed, StillOpen or NothingSaid."""
    stored = _stored(incident)
    require(by, HANDLE, target=stored, at=at)
    if stored.is_open:
        raise StillOpen
    if not (said := _lines(reason)):
        raise NothingSaid
    _change(stored, outcome="", resolution="", ended_at=None, closed_at=None, closed_by=None)
    _enter(stored, Entry.REOPENED, by=by, at=at, text=said)
    notices.reopened(stored, by=by, at=at)
    return stored


@transaction.atomic
def hand_over_incident(
    *, incident: Incident, person: "User", to: "User", by: "User | None", at: datetime.datetime
) -> Incident:
    """Of a person who leaves: to the heir where they mend faults of the site, else back to all who do.

    Nothing happens to one that was closed, or taken on by somebody else, meanwhile.
    """
    stored = _stored(incident)
    if stored.taken_by_id != person.pk or not stored.is_open:
        return stored
    if may(to, HANDLE, target=stored, at=at):
        _change(stored, taken_by=to)
        _enter(stored, Entry.TAKEN, by=to, at=at, logged_by=by)
    else:
        _change(stored, taken_by=None)
        _enter(stored, Entry.RELEASED, by=by, at=at)
    return stored


def _stored(incident: Incident) -> Incident:
    """The row as it is now, locked."""
    return Incident.objects.select_for_update(of=("self",)).select_related("subsite__unit", "opened_by").get(
        pk=incident.pk
    )  # fmt: skip


def _open(incident: Incident, *, by: "User", at: datetime.datetime) -> Incident:
    stored = _stored(incident)
    require(by, HANDLE, target=stored, at=at)
    _must_be_open(stored)
    return stored


def _must_be_open(incident: Incident) -> None:
    if incident.closed_at is not None:
        raise AlreadyClosed(person=incident.closed_by, moment=clock_words(incident.closed_at))


def _change(incident: Incident, **values: object) -> None:
    for name, value in values.items():
        setattr(incident, name, value)
    incident.save(update_fields=list(values))


def _enter(
    incident: Incident,
    kind: IncidentEntry.Kind,
    *,
    by: "User | None",
    at: datetime.datetime,
    text: str = "",
    data: dict[str, object] | None = None,
    logged_by: "User | None" = None,
) -> IncidentEntry:
    entry = IncidentEntry.objects.create(incident=incident, kind=kind, at=at, by=by, text=text)
    record(
        action=CODES[kind], by=logged_by or by, at=at, target=incident,
        data={"incident_site": incident.subsite.key, **(data or {})},
    )  # fmt: skip
    return entry


def _lines(text: str) -> str:
    return nfc(strip_controls(text.replace("\r\n", "\n"), keep_lines=True)).strip()[:TEXT_LENGTH]
