"""What the log refuses."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.errors import DomainError


class AppendOnlyLog(DomainError):
    """Somebody tried to change or delete an entry of the log."""

    code = "append_only_log"
    message = _("The audit log cannot be changed: entries are only added.")
