"""What the editor's script needs to keep a text when its session ends."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _


def keeper_of(request: HttpRequest | None) -> str:
    """The script with its addresses and words, for the person of the request; nothing without one."""
    if request is None or request.user.is_anonymous:
        return ""
    settings = {
        "alive": reverse("account_session"),
        "login": reverse("account_login"),
        "user": request.user.username,
        "texts": {
            "expired": _(
                "The session has ended. Your text is kept in this browser: log in in a new tab, then go on here."
            ),
            "unreachable": _("The server cannot be reached. Your text is kept in this browser."),
            "other": _(
                "In this browser “%(username)s” is logged in now. Your text is kept and not sent under that name."
            ),
            "back": _("You are logged in again. Go on: your text is sent."),
            "login": _("Open the login in a new tab"),
            "goOn": _("Go on and save"),
            "found": _("A text of %(when)s was never saved. Restore it as a draft?"),
            "foundOlder": _(
                "A text of %(when)s was never saved, and the page has been saved since. Restore it as a newer draft?"
            ),
            "restore": _("Restore"),
            "discard": _("Discard"),
        },
    }
    return mark_safe(  # noqa: S308 (built by json_script and format_html)
        json_script(settings, "keep-text-settings")
        + format_html('<link rel="stylesheet" href="{}">', static("accounts/keep_text.css"))
        + format_html('<script src="{}" defer></script>', static("accounts/keep_text.js"))
    )
