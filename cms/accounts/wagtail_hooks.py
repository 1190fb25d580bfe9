from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from cms.accounts.models import User


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_accounts(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseRedirect | None:
    """Accounts are closed, never deleted, in bulk either: the log and the memberships name them."""
    if action_type != "delete" or User not in action.models:
        return None
    messages.error(request, _("Accounts are not deleted: make them inactive instead."))
    return HttpResponseRedirect(reverse("wagtailusers_users:index"))
