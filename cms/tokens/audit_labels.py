"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "api_token.created": _("API token made"),
    "api_token.revoked": _("API token revoked"),
}

DATA = {
    "site": _("Site of the token"),
    "scopes": _("What the token may read"),
    "last_day": _("Last day of the token"),
    "purpose": _("Purpose of the token"),
}
