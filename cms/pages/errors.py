"""What the page platform refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class ReasonRequired(DomainError):
    """A page is withdrawn with the reason that the public will read."""

    code = "reason_required"
    message = _("Give the public reason of the withdrawal.")
