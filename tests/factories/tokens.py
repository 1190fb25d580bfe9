"""API tokens for tests. Usage: `token, text = a_token(subsite)`; with `scopes=("preview",)`, `days=30`, `at=`."""

import datetime

from django.utils import timezone

from cms.accounts.models import User
from cms.kernel.calendar import day_of
from cms.subsites.models import Subsite
from cms.tokens.actions import create_token
from cms.tokens.models import ApiToken


def a_token(
    subsite: Subsite,
    *,
    scopes: tuple[str, ...] = ("read",),
    days: int = 30,
    name: str = "Trang ngoài",
    by: User | None = None,
    at: datetime.datetime | None = None,
) -> tuple[ApiToken, str]:
    """A token made by the action, and what its program shows."""
    at = at or timezone.now()
    return create_token(
        name=name,
        subsite=subsite,
        may_read="read" in scopes,
        may_preview="preview" in scopes,
        expires_on=day_of(at) + datetime.timedelta(days=days),
        by=by,
        at=at,
    )


def bearer(text: str) -> dict[str, str]:
    """The header that shows a token, for the test client."""
    return {"authorization": f"Bearer {text}"}
