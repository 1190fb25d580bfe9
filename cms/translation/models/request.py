"""A text that is to be translated: whose it is, who does it, by when, and how far it is."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.editorial.models import Section
from cms.subsites.models import Subsite
from cms.translation.states import OPEN, Occasion, Preparation, State

# What every list shows.
LISTED = ("subsite", "section", "department", "pool", "assignee", "source_page", "target_page")


class TranslationRequestQuerySet(models.QuerySet["TranslationRequest"]):
    """Reads that read as sentences."""

    def open(self) -> "TranslationRequestQuerySet":
        """Those for which a translator has to do something."""
        return self.filter(state__in=OPEN)

    def with_all(self) -> "TranslationRequestQuerySet":
        """With what every list shows."""
        return self.select_related(*LISTED)


class TranslationRequest(models.Model):
    """One content into one language, for ever: a changed source makes the same request stale (R077, R078)."""

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    content_id = models.UUIDField(_("content id"))
    source_locale = models.CharField(_("from"), max_length=10)
    target_locale = models.CharField(_("into"), max_length=10)
    # The row outlives the pages: what was asked and done stays counted.
    source_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("translation", "source"),
    )
    target_page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("translation")
    )
    title = models.CharField(_("title"), max_length=255)  # of the source, as the public read it last
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("section")
    )
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    # Whose translators do it: the department, or the unit that stands in; null while nobody translates for it.
    pool = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit that translates")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("translator")
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField(_("assigned"), null=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.WAITING)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(_("due"))
    due_basis = models.JSONField(default=dict)  # why then: `rules.Due.basis`
    next_reminder_at = models.DateTimeField(null=True)
    escalation = models.PositiveSmallIntegerField(_("escalation"), default=0)  # 1: the head was told, 2: the board too
    reason = models.TextField(_("reason"), blank=True)  # why it is not needed
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    # The source as the public reads it, and as the segments have it: different = to be taken apart again.
    source_fingerprint = models.CharField(max_length=64, blank=True)
    synced_fingerprint = models.CharField(max_length=64, blank=True)
    # Since when the public translation says something else than the public source.
    stale_since = models.DateTimeField(_("out of date since"), null=True)
    first_live_at = models.DateTimeField(_("first public"), null=True)
    live_at = models.DateTimeField(_("public since"), null=True)
    # The newest events of each language that were considered: an older one, delivered late, changes nothing.
    source_event_id = models.PositiveBigIntegerField(default=0)
    target_event_id = models.PositiveBigIntegerField(default=0)
    preparation = models.CharField(
        _("preparation"), max_length=8, choices=Preparation.choices, default=Preparation.NONE
    )
    prepared_until = models.DateTimeField(null=True)  # the lease of the worker that prepares it
    preparation_tries = models.PositiveSmallIntegerField(default=0)
    preparation_error = models.TextField(blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)

    objects = TranslationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for translation")
        verbose_name_plural = _("requests for translation")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["content_id", "target_locale"], name="translation_request_once"),
            models.CheckConstraint(
                condition=~models.Q(source_locale=models.F("target_locale")), name="translation_of_another_language"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="translation_request_clock"),
            models.Index(fields=["next_reminder_at"], name="translation_request_reminder"),
            models.Index(fields=["preparation"], name="translation_request_prepare"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.target_locale})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the title within its column: titles of pages have the same length, names of other sources may not."""
        self.title = self.title[:255]
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether a translator has to do something."""
        return self.state in OPEN

    @property
    def is_ready(self) -> bool:
        """Whether it was taken apart into segments that can be translated: its page was not deleted for good since."""
        return self.preparation == Preparation.READY and self.target_page_id is not None

    @property
    def needs_sync(self) -> bool:
        """Whether the segments are those of an older version of the source."""
        return self.is_ready and self.source_fingerprint != self.synced_fingerprint
