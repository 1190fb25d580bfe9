"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "section.opened": _("Section opened"),
    "section.changed": _("Section changed"),
    "section.closed": _("Section closed"),
    "section.reopened": _("Section opened again"),
    "plan.recorded": _("Version of the plan recorded"),
}

DATA = {
    "last_day": _("Last day"),
    "year": _("Year"),
    "effective_on": _("In force from"),
    "digest": _("Check sum of the file"),
    "scope_vi": _("Scope in Vietnamese"),
    "scope_en": _("Scope in English"),
    "content_kind": _("Kind of content"),
}
