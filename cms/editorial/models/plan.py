"""The plan of a year (R012) and its versions (R014); reports read the version in force."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


class AnnualPlan(models.Model):
    """One plan of a site, a year and a kind."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("activity plan")
        COMMUNICATION = "communication", _("communication plan")

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="plans", verbose_name=_("site"))
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)

    class Meta:
        verbose_name = _("annual plan")
        verbose_name_plural = _("annual plans")
        ordering = ["-year", "subsite"]
        constraints = [models.UniqueConstraint(fields=["subsite", "year", "kind"], name="one_plan_a_site_year_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year} · {self.subsite}"


class PlanVersion(models.Model):
    """The plan as it stood from a date on: record (R151–R156), totals, and the file it was read from."""

    class SigningMode(models.TextChoices):
        """On whose behalf the signer signs (R154)."""

        SELF = "", _("in person")
        TM = "TM.", _("on behalf of the collective")
        KT = "KT.", _("for the head")
        TL = "TL.", _("by order")
        TUQ = "TUQ.", _("by authorisation")

    plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField(_("version"))
    reason = models.TextField(_("reason"), blank=True)
    effective_on = models.DateField(_("effective on"))
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    source = models.TextField(_("file"), editable=False)
    source_year = models.PositiveSmallIntegerField(_("year of the file"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    recorded_at = models.DateTimeField(_("recorded"))

    title = models.CharField(_("title"), max_length=255)
    record_number = models.CharField(_("number"), max_length=20, blank=True)
    record_symbol = models.CharField(_("symbol"), max_length=40)
    record_place = models.CharField(_("place"), max_length=120)
    # Year, year-month or full date: the plans in the wild leave days and months blank (R152).
    record_date = models.CharField(_("date"), max_length=10, blank=True)
    issuer = models.CharField(_("issuer"), max_length=255)
    signer_position = models.CharField(_("position of the signer"), max_length=120, blank=True)
    signing_mode = models.CharField(
        _("signing mode"), max_length=5, choices=SigningMode.choices, blank=True, default=SigningMode.SELF
    )
    is_signed = models.BooleanField(_("signed"), default=False)
    recipients = models.JSONField(_("recipients"), default=list)  # ["BGĐ", …]
    legal_basis = models.JSONField(_("legal basis"), default=list)  # [{number, date, title, relation}]
    annexes = models.JSONField(_("annexes"), default=list)  # [{number, title, is_missing}]
    theme = models.CharField(_("theme of the year"), max_length=255, blank=True)

    total_minimum = models.PositiveIntegerField(_("minimum of the year"), null=True)
    total_maximum = models.PositiveIntegerField(_("maximum of the year"), null=True)
    total_text = models.CharField(_("quantity of the year in words"), max_length=255, blank=True)
    budget_funding = models.CharField(_("source of funds"), max_length=255, blank=True)
    budget_period = models.CharField(_("period of the budget"), max_length=120, blank=True)
    budget_purpose = models.TextField(_("purpose of the budget"), blank=True)
    budget_total_vnd = models.PositiveBigIntegerField(_("total of the budget (VND)"), null=True)
    # What the plan lays down beside its tables: manuscript format, online services, workflow, sub-sites…
    provisions = models.JSONField(_("provisions"), default=dict)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of a plan")
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number")]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"
