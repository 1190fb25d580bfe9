"""Programs that say who they are: `Authorization: Bearer …`. Without the header a reader is anybody.

Whoever shows something and is not recognised is refused and never taken for anonymous (RELIABILITY 38). What a
token is, the layer that keeps tokens knows: it registers itself here; without it, every header is refused.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.api.problems import NotAuthenticated, NotPermitted

_SCHEME = "bearer"
_UNKNOWN = _("This access token is not valid.")


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a good token. `counter` is whose requests are counted; `site` the key of its only site."""

    counter: str
    site: str
    scopes: frozenset[str]

    def need_scope(self, scope: str) -> None:
        """Raise NotPermitted unless the token was made for this."""
        if scope not in self.scopes:
            raise NotPermitted(format_lazy(_("This access token was not given the right “{scope}”."), scope=scope))

    def need_site(self, key: str) -> None:
        """Raise NotPermitted for another site than the token's."""
        if key != self.site:
            raise NotPermitted(format_lazy(_("This access token is for the site “{site}” only."), site=self.site))


# The token as sent → its caller; raises NotAuthenticated.
Authenticator = Callable[[str, datetime.datetime], Caller]
_authenticators: list[Authenticator] = []


def register_authenticator(authenticate: Authenticator) -> None:
    """Say who knows tokens; ImproperlyConfigured when somebody does already."""
    if _authenticators:
        raise ImproperlyConfigured("tokens have somebody who knows them already")
    _authenticators.append(authenticate)


def caller_of(request: HttpRequest) -> Caller | None:
    """Who asks; None without the header. Raise NotAuthenticated for anything but a good token."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    scheme, _space, token = header.strip().partition(" ")
    if scheme.lower() != _SCHEME or not _authenticators:
        raise NotAuthenticated(_UNKNOWN)
    return _authenticators[0](token.strip(), timezone.now())


def unknown_token() -> NotAuthenticated:
    """The refusal of a token that nobody gave out: it says no more than that."""
    return NotAuthenticated(_UNKNOWN)
