"""Who may log in, and who a session is: both are asked at every request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from axes.backends import AxesStandaloneBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.registry import announce_loaded, what_is_read_along


class AccountBackend(AuthenticationBackend):
    """Accounts by user name and password. A closed account is nobody from its next request on."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with the rights they have now and not those of the last synchronisation."""
        found = User.objects.select_related("wagtail_userprofile").annotate(**what_is_read_along())
        user = found.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        announce_loaded(user, at=timezone.now())
        return user

    def _get_user_permissions(self, user_obj: User) -> "QuerySet[Permission]":
        """None: what a person may do follows from memberships, never from a permission given to an account."""
        return Permission.objects.none()


class LockOutBackend(AxesStandaloneBackend):
    """Asked first: too many wrong passwords for a name from an address, and nothing else is tried."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        """Code that asks without a request comes from nowhere and is counted nowhere."""
        if request is not None:
            super().authenticate(request, *args, **credentials)
