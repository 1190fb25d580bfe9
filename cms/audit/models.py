"""The append-only log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to what, when. Written by `audit.actions.record`; nothing edits or deletes it."""

    at = models.DateTimeField(_("time"), db_index=True)
    action = models.CharField(_("action"), max_length=60, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    target_type = models.CharField(_("kind of thing"), max_length=80, blank=True)
    target_id = models.CharField(_("thing"), max_length=80, blank=True)
    target_label = models.CharField(_("name of the thing"), max_length=255, blank=True)
    data = models.JSONField(_("data"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.target_label}"
