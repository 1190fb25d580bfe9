"""Every change to an account."""

import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.accounts.errors import AccountClosed, BadAccount, UsernameTaken
from cms.accounts.models import User
from cms.accounts.rules import sign_in_name
from cms.audit.actions import record
from cms.audit.models import AuditEntry
from cms.kernel.text import clean_line, nfc


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str,
    email: str = "",
    password: str | None = None,
    is_superuser: bool = False,
    by: User | None,
    at: datetime.datetime,
) -> User:
    """Open an account, with the admin in Vietnamese; without a password nobody can log in to it yet.

    The account may do nothing until a membership says so. Raise UsernameTaken or BadAccount.
    """
    username = nfc(username).strip()
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username=username)
    user = User(username=username, display_name=clean_line(display_name), email=email, is_superuser=is_superuser)
    user.set_password(password)
    _check(user)
    user.save()
    UserProfile.objects.create(user=user, preferred_language="vi")
    record(action="account.created", by=by, at=at, target=user, data={"username": username})
    return user


@transaction.atomic
def update_user(
    *,
    user: User,
    display_name: str | None = None,
    email: str | None = None,
    is_active: bool | None = None,
    is_superuser: bool | None = None,
    by: User | None,
    at: datetime.datetime,
) -> User:
    """Change what is given and leave the rest; an inactive account keeps its history. Raise BadAccount.

    What the database holds counts, and the given instance follows it: of two who change an account at once neither
    undoes what the other did.
    """
    user.refresh_from_db(from_queryset=User.objects.select_for_update())
    wanted: dict[str, object] = {
        "display_name": display_name and clean_line(display_name),
        "email": email,
        "is_active": is_active,
    }
    wanted["is_superuser"] = is_superuser
    changed = {
        name: {"from": getattr(user, name), "to": value}
        for name, value in wanted.items()
        if value is not None and value != getattr(user, name)
    }
    if not changed:
        return user
    for name in changed:
        setattr(user, name, wanted[name])
    _check(user)
    user.save()
    record(action="account.changed", by=by, at=at, target=user, data=changed)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User | None, at: datetime.datetime) -> None:
    """Give an account a new password; the log says that it changed, never to what."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(action="account.password_set", by=by, at=at, target=user)


@transaction.atomic
def record_lock_out(*, username: str, address: str, at: datetime.datetime) -> None:
    """Tell the administrators, through the log, that too many passwords were tried; once in a locked time.

    A name that no account has is not written down: it may be a password typed into the wrong box.
    """
    person = User.objects.filter(username__iexact=username).first()
    data = {"username": username if person else "", "address": address}
    since = at - settings.AXES_COOLOFF_TIME
    if not AuditEntry.objects.filter(action="account.locked_out", at__gt=since, data=data).exists():
        record(action="account.locked_out", by=None, at=at, target=person, data=data)


@transaction.atomic
def unlock_account(*, user: User, by: User | None, at: datetime.datetime) -> bool:
    """Let the person try again at once, from everywhere; whether there was anything to unlock."""
    tried = AccessAttempt.objects.filter(username=sign_in_name(user.username))
    if not tried.exists():
        return False
    tried.delete()
    record(action="account.unlocked", by=by, at=at, target=user)
    return True


def make_password_link(*, user: User, by: User | None, at: datetime.datetime) -> str:
    """A link by which the person chooses a password: once, within PASSWORD_RESET_TIMEOUT. Logged, never what it is.

    A newer password or login ends it. Raise AccountClosed.
    """
    if not user.is_active:
        raise AccountClosed(username=user.username)
    record(action="account.password_link_made", by=by, at=at, target=user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('account_reset_password_from_key', kwargs=parts)}"


@transaction.atomic
def remove_second_factor(*, user: User, by: User | None, at: datetime.datetime) -> int:
    """Take every factor off an account and end its sessions; how many there were. The person is told by mail.

    Who may, and that there are two of them, is the caller's rule.
    """
    rows = Authenticator.objects.filter(user=user)
    types = sorted(rows.values_list("type", flat=True))
    rows.delete()
    end_sessions(user=user)
    record(action="second_factor.removed", by=by, at=at, target=user, data={"types": types})
    transaction.on_commit(lambda: get_adapter().send_notification_mail("accounts/email/factors_reset", user))
    return len(types)


def end_sessions(*, user: User) -> None:
    """Log somebody out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _check(user: User) -> None:
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise BadAccount(fields=", ".join(sorted(error.message_dict))) from error
