"""What the log calls the actions of this app, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "incident.reported": _("Technical fault reported"),
    "incident.taken": _("Technical fault taken on"),
    "incident.released": _("Technical fault let go"),
    "incident.noted": _("Note on a technical fault"),
    "incident.closed": _("Technical fault closed"),
    "incident.reopened": _("Technical fault reopened"),
}

DATA = {
    "incident_site": _("Site of the fault"),
    "incident_kind": _("What is wrong"),
    "began_at": _("Noticed"),
    "ended_at": _("Over"),
    "outcome": _("Outcome"),
}
