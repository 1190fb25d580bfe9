"""Every change to an account."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.users.models import UserProfile

from cms.accounts.errors import BadAccount, UsernameTaken
from cms.accounts.models import User
from cms.audit.actions import record
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
    """Change what is given and leave the rest; an inactive account keeps its history. Raise BadAccount."""
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


def _check(user: User) -> None:
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise BadAccount(fields=", ".join(sorted(error.message_dict))) from error
