"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "news.vocabulary_loaded": _("Genres and topics loaded"),
}

DATA = {
    "added": _("Added"),
}
