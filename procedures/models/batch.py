"""Imports: one file is one batch, which the board approves once by the hash of its drafts (ADR 0130, 0131)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.kernel.text import clean_line
from cms.moderation.models import BundleDecision
from cms.subsites.models import Subsite


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Verbs that read as sentences."""

    def working(self) -> "ImportBatchQuerySet":
        """What the worker has to go on with."""
        return self.filter(state__in=ImportBatch.WORKING)

    def reading(self) -> "ImportBatchQuerySet":
        """What has records to be compared or written."""
        return self.filter(state__in=ImportBatch.READING)

    def waiting(self) -> "ImportBatchQuerySet":
        """What waits for the board."""
        return self.filter(state=ImportBatch.State.WAITING)


class ImportBatch(models.Model):
    """One import of one file into the catalogue of one site."""

    class State(models.TextChoices):
        """How far it has come."""

        PREVIEWING = "previewing", _("being compared with the catalogue")
        PREVIEWED = "previewed", _("compared: nothing was written yet")
        PREPARING = "preparing", _("drafts are being written")
        WAITING = "waiting", _("waiting for the board")
        PUBLISHING = "publishing", _("approved, being published")
        PUBLISHED = "published", pgettext_lazy("import", "published")
        NOTHING = "nothing", _("nothing to approve")
        RETURNED = "returned", _("returned by the board")
        DISCARDED = "discarded", _("discarded")
        SUPERSEDED = "superseded", _("overtaken by a newer import")

    READING = (State.PREVIEWING, State.PREPARING)
    WORKING = (*READING, State.PUBLISHING)

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PREPARING, db_index=True)
    file_name = models.CharField(_("file name"), max_length=150)
    file_kind = models.CharField(_("kind of file"), max_length=10)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("imported by")
    )
    # Who had the drafts written after the comparison: it is their work as well, so neither of the two approves it.
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("drafts ordered by"),
    )
    at = models.DateTimeField(_("imported"), db_index=True)
    # What the board approves: over the revisions and contents of the drafts; empty until all are written.
    bundle_hash = models.CharField(_("hash of the batch"), max_length=64, blank=True)
    decision = models.OneToOneField(
        BundleDecision, on_delete=models.PROTECT, null=True, related_name="import_batch", verbose_name=_("decision")
    )
    # Why the board returned it.
    remark = models.TextField(_("remark"), blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    wagtail_reference_index_ignore = True

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of procedures")
        verbose_name_plural = _("imports of procedures")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.file_name} ({self.pk})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a composed name."""
        self.file_name = clean_line(self.file_name)[:150]
        super().save(*args, **kwargs)

    @property
    def is_working(self) -> bool:
        """Whether the worker is at it."""
        return self.state in self.WORKING

    @property
    def short_hash(self) -> str:
        """As people compare it."""
        return self.bundle_hash[:12]


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    """Verbs that read as sentences."""

    def unread(self) -> "BatchItemQuerySet":
        """Records not compared or written yet."""
        return self.filter(outcome=BatchItem.Outcome.UNREAD)

    def pending(self) -> "BatchItemQuerySet":
        """Drafts that the board has not decided about."""
        return self.filter(publication=BatchItem.Publication.PENDING)


class BatchItem(models.Model):
    """One record of an import: what was done with it, and what became of its draft."""

    class Outcome(models.TextChoices):
        """What the import did."""

        UNREAD = "unread", _("not read yet")
        CREATED = "created", _("newly created")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        REFUSED = "refused", _("refused")

    class Publication(models.TextChoices):
        """Where its draft is on the way to the public."""

        NONE = "none", _("nothing to publish")
        PENDING = "pending", _("waits for the board")
        APPROVED = "approved", pgettext_lazy("import", "approved")
        PUBLISHED = "published", pgettext_lazy("import", "published")
        INVALID = "invalid", _("no longer covered")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveIntegerField(pgettext_lazy("import", "row"))
    key = models.CharField(_("key of the record"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=255, blank=True)
    # The record as the file has it: an interrupted import goes on without the file.
    raw = models.JSONField(default=dict)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, default=Outcome.UNREAD)
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.NONE
    )
    problems = models.JSONField(default=list)
    reason = models.TextField(_("reason"), blank=True)
    changed = models.JSONField(default=list)  # names of fields
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="import_items")
    revision_id = models.BigIntegerField(null=True, db_index=True)
    content_hash = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of an import")
        verbose_name_plural = _("records of an import")
        ordering = ["batch", "place"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="import_record_once")]
        indexes = [models.Index(fields=["batch", "outcome"], name="import_item_outcome")]

    def __str__(self) -> str:
        return f"{self.place}: {self.key}"
