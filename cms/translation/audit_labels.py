"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "translation.opened": _("Translation asked for"),
    "translation.reopened": _("Translation asked for again"),
    "translation.stale": _("Vietnamese text of a translation changed"),
    "translation.assigned": _("Translation given to a person"),
    "translation.claimed": _("Translation taken on"),
    "translation.followed": _("Translation passed on: a unit or a person has changed"),
    "translation.released": _("Translation given back to the others"),
    "translation.waived": _("Translation not needed"),
    "translation.prepared": _("Text taken apart for translation"),
    "translation.preparation_failed": _("Text could not be taken apart for translation"),
    "translation.segments_saved": _("Translated segments saved"),
    "translation.replaced": _("Other pictures, files or links chosen for a translation"),
    "translation.built": _("Draft made of a translation"),
    "translation.public": _("Translation went live"),
    "translation.rule_set": _("Rules of translations changed"),
}

DATA = {
    "count": _("Number of segments"),
    "origin": _("Origin of the words"),
    "rejected": _("Segments refused"),
    "segments": _("Segments"),
    "to": _("To"),
    "occasion": _("Occasion"),
    "due_at": _("Due"),
    "fallback_unit": _("Unit that stands in"),
}
