"""The organisation: a tree of units with validity dates, names over time, and successors."""

import datetime
import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models.validity import in_force, validity_constraint
from cms.kernel.text import fold, sort_key


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    """Reads that read as sentences."""

    def in_being(self, *, on: datetime.date) -> "OrgUnitQuerySet":
        """Units that exist on that day (both ends inclusive)."""
        return self.filter(in_force(on))


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

    # Derived at each save: what an editor types without accents, and the Vietnamese order.
    search_text = models.CharField(max_length=700, editable=False, default="")
    sort_key = models.CharField(max_length=1100, editable=False, default="", db_index=True)

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "sort_key", "key"]
        constraints = [validity_constraint("unit")]

    def __str__(self) -> str:
        return self.name_vi

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the derived columns true."""
        names = (self.name_vi, self.short_name, self.name_en, self.key)
        self.search_text = " ".join(fold(name) for name in names if name)[:700]
        self.sort_key = sort_key(self.name_vi)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text", "sort_key"}
        super().save(*args, **kwargs)

    def is_in_being(self, *, on: datetime.date) -> bool:
        """Whether the unit exists on that day (both ends inclusive)."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class UnitName(models.Model):
    """A name a unit bears or has borne, with its days; the present one is on the unit too."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="names", verbose_name=_("unit"))
    name_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    legal_basis = models.CharField(_("legal basis"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("name of a unit")
        verbose_name_plural = _("names of units")
        ordering = ["unit", models.F("valid_from").asc(nulls_first=True)]
        constraints = [validity_constraint("unit_name")]

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
