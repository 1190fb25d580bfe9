"""What the log calls the refusals at the doors to pages, and the data recorded with them."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "page.publish_refused": _("Refused: publishing a page without approval"),
    "page.alias_refused": _("Refused: a second address for a live page"),
    "page.withdraw_refused": _("Refused: withdrawing a live page"),
    "page.schedule_refused": _("Refused: setting when a page begins or ends"),
    "page.unschedule_refused": _("Refused: cancelling a planned publication"),
    "page.restrict_refused": _("Refused: changing who may read a page"),
}

DATA = {
    "door": _("Where it was tried"),
    "rest_not_noted": _("Further attempts of the next minutes are not noted one by one"),
}
