"""The organisation: a tree of units with validity dates, names over time, and successors."""

import datetime
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    """Reads that read as sentences."""

    def in_being(self, *, on: datetime.date) -> "OrgUnitQuerySet":
        """Units that exist on that day (both ends inclusive)."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on),
        )


class OrgUnit(models.Model):
    """A unit of an agency. Never deleted: closed by date, with its successors (DOMAIN B10)."""

    class Kind(models.TextChoices):
        """What kind of unit; selectors of the plan choose by it."""

        SO = "so", _("department of a province")
        UBND = "ubnd", _("people's committee")
        VAN_PHONG = "van_phong", _("office")
        PHONG = "phong", _("division")
        BO_PHAN = "bo_phan", _("section of a division")
        TRUNG_TAM = "trung_tam", _("centre")
        DOAN_THE = "doan_the", _("mass organisation")
        MAT_TRAN = "mat_tran", _("Fatherland Front")
        DANG = "dang", _("Party body")
        BAN_BIEN_TAP = "ban_bien_tap", _("editorial board")
        BAN_GIAM_DOC = "ban_giam_doc", _("board of directors")
        PHUONG_XA = "phuong_xa", _("ward or commune")
        EXTERNAL = "external", _("outside agency")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    content_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    name_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, through="UnitSuccession", related_name="predecessors", verbose_name=_("successors")
    )

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.name_vi


class UnitName(models.Model):
    """A name a unit has borne, with its days; the present one is on the unit too."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.CASCADE, related_name="names")
    name_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return self.name_vi


class UnitSuccession(models.Model):
    """That one unit took over from another: merger, division or dissolution."""

    predecessor = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField(_("date"))
    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
