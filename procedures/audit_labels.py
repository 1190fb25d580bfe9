"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "procedures.term_added": _("Field or agency of procedures added"),
}

DATA = {
    "label": _("Name"),
}
