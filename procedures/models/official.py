"""The official list of procedures that an agency must publish (R043): codes and names, as a decision lists them."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


class OfficialListQuerySet(models.QuerySet["OfficialList"]):
    """Verbs that read as sentences."""

    def in_force(self, subsite: Subsite, *, on: datetime.date) -> "OfficialList | None":
        """The newest list of a site that is valid on a day."""
        return self.filter(subsite=subsite, valid_from__lte=on).order_by("-valid_from", "-pk").first()


class OfficialList(models.Model):
    """One version of the list; the newest valid one counts, the others are history."""

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    valid_from = models.DateField(_("valid from"))
    file_name = models.CharField(_("file name"), max_length=150)
    file_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("imported by")
    )
    at = models.DateTimeField(_("imported"))

    objects = OfficialListQuerySet.as_manager()

    class Meta:
        verbose_name = _("official list of procedures")
        verbose_name_plural = _("official lists of procedures")
        ordering = ["-valid_from", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.basis or self.file_name


class OfficialCode(models.Model):
    """A line of the list."""

    official_list = models.ForeignKey(OfficialList, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("national code"), max_length=40)
    name = models.CharField(_("name"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("official code")
        verbose_name_plural = _("official codes")
        ordering = ["official_list", "code"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["official_list", "code"], name="official_code_once")]

    def __str__(self) -> str:
        return self.code
