"""What a site says of translations; whether a section is translated stands with the section."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.subsites.models import Subsite


class TranslationRule(models.Model):
    """Of a site. Without one: two days, and nobody stands in for units without translators."""

    subsite = models.OneToOneField(
        Subsite, on_delete=models.CASCADE, related_name="translation_rule", verbose_name=_("site")
    )
    days = models.PositiveSmallIntegerField(_("days"), default=2)
    # The plan names the divisions as translators; texts of the Office need somebody too (DOMAIN 78).
    fallback_unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit that translates for those without translators"),
    )

    class Meta:
        verbose_name = _("rule of translations")
        verbose_name_plural = _("rules of translations")

    def __str__(self) -> str:
        return str(self.subsite)
