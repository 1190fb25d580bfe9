"""Tokens are made and revoked here, and nowhere else."""

import datetime
import logging

from django.db import DatabaseError, transaction
from django.db.models import Q

from cms.accounts.models import User
from cms.audit.actions import record
from cms.kernel.calendar import day_of
from cms.kernel.text import clean_line
from cms.subsites.models import Subsite
from cms.tokens.errors import AlreadyRevoked, BadLastDay, NameTaken, NoScope
from cms.tokens.models import ApiToken
from cms.tokens.secret import new_secret

logger = logging.getLogger(__name__)

# A token that nobody renews ends by itself.
LONGEST = datetime.timedelta(days=366)
USE_IS_NOTED_EVERY = datetime.timedelta(hours=1)


@transaction.atomic
def create_token(
    *,
    name: str,
    subsite: Subsite,
    may_read: bool,
    may_preview: bool,
    expires_on: datetime.date,
    purpose: str = "",
    by: User | None,
    at: datetime.datetime,
) -> tuple[ApiToken, str]:
    """Make a token for a program; its row, and the token, which is nowhere else and cannot be had again.

    `expires_on` is its last day, at most 366 days off. Raise NoScope, BadLastDay or NameTaken (among the tokens of
    the site that were not revoked).
    """
    if not (may_read or may_preview):
        raise NoScope
    today = day_of(at)
    if not today <= expires_on <= today + LONGEST:
        raise BadLastDay(latest=today + LONGEST)
    name = clean_line(name)
    Subsite.objects.select_for_update().get(pk=subsite.pk)
    if ApiToken.objects.filter(subsite=subsite, name=name, revoked_at__isnull=True).exists():
        raise NameTaken(name=name)
    secret = new_secret()
    token = ApiToken.objects.create(
        name=name,
        purpose=clean_line(purpose),
        subsite=subsite,
        may_read=may_read,
        may_preview=may_preview,
        expires_on=expires_on,
        prefix=secret.prefix,
        digest=secret.digest,
        created_at=at,
        created_by=by,
    )
    data = {"site": subsite.key, "scopes": sorted(token.scopes), "last_day": expires_on, "purpose": token.purpose}
    record(action="api_token.created", by=by, at=at, target=token, data=data)
    return token, secret.text


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User | None, at: datetime.datetime) -> ApiToken:
    """End a token: the next request that shows it is refused. Raise AlreadyRevoked."""
    stored = ApiToken.objects.select_related("subsite").get(pk=token.pk)
    waiting = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if not waiting.update(revoked_at=at, revoked_by=by):
        raise AlreadyRevoked
    stored.refresh_from_db()
    record(action="api_token.revoked", by=by, at=at, target=stored, data={"site": stored.subsite.key})
    return stored


def note_use(*, token: ApiToken, at: datetime.datetime) -> bool:
    """Write down that a token is in use, once an hour at most; whether it was written. Not logged: it is no decision.

    A database that cannot be written now does not keep anybody from reading.
    """
    before = at - USE_IS_NOTED_EVERY
    if token.last_used_on is not None and token.last_used_on > before:
        return False
    unnoted = Q(last_used_on__isnull=True) | Q(last_used_on__lte=before)
    try:
        with transaction.atomic():
            return bool(ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_on=at))
    except DatabaseError:
        logger.warning("the use of token %s could not be noted", token.prefix, exc_info=True)
        return False
