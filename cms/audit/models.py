"""The append-only log."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audit.append_only_model import AppendOnly, AppendOnlyQuerySet
from cms.kernel.text import fold


class AuditEntryQuerySet(AppendOnlyQuerySet["AuditEntry"]):
    """Entries."""


class AuditEntry(AppendOnly):
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
    search_text = models.CharField(max_length=600, editable=False, default="")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; raise AppendOnlyLog when it is already there."""
        self.search_text = fold(f"{self.action} {self.target_label} {self.by or ''}")[:600]
        super().save(*args, **kwargs)
