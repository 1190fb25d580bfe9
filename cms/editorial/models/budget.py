"""The budget of a plan, in whole VND (R091–R095)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.editorial.models.plan import PlanVersion


class BudgetLine(models.Model):
    """Quantity × rate = amount; the product is checked here and the sum by the reader of the file."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="budget", verbose_name=_("version"))
    key = models.SlugField(_("key"), max_length=40)
    label_vi = models.CharField(_("content in Vietnamese"), max_length=255)
    label_en = models.CharField(_("content in English"), max_length=255, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.CharField(_("unit"), max_length=40)
    rate_vnd = models.PositiveBigIntegerField(_("rate (VND)"))
    amount_vnd = models.PositiveBigIntegerField(_("amount (VND)"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="budget_line_key"),
            models.CheckConstraint(condition=Q(amount_vnd=F("quantity") * F("rate_vnd")), name="budget_line_product"),
        ]

    def __str__(self) -> str:
        return self.label_vi
