"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "translation.note_added": _("Note on a translation written"),
    "translation.note_deleted": _("Note on a translation deleted"),
}

DATA = {"note": _("Note")}
