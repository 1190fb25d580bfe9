"""How procedures were processed, unit by unit and period by period (R106): numbers of another system, dated."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite


class FigureReport(models.Model):
    """One delivery of a source for one period; a later one of the same period takes its place for the public."""

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    source = models.CharField(pgettext_lazy("figures", "source"), max_length=40)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    as_of = models.DateField(_("figures as of"))
    file_name = models.CharField(_("file name"), max_length=150, blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("imported by")
    )
    at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("processing figures")
        verbose_name_plural = _("processing figures")
        ordering = ["-period_end", "-as_of", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")), name="figures_of_a_period"
            ),
            models.UniqueConstraint(
                fields=["subsite", "source", "period_start", "period_end", "as_of", "sha256"], name="figures_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_start:%d/%m/%Y}–{self.period_end:%d/%m/%Y}"


class Figure(models.Model):
    """The numbers of one unit. `unit` None: a unit that is not one of the platform's; its name stands as delivered."""

    report = models.ForeignKey(FigureReport, on_delete=models.CASCADE, related_name="figures")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    unit_name = models.CharField(_("unit"), max_length=255)
    received = models.PositiveIntegerField(_("received"))
    solved = models.PositiveIntegerField(_("solved"))
    on_time = models.PositiveIntegerField(_("solved on time"))
    late = models.PositiveIntegerField(_("solved late"))
    pending = models.PositiveIntegerField(_("in progress"), null=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("figures of a unit")
        verbose_name_plural = _("figures of units")
        ordering = ["report", "order"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["report", "unit_name"], name="figures_of_a_unit_once"),
            models.CheckConstraint(
                condition=models.Q(solved=models.F("on_time") + models.F("late")), name="figures_add_up"
            ),
        ]

    def __str__(self) -> str:
        return self.unit_name


class FigureSourceState(models.Model):
    """How the last request of a source went: the public keeps the last good figures when it fails."""

    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    tried_at = models.DateTimeField(_("last tried"))
    succeeded_at = models.DateTimeField(_("last success"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("state of a source of figures")
        verbose_name_plural = _("states of sources of figures")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["subsite", "source"], name="source_state_once")]

    def __str__(self) -> str:
        return self.source
