"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "glossary.term_added": _("Glossary term added"),
    "glossary.term_changed": _("Glossary term changed"),
    "glossary.term_deleted": _("Glossary term deleted"),
    "glossary.terms_loaded": _("Glossary terms loaded"),
}

DATA = {
    "vietnamese": _("Vietnamese"),
    "english": _("English"),
}
