"""Public holidays and swapped working days, as data with its source, edited by the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """A day off by law or by decision."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    source = models.CharField(_("source"), max_length=255)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class SwappedDay(models.Model):
    """A working day taken off and worked on another day (hoán đổi ngày làm việc)."""

    day_off = models.DateField(_("day off"), unique=True)
    day_worked = models.DateField(_("day worked"), unique=True)
    source = models.CharField(_("source"), max_length=255)

    class Meta:
        verbose_name = _("swapped working day")
        verbose_name_plural = _("swapped working days")
        ordering = ["day_off"]
        constraints = [
            models.CheckConstraint(name="swap_of_two_days", condition=~models.Q(day_off=models.F("day_worked")))
        ]

    def __str__(self) -> str:
        return f"{self.day_off:%d/%m/%Y} ↔ {self.day_worked:%d/%m/%Y}"
