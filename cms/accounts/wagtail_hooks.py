from typing import Any

from allauth.core import context
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from cms.accounts.editor_text import keeper_of
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


@hooks.register("insert_editor_js")  # type: ignore[untyped-decorator]
def keep_text_of_expired_sessions() -> str:
    return keeper_of(context.request)


@hooks.register("register_account_menu_item")  # type: ignore[untyped-decorator]
def lead_to_second_factor(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor, sessions and password"),
        "help_text": _("An app, passkeys and recovery codes; where you are logged in; your password and address."),
        "icon": "key",
    }
