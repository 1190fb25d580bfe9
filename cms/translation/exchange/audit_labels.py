"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {"translation.file_imported": _("Translation read from a file")}

DATA = {
    "format": _("Format"),
    "saved": _("Kept"),
    "rejected": _("Not kept"),
}
