"""Contributions: the quiet centre of the write side. Plan progress, contests, royalties and reports read it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.departments.models import OrgUnit
from cms.editorial.models.section import Section
from cms.subsites.models import Subsite


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Reads that read as sentences."""

    def counted(self) -> "ContributionQuerySet":
        """What counts: everything but what was deleted; a withdrawn item still counts (DOMAIN E6)."""
        return self.filter(deleted_at__isnull=True)


class Contribution(models.Model):
    """One first-published, counted piece of work in one language (ARCHITECTURE §2), on whatever site it stands now."""

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    content_id = models.UUIDField(_("content id"))
    locale = models.CharField(_("language"), max_length=10)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, related_name="contributions", verbose_name=_("section")
    )
    department = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("department")
    )
    title = models.CharField(_("title"), max_length=255)
    # What the piece is to the plan: article, document, change_notice, work_programme, gallery, answer.
    kind = models.CharField(_("kind"), max_length=20)
    genre = models.CharField(_("genre"), max_length=40, blank=True)
    origin = models.CharField(_("origin"), max_length=20, blank=True)
    format = models.CharField(_("format"), max_length=20, blank=True)
    is_translation = models.BooleanField(_("translation"), default=False)
    words = models.PositiveIntegerField(_("words"), default=0)
    images = models.PositiveIntegerField(_("pictures"), default=0)
    event_on = models.DateField(_("date of the event"), null=True)
    published_at = models.DateTimeField(_("first published"))
    # The revision and the event that first brought it; not foreign keys: the row outlives the page.
    page_id = models.PositiveIntegerField(_("page"), null=True)
    revision_id = models.PositiveIntegerField(_("revision"), null=True)
    event_id = models.PositiveBigIntegerField(_("event"))
    # The newest event whose facts stand here: an older one, delivered late or again, changes nothing.
    last_event_id = models.PositiveBigIntegerField(default=0)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["content_id", "locale"], name="contribution_once"),
        ]
        indexes = [
            models.Index(fields=["subsite", "section", "published_at"], name="contribution_section"),
            models.Index(fields=["department", "published_at"], name="contribution_department"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.locale})"


class ContributionAuthor(models.Model):
    """An author of a contribution, with an account or only by name; shares of a row sum to 100."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    share = models.PositiveSmallIntegerField(_("share (%)"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("author of a contribution")
        verbose_name_plural = _("authors of a contribution")
        ordering = ["contribution", "order"]

    def __str__(self) -> str:
        return f"{self.name} {self.share}%"
