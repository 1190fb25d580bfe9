"""When a unit was first shown by a site and last changed there: the times of its document."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite


class UnitRecord(models.Model):
    """A unit that a site shows. Without it a rebuilt store would give units other times than before."""

    subsite = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="+", verbose_name=_("unit"))
    first_published_at = models.DateTimeField(_("first published"))
    updated_at = models.DateTimeField(_("updated"))

    class Meta:
        verbose_name = _("unit shown by a site")
        verbose_name_plural = _("units shown by a site")
        constraints = [models.UniqueConstraint(fields=["subsite", "unit"], name="unit_record_once")]

    def __str__(self) -> str:
        return f"{self.subsite} · {self.unit}"
