"""Key tasks (R068), the frequency of updates (R036) and the calendar of reports (R086, R087)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.editorial.models.plan import PlanVersion


class PlanTask(models.Model):
    """A key task with its quarters and who does it: a unit or a selector."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("version"))
    number = models.PositiveSmallIntegerField(_("no."))
    text_vi = models.TextField(_("task in Vietnamese"))
    text_en = models.TextField(_("task in English"), blank=True)
    quarters = models.JSONField(_("quarters"))  # [1, 2, 3, 4]
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    selector = models.CharField(_("selector"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("key task")
        verbose_name_plural = _("key tasks")
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="plan_task_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text_vi}"


class Frequency(models.Model):
    """How often the site is updated in a period."""

    class Period(models.TextChoices):
        WEEK = "week", _("week")
        MONTH = "month", _("month")

    version = models.OneToOneField(
        PlanVersion, on_delete=models.PROTECT, related_name="frequency", verbose_name=_("version")
    )
    period = models.CharField(_("period"), max_length=10, choices=Period.choices)
    minimum = models.PositiveSmallIntegerField(_("minimum"), null=True)
    maximum = models.PositiveSmallIntegerField(_("maximum"), null=True)
    text = models.CharField(_("in words"), max_length=255)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    selector = models.CharField(_("selector"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("frequency of updates")
        verbose_name_plural = _("frequencies of updates")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=F("maximum")),
                name="frequency_min_le_max",
            )
        ]

    def __str__(self) -> str:
        return self.text


class ReportDuty(models.Model):
    """A report that the plan asks for, and when."""

    class Every(models.TextChoices):
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        YEAR = "year", _("year")

    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="reports", verbose_name=_("version")
    )
    name = models.CharField(_("report"), max_length=255)
    every = models.CharField(_("every"), max_length=10, choices=Every.choices)
    day_of_month = models.PositiveSmallIntegerField(_("day of the month"), null=True)
    content = models.JSONField(_("content"), default=list)  # ["báo cáo kết quả …", …]
    owner = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn up by"))
    receiver = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("sent to")
    )

    class Meta:
        verbose_name = _("report duty")
        verbose_name_plural = _("report duties")
        ordering = ["version", "id"]

    def __str__(self) -> str:
        return self.name
