"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "news.vocabulary_loaded": _("Genres and topics loaded"),
    "news.manuscript_taken": _("Word file taken"),
    "news.manuscript_imported": _("Word file made into a draft"),
    "news.manuscript_discarded": _("Word file forgotten"),
}

DATA = {
    "added": _("Added"),
    "sha256": _("SHA-256 of the file"),
}
