"""The content store and the outbox.

PublishedDocument: one row for each thing the public can read, page or not. PublicationEvent and
Delivery: what happened, and who has reacted to it.
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


class PublishedDocument(models.Model):
    """What the public can read: one row a content, site and locale (docs/publishing.md)."""

    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    content_id = models.UUIDField(_("content id"))
    locale = models.CharField(_("language"), max_length=10)
    # Null for what has no address of its own (menus); NULLs do not collide in the constraint below.
    path = models.CharField(_("path"), max_length=700, null=True)  # noqa: DJ001
    document_type = models.CharField(_("type"), max_length=40)
    schema_version = models.PositiveSmallIntegerField(_("schema version"))
    version = models.BigIntegerField(_("version"))  # id of the event that wrote it
    is_listed = models.BooleanField(_("listed"))  # copied from the type: the listing's index starts with it
    in_sitemap = models.BooleanField(_("in the sitemap"))
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    image = models.TextField(_("image"), blank=True)  # JSON text, or empty
    body = models.TextField(_("details"))  # JSON text, encoded once, served as it is
    links = models.TextField(_("links"))  # JSON text: {"section": ["<uuid>", …]}
    search = models.TextField(_("search texts"), blank=True)  # JSON text, never served
    first_published_at = models.DateTimeField(_("first published"))
    published_at = models.DateTimeField(_("published"))
    updated_at = models.DateTimeField(_("updated"))
    source_fingerprint = models.CharField(_("fingerprint"), max_length=64)
    # For a translation: the fingerprint its source had when it was translated; differing = stale.
    translated_fingerprint = models.CharField(_("fingerprint of the source"), max_length=64, blank=True)
    # The Wagtail page behind it, for refresh and repair; null for units and menus. Never served.
    page_id = models.PositiveIntegerField(_("page"), null=True, db_index=True)

    class Meta:
        verbose_name = _("published document")
        verbose_name_plural = _("published documents")
        constraints = [
            models.UniqueConstraint(fields=["site", "content_id", "locale"], name="document_identity"),
            models.UniqueConstraint(fields=["site", "path"], name="document_path"),
        ]
        indexes = [
            models.Index(fields=["site", "locale", "is_listed", "-published_at", "-id"], name="document_listing"),
            models.Index(fields=["site", "locale", "document_type", "-published_at", "-id"], name="document_by_type"),
            models.Index(fields=["content_id", "locale"], name="document_content"),
            models.Index(fields=["updated_at"], name="document_updated"),
        ]

    def __str__(self) -> str:
        return f"{self.document_type} {self.title} ({self.locale})"


class DocumentFacet(models.Model):
    """A value of a document that listings filter by; order columns are copied so one index serves."""

    document = models.ForeignKey(PublishedDocument, on_delete=models.CASCADE, related_name="facets")
    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    locale = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "name", "value"], name="facet_once")]
        indexes = [
            models.Index(
                fields=["site", "locale", "name", "value", "-published_at", "-document"], name="facet_listing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class FormerAddress(models.Model):
    """Where something used to be: it moved (301) or is gone (410 with a public reason).

    Source data of its own: the store can be thrown away, this cannot.
    """

    site = models.ForeignKey(Subsite, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("path"), max_length=700)
    content_id = models.UUIDField(_("content id"))
    locale = models.CharField(_("language"), max_length=10)
    is_gone = models.BooleanField(_("withdrawn"), default=False)
    reason = models.TextField(_("public reason"), blank=True)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="former_address_path")]
        indexes = [models.Index(fields=["site", "content_id", "locale"], name="former_address_content")]

    def __str__(self) -> str:
        return self.path


class StoreGeneration(models.Model):
    """One row: raised in the transaction of every change of the store. Readers key their caches by it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.value)


class PublicationEvent(models.Model):
    """Something that happened to what the public can read: the outbox row."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REFRESHED = "refreshed", _("refreshed")
        # Work orders of the waist itself, expanded by the worker in batches:
        SUBTREE_CHANGED = "subtree_changed", _("subtree changed")
        REFERENCE_CHANGED = "reference_changed", _("reference changed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    site = models.ForeignKey(Subsite, on_delete=models.SET_NULL, null=True, related_name="+")
    content_id = models.UUIDField(null=True)
    locale = models.CharField(max_length=10, blank=True)
    document_type = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=700, blank=True)
    previous_path = models.CharField(max_length=700, blank=True)
    page_id = models.PositiveIntegerField(null=True)
    revision_id = models.PositiveIntegerField(null=True)
    is_first_publication = models.BooleanField(default=False)
    by_id = models.PositiveBigIntegerField(null=True)  # not a foreign key: the event outlives the account
    data = models.JSONField(default=dict, blank=True)
    occurred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("publication event")
        verbose_name_plural = _("publication events")
        indexes = [models.Index(fields=["site", "content_id", "locale"], name="event_content")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.path}"


class Delivery(models.Model):
    """One subscriber's reaction to one event: tracked, leased, retried."""

    class State(models.TextChoices):
        PENDING = "pending", _("pending")
        DONE = "done", _("done")
        DEAD = "dead", _("given up")

    event = models.ForeignKey(PublicationEvent, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(_("subscriber"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    lease = models.UUIDField(null=True)
    progress = models.JSONField(default=dict, blank=True)  # where a batch job goes on after a kill
    error = models.TextField(_("error"), blank=True)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_queue")]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id} {self.state}"
