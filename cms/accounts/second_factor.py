"""Whether a session has proved a second factor, and what is missing (ARCHITECTURE §8.12, RELIABILITY 66).

A session proves it by the code or key at login, by answering again later, or by enrolling in it. The proof names the
authenticator: one that has been removed or reset since proves nothing.
"""

import datetime
from enum import Enum

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from cms.accounts.models import User
from cms.accounts.registry import needs_second_factor

_MAIN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Missing(Enum):
    """What keeps a session out of the admin."""

    NOTHING = "nothing"
    FACTOR = "factor"  # the person has none yet
    PROOF = "proof"  # the person has one, and this session has not shown it
    RECOVERY_CODES = "recovery_codes"  # never shown, so never printed


def missing_in(request: HttpRequest, user: User, *, at: datetime.datetime) -> Missing:
    """What this session of `user` lacks to enter the admin at that moment. Two queries where it is required."""
    if not settings.SECOND_FACTOR_REQUIRED or not needs_second_factor(user, at=at):
        return Missing.NOTHING
    rows = list(Authenticator.objects.filter(user=user))
    if not any(row.type in _MAIN for row in rows):
        return Missing.FACTOR
    if not has_proved(request, user, rows):
        return Missing.PROOF
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    if codes is not None and not codes.data.get("viewed_at"):
        return Missing.RECOVERY_CODES
    return Missing.NOTHING


def has_proved(request: HttpRequest, user: User, rows: list[Authenticator] | None = None) -> bool:
    """Whether this session has shown a factor that the person still has."""
    shown = {record.get("id") for record in get_authentication_records(request, user) if record.get("method") == "mfa"}
    if not shown:
        return False
    present = Authenticator.objects.filter(user=user) if rows is None else rows
    return any(row.pk in shown for row in present)


def has_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a key."""
    return bool(Authenticator.objects.filter(user=user, type__in=_MAIN).exists())


def may_manage_factors(request: HttpRequest, user: User) -> bool:
    """Whether this session may add and remove factors: a password alone never may once there is a factor."""
    return has_proved(request, user) or not has_factor(user)


def record_enrolment(request: HttpRequest, user: User, types: tuple[str, ...]) -> None:
    """Enrolling proves possession: the newest authenticator of these types counts as shown in this session."""
    newest = Authenticator.objects.filter(user=user, type__in=types).order_by("-pk").first()
    if newest is not None:
        record_authentication(request, user, "mfa", id=newest.pk, type=newest.type, enrolled=True)
