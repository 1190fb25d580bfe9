"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "account.created": _("Account created"),
    "account.changed": _("Account changed"),
    "account.password_set": _("Password of an account set"),
    "account.password_link_made": _("Link for setting a password made"),
    "account.locked_out": _("Login closed after wrong attempts"),
    "account.unlocked": _("Login opened again"),
    "second_factor.removed": _("Second factor removed"),
}

DATA = {
    "username": _("User name"),
    "display_name": _("Display name"),
    "email": _("Email address"),
    "is_active": _("May log in"),
    "is_superuser": _("Technical administrator"),
}
