"""What the page platform refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class ReasonRequired(DomainError):
    """A page is withdrawn with the reason that the public will read."""

    code = "reason_required"
    message = _("Give the public reason of the withdrawal.")


class BeginsTooFarAhead(DomainError):
    """An hour of publication more than a year ahead: a slip, and a text that nobody would miss."""

    code = "begins_too_far_ahead"
    message = _("A text goes live within a year, by {latest:%d/%m/%Y} at the latest. Check the year.")


class EndsTooFarAhead(DomainError):
    """An end more than ten years ahead: what stays for good has none."""

    code = "ends_too_far_ahead"
    message = _(
        "A text is taken down within ten years, by {latest:%d/%m/%Y} at the latest. "
        "Check the year, or leave the field empty for a text that stays."
    )


class BeyondTheCalendar(DomainError):
    """A moment before anything of the platform was."""

    code = "beyond_the_calendar"
    message = _("This moment is before {earliest:%d/%m/%Y}. Check the year.")
