"""Sections (chuyên mục) of a site: named by the plan, closed by date, never deleted."""

import datetime
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.subsites.models import Subsite


class ContentKind(models.TextChoices):
    """What a section holds; the page factory of the section is registered under it."""

    GROUP = "group", _("group of sections")
    NEWS = "news", _("news and articles")
    REFERENCE = "reference", _("reference pages")
    DOCUMENT = "document", _("official documents")
    NEWS_DOCUMENT = "news_document", _("articles about official documents")
    PROCEDURE = "procedure", _("administrative procedures")
    NOTICE = "notice", _("notices")
    QA = "qa", _("questions and answers")
    IMAGE = "image", _("pictures")


class English(models.TextChoices):
    """Whether the texts of a section are translated (R077): the budget pays for 150 of some 500 a year (R080)."""

    ALWAYS = "always", _("always: a request opens by itself")
    ON_REQUEST = "on_request", _("on request: somebody asks for each text")
    NEVER = "never", _("never")


class SectionQuerySet(models.QuerySet["Section"]):
    """Reads that read as sentences."""

    def open_on(self, on: datetime.date) -> "SectionQuerySet":
        """Sections that are open on that day (both ends inclusive); a gap between closing and reopening is none."""
        closed = SectionClosure.objects.filter(first_day__lte=on, last_day__gte=on)
        return self.filter(
            models.Q(opened_on__isnull=True) | models.Q(opened_on__lte=on),
            models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=on),
        ).exclude(pk__in=closed.values("section"))


class Section(models.Model):
    """A section of one site: what the plan lines, the section pages and the facets refer to."""

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="sections", verbose_name=_("site"))
    key = models.SlugField(_("key"), max_length=80)
    number = models.CharField(_("number"), max_length=10)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=255)
    title_en = models.CharField(_("title in English"), max_length=255)
    scope_vi = models.TextField(_("content in Vietnamese"), blank=True)
    scope_en = models.TextField(_("content in English"), blank=True)
    content_kind = models.CharField(_("kind of content"), max_length=20, choices=ContentKind.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=pgettext_lazy("section", "parent"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # Both language versions of the section page carry it as their translation_key.
    content_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    image_required = models.BooleanField(_("an image is required"), default=False)
    max_age_days = models.PositiveSmallIntegerField(
        _("out of date after (days)"), null=True, blank=True, help_text=_("Empty: never out of date.")
    )

    english = models.CharField(_("translation"), max_length=12, choices=English.choices, default=English.ALWAYS)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["subsite", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["subsite", "key"], name="section_key_per_site")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title_vi}"

    @property
    def is_group(self) -> bool:
        """Whether it is only a heading over other sections."""
        return self.content_kind == ContentKind.GROUP

    def is_open(self, *, on: datetime.date) -> bool:
        """Whether it is open on that day by its present dates (both ends inclusive); the past is `open_on`'s to say."""
        return (self.opened_on is None or self.opened_on <= on) and (self.closed_on is None or on <= self.closed_on)

    def title(self, locale: str) -> str:
        """The title in that language; Vietnamese when there is no English one."""
        return (self.title_en or self.title_vi) if locale == "en" else self.title_vi


class SectionClosure(models.Model):
    """Days on which a section was closed before it opened again: the past stays what it was."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="closures", verbose_name=_("section"))
    first_day = models.DateField(_("first day closed"))
    last_day = models.DateField(_("last day closed"))

    class Meta:
        verbose_name = _("closure of a section")
        verbose_name_plural = _("closures of sections")
        ordering = ["section", "first_day"]

    def __str__(self) -> str:
        return f"{self.section} · {self.first_day:%d/%m/%Y} – {self.last_day:%d/%m/%Y}"
