"""Accounts of an agency's people: opened, closed, and given back a lost second factor by two persons."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from cms.accounts.actions import create_user, end_sessions, remove_second_factor, update_user
from cms.audit.actions import record
from cms.departments.errors import (
    LegalBasisMissing,
    NotAnAgency,
    ResetAlreadyAsked,
    ResetAlreadyDecided,
    ResetNeedsAnother,
    ResetTooOld,
)
from cms.departments.models import FactorReset, OrgUnit, StaffRecord
from cms.departments.queries import agency_of
from cms.kernel.text import clean_line

if TYPE_CHECKING:
    from cms.accounts.models import User

# After that many days a request has to be made again: nobody remembers who stood at the desk.
RESET_DAYS = 3
# What the audit log calls a confirmed and a refused request.
CODES = {True: "second_factor.reset_confirmed", False: "second_factor.reset_refused"}


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    email: str,
    agency: OrgUnit,
    by: "User | None",
    at: datetime.datetime,
) -> "User":
    """Open an account of an agency, without a password: its person chooses one by the link of `make_password_link`.

    Raise NotAnAgency, and what `create_user` raises.
    """
    if agency_of(agency) != agency:
        raise NotAnAgency(unit=agency)
    person = create_user(username=username, display_name=display_name, email=email, by=by, at=at)
    StaffRecord.objects.create(person=person, agency=agency)
    return person


@transaction.atomic
def close_account(*, person: "User", by: "User | None", at: datetime.datetime) -> None:
    """Close an account: its sessions end at once, its history stays."""
    update_user(user=person, is_active=False, by=by, at=at)
    end_sessions(user=person)


@transaction.atomic
def reopen_account(*, person: "User", by: "User | None", at: datetime.datetime) -> None:
    """Open a closed account again; memberships that have ended stay ended."""
    update_user(user=person, is_active=True, by=by, at=at)


@transaction.atomic
def ask_factor_reset(*, person: "User", reason: str, by: "User", at: datetime.datetime) -> FactorReset:
    """Ask that somebody's second factor be taken off; nothing changes until another person confirms it.

    Raise ResetNeedsAnother for oneself, LegalBasisMissing without a reason, ResetAlreadyAsked.
    """
    if by.pk == person.pk:
        raise ResetNeedsAnother
    cleaned = clean_line(reason)
    if not cleaned:
        raise LegalBasisMissing
    _end_old_requests(person, at)
    if FactorReset.objects.filter(person=person, decided_at__isnull=True).exists():
        raise ResetAlreadyAsked(person=person)
    made = FactorReset.objects.create(person=person, reason=cleaned, requested_by=by, requested_at=at)
    record(action="second_factor.reset_asked", by=by, at=at, target=person, data={"reason": cleaned})
    return made


@transaction.atomic
def decide_factor_reset(*, reset: FactorReset, confirm: bool, by: "User", at: datetime.datetime) -> FactorReset:
    """Confirm or refuse; confirmed, every factor is taken off and every session ends.

    Raise ResetNeedsAnother for who asked and for the person, ResetAlreadyDecided, ResetTooOld after three days.
    """
    reset = (
        FactorReset.objects.select_for_update(of=("self",)).select_related("person", "requested_by").get(pk=reset.pk)
    )
    if reset.decided_at is not None:
        raise ResetAlreadyDecided(person=reset.decided_by)
    if by.pk in {reset.requested_by_id, reset.person_id}:
        raise ResetNeedsAnother
    if at - reset.requested_at > datetime.timedelta(days=RESET_DAYS):
        raise ResetTooOld(days=RESET_DAYS)
    reset.decided_by, reset.decided_at, reset.is_confirmed = by, at, confirm
    reset.save(update_fields=["decided_by", "decided_at", "is_confirmed"])
    record(action=CODES[confirm], by=by, at=at, target=reset.person, data={"asked_by": reset.requested_by_id})
    if confirm:
        remove_second_factor(user=reset.person, by=by, at=at)
    return reset


def _end_old_requests(person: "User", at: datetime.datetime) -> None:
    """A request nobody answered in time makes room for a new one; the log keeps that it was made."""
    since = at - datetime.timedelta(days=RESET_DAYS)
    FactorReset.objects.filter(person=person, decided_at__isnull=True, requested_at__lt=since).delete()
