"""Fields, agencies and receiving counters: lists that staff extend and imports add to."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.departments.standing import read_organisation
from cms.kernel.text import clean_line
from cms.pages.shared_words import SharedWords
from cms.pages.vocabulary import Term


class ProcedureField(Term):
    """A field of administration (lĩnh vực), e.g. Hộ tịch."""

    label_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    label_en = models.CharField(_("name in English"), max_length=255, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("field of procedures")
        verbose_name_plural = _("fields of procedures")


class Agency(Term):
    """Who carries procedures out (cơ quan thực hiện): agencies of the whole state, most of them no units of ours.

    The label stands as records write it ("Công an tỉnh, Công an cấp xã"): a comma joins agencies in one
    record and names a parent in the next, so it is never taken apart.
    """

    label_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    label_en = models.CharField(_("name in English"), max_length=255, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit of the platform"),
        help_text=_("Where it is one of ours: new records of this agency are filed under the unit."),
    )
    is_name = True

    class Meta(Term.Meta):
        verbose_name = _("agency of procedures")
        verbose_name_plural = _("agencies of procedures")


class ReceivingCounterQuerySet(models.QuerySet["ReceivingCounter"]):
    """Verbs that read as sentences."""

    def foreign_to(self, department_id: int) -> "list[ReceivingCounter]":
        """Those of an agency that is neither the department's nor above it; shared ones are nobody's. Two queries."""
        rows = list(self.filter(unit__isnull=False))
        if not rows:
            return []
        organisation = read_organisation()
        above = organisation.above(department_id)
        return [row for row in rows if row.unit_id is not None and organisation.agency.get(row.unit_id) not in above]


class ReceivingCounter(SharedWords):
    """A counter that receives applications (bộ phận một cửa); what is approved here shows on every procedure at once.

    `unit` says whose it is: its agency keeps it, its board approves it. One without a unit is shared by all agencies,
    and the main one keeps it.
    """

    WORDS: ClassVar[tuple[str, ...]] = (
        "name_vi", "name_en", "address_vi", "address_en", "phone", "email", "hours_vi", "hours_en", "map_url",
    )  # fmt: skip

    name_vi = models.CharField(_("name in Vietnamese"), max_length=255)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    address_vi = models.CharField(_("address in Vietnamese"), max_length=500, blank=True)
    address_en = models.CharField(_("address in English"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours_vi = models.CharField(_("opening hours in Vietnamese"), max_length=500, blank=True)
    hours_en = models.CharField(_("opening hours in English"), max_length=500, blank=True)
    map_url = models.URLField(_("address of a map"), max_length=500, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Whose counter it is: the board of its agency approves what is said here."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Made up for a demonstration."))

    objects = ReceivingCounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("receiving counter")
        verbose_name_plural = _("receiving counters")
        ordering = ["name_vi", "pk"]

    def __str__(self) -> str:
        return self.name_vi

    def words_unit(self) -> OrgUnit | None:
        """Its own unit's agency decides."""
        return self.unit

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store composed lines."""
        for name in ("name_vi", "name_en", "address_vi", "address_en", "phone", "hours_vi", "hours_en"):
            setattr(self, name, clean_line(getattr(self, name)))
        super().save(*args, **kwargs)

    def said(self, name: str, locale: str) -> str:
        """One of name, address, hours as the public reads it in that language.

        Where nobody gave an English one: name and address as they are, for they are names; of the hours nothing.
        """
        public = self.in_public()
        own = public[f"{name}_en" if locale == "en" else f"{name}_vi"]
        return own or ("" if name == "hours" else public[f"{name}_vi"])
