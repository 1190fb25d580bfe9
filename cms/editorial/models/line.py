"""Lines of a plan: what a section owes in a year, by when, from whom (R045–R067)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.departments.models import OrgUnit, Post
from cms.departments.roles import Role
from cms.editorial.models.plan import PlanVersion
from cms.editorial.models.section import Section


class PlanLine(models.Model):
    """A row of the appendix. The line of the English site belongs to no section."""

    class UnitOfCount(models.TextChoices):
        """What the quota counts."""

        TIN_BAI = "tin_bai", _("news items and articles")
        HINH_ANH = "hinh_anh", _("pictures")
        VAN_BAN = "van_ban", _("official documents")
        CAU_TRA_LOI = "cau_tra_loi", _("answers")

    class SlaMode(models.TextChoices):
        """How the plan words the time."""

        DAILY = "daily", _("every day")
        DEADLINE = "deadline", _("within days of a trigger")
        ON_CHANGE = "on_change", _("when something changes")
        NONE = "none", _("no time stated")

    class Trigger(models.TextChoices):
        """What starts the clock."""

        DOCUMENT_ISSUED = "document_issued", _("a document is issued")
        QUESTION_RECEIVED = "question_received", _("a question is received")
        EVENT_HELD = "event_held", _("an event is held")
        VI_ITEM_PUBLISHED = "vi_item_published", _("the Vietnamese item is published")
        ORGANISATION_CHANGE = "organisation_change", _("the organisation changes")

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="lines", verbose_name=_("version"))
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, related_name="lines", verbose_name=_("section")
    )
    row = models.CharField(pgettext_lazy("plan", "row"), max_length=10)
    order = models.PositiveSmallIntegerField(_("order"))
    locale = models.CharField(_("language"), max_length=10, default="vi")
    content_vi = models.TextField(_("content in Vietnamese"), blank=True)
    content_en = models.TextField(_("content in English"), blank=True)
    minimum = models.PositiveIntegerField(_("minimum"), null=True)
    maximum = models.PositiveIntegerField(_("maximum"), null=True)
    unit_of_count = models.CharField(_("unit of count"), max_length=20, choices=UnitOfCount.choices)
    quantity_text = models.CharField(_("quantity in words"), max_length=255, blank=True)
    sla_mode = models.CharField(pgettext_lazy("plan", "time"), max_length=20, choices=SlaMode.choices)
    sla_days = models.PositiveSmallIntegerField(_("days"), null=True)
    trigger = models.CharField(_("trigger"), max_length=30, choices=Trigger.choices, blank=True)
    sla_text = models.CharField(_("time in words"), max_length=255, blank=True)
    supplier_text = models.CharField(_("suppliers in words"), max_length=255, blank=True)
    external_sources = models.JSONField(_("external sources"), default=list)  # ["Website Chính phủ", …]
    responsible_role = models.CharField(_("responsible role"), max_length=20, choices=Role.choices, blank=True)
    responsible_unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("responsible unit")
    )
    responsible_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("responsible editor's post")
    )
    responsible_text = models.CharField(_("responsible in words"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("plan line")
        verbose_name_plural = _("plan lines")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "row"], name="plan_line_row"),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=F("maximum")),
                name="plan_line_min_le_max",
            ),
            models.CheckConstraint(
                condition=Q(sla_mode="deadline", sla_days__isnull=False)
                | (~Q(sla_mode="deadline") & Q(sla_days__isnull=True)),
                name="plan_line_days_with_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.section or self.locale}"


class PlanLineSupplier(models.Model):
    """Who supplies a line: a unit, or a selector evaluated at a date (R066)."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="suppliers")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    selector = models.CharField(_("selector"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("supplier of a line")
        verbose_name_plural = _("suppliers of a line")
        ordering = ["line", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, selector="") | (Q(unit__isnull=True) & ~Q(selector="")),
                name="supplier_is_unit_or_selector",
            )
        ]

    def __str__(self) -> str:
        return self.selector or str(self.unit)
