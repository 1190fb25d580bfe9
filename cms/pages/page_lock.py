"""Whether a page may be written now, for the doors that do not lead through Wagtail's own form of it."""

from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

if TYPE_CHECKING:
    from cms.accounts.models import User


def why_locked(page: Any, user: "User | None") -> str | None:
    """Why the page stays as it is for this person (None: for any program); None when no lock keeps them from it.

    Locked by hand, by the step of a review, or for a publication at a moment: whatever Wagtail's form would refuse.
    In plain words: Wagtail's own are HTML.
    """
    lock = page.get_lock()
    if lock is None or (user is not None and not lock.for_user(user)):
        return None
    return unescape(strip_tags(lock.get_message(user) or "")) if user is not None else ""
