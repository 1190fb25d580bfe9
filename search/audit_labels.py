"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "search.decision_added": _("Search: synonym or best bet added"),
    "search.decision_changed": _("Search: synonym or best bet changed"),
    "search.decision_removed": _("Search: synonym or best bet removed"),
    "search.questions_erased": _("Search: questions of the public erased"),
}

DATA = {"text": _("Synonym or best bet as it was decided"), "rows": _("How many rows")}
