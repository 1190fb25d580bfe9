"""What other packages announce, each one call to an action."""

from typing import Any

from django.utils import timezone

from cms.accounts.actions import record_lock_out
from cms.accounts.rules import sign_in_name


def locked_out(username: str | None, ip_address: str | None, **kwargs: Any) -> None:
    """The login to a name from an address has been closed."""
    record_lock_out(username=sign_in_name(username or ""), address=ip_address or "", at=timezone.now())
