"""What the register of faults refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class AlreadyReported(DomainError):
    code = "incident_already_reported"
    message = _("You reported “{title}” at {moment}; it is still open.")


class AlreadyClosed(DomainError):
    code = "incident_already_closed"
    message = _("{person} closed this at {moment}.")


class StillOpen(DomainError):
    code = "incident_still_open"
    message = _("This is still open.")


class BadBeginning(DomainError):
    code = "incident_beginning"
    message = _("The fault was noticed before now, and within the last year.")


class BadEnd(DomainError):
    code = "incident_end"
    message = _("The end lies between the moment it was noticed and now.")


class NothingSaid(DomainError):
    code = "incident_nothing_said"
    message = _("Say what was done.")
