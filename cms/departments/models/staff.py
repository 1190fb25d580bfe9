"""Which agency answers for an account, and how a lost second factor is given back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.departments.models.unit import OrgUnit


class StaffRecord(models.Model):
    """The agency that opened an account and answers for it, before the first membership and after the last."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_record", verbose_name=_("person")
    )
    agency = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))

    class Meta:
        verbose_name = _("staff record")
        verbose_name_plural = _("staff records")

    def __str__(self) -> str:
        return f"{self.person} · {self.agency}"


class FactorReset(models.Model):
    """That somebody's second factor be taken off, asked by one person and decided by another."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_resets", verbose_name=_("person")
    )
    reason = models.CharField(_("reason"), max_length=255)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    requested_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    is_confirmed = models.BooleanField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(decided_at__isnull=True), name="factor_reset_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("requested_by")),
                name="factor_reset_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"
