"""Which token a program shows, and which tokens a person may see."""

import datetime

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.api.bearer import Caller, unknown_token
from cms.api.problems import NotAuthenticated
from cms.kernel.calendar import day_of
from cms.subsites.allowed import sites_for
from cms.subsites.models import Subsite
from cms.tokens.access import MANAGE_API_TOKENS
from cms.tokens.actions import note_use
from cms.tokens.models import ApiToken
from cms.tokens.secret import is_secret_of, prefix_of

_NO_DIGEST = "0" * 64


def authenticate(text: str, at: datetime.datetime) -> Caller:
    """The caller whose token this is: one query, and a write at most once an hour.

    Raise NotAuthenticated: without a reason for what nobody gave out, with one for a token that has ended.
    """
    prefix = prefix_of(text)
    if prefix is None:
        raise unknown_token()
    token = ApiToken.objects.select_related("subsite").filter(prefix=prefix).first()
    if not is_secret_of(text, token.digest if token is not None else _NO_DIGEST) or token is None:
        raise unknown_token()
    match token.state(on=day_of(at)):
        case ApiToken.State.REVOKED:
            raise NotAuthenticated(_("This access token has been revoked."))
        case ApiToken.State.EXPIRED:
            day = token.expires_on.strftime("%d/%m/%Y")
            raise NotAuthenticated(format_lazy(_("This access token ended with {day}."), day=day))
        case _:
            note_use(token=token, at=at)
            return Caller(counter=f"token:{token.pk}", site=token.subsite.key, scopes=token.scopes)


def sites_managed_by(user: User, *, at: datetime.datetime) -> QuerySet[Subsite]:
    """The sites whose tokens a person may see, make and revoke."""
    return sites_for(user, MANAGE_API_TOKENS, at=at).order_by("key")


def tokens_visible_to(user: User, *, at: datetime.datetime) -> QuerySet[ApiToken]:
    """The tokens of those sites, newest first."""
    seen = ApiToken.objects.filter(subsite__in=sites_managed_by(user, at=at))
    return seen.select_related("subsite__unit", "created_by", "revoked_by").order_by("-id")
