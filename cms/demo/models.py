"""What the demo has made, so that it can go again without a trace and without anybody else's work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoLoad(models.Model):
    """The one load of the demo. It is finished in the same transaction as everything that it shows."""

    finished_at = models.DateTimeField(_("finished"), null=True)
    year = models.PositiveSmallIntegerField(_("year"))
    seed = models.PositiveBigIntegerField(_("seed"))

    class Meta:
        verbose_name = _("load of the demo")
        verbose_name_plural = _("loads of the demo")

    def __str__(self) -> str:
        return str(self.year)


class DemoObject(models.Model):
    """A row that the demo has made. Not a generic foreign key: it must outlive what it names."""

    label = models.CharField(_("model"), max_length=80)
    key = models.CharField(_("key"), max_length=80, blank=True)
    object_id = models.PositiveBigIntegerField(_("row"))

    class Meta:
        verbose_name = _("object of the demo")
        verbose_name_plural = _("objects of the demo")
        constraints = [models.UniqueConstraint(fields=["label", "object_id"], name="demo_object_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.object_id}"
