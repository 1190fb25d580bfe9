"""The outbox: what happened to what the public reads, and who has reacted to it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.subsites.models import Subsite


class PublicationEvent(models.Model):
    """Something that happened to what the public can read: the outbox row."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REFRESHED = "refreshed", _("refreshed")
        # Work orders of the waist itself, expanded by the worker in batches:
        SUBTREE_CHANGED = "subtree_changed", _("subtree changed")
        REFERENCE_CHANGED = "reference_changed", _("reference changed")
        # A swept public file, for the caches only; `data["file"]` is its public name.
        FILE_REMOVED = "file_removed", _("file removed")

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
        indexes = [
            models.Index(fields=["content_id", "locale", "kind"], name="event_content"),
            models.Index(fields=["page_id", "kind"], name="event_page"),
        ]

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
    tries = models.PositiveSmallIntegerField(
        _("tries"), default=0
    )  # its handler failed, or its process never came back
    waits = models.PositiveSmallIntegerField(_("waits"), default=0)  # times its server was away: not tries
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
        indexes = [
            models.Index(
                fields=["subscriber", "next_try_at"], condition=models.Q(state="pending"), name="delivery_queue"
            ),
            models.Index(fields=["state", "-id"], name="delivery_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id} {self.state}"


class PeriodicJob(models.Model):
    """When a periodic job runs next; a conditional update hands each run to one worker."""

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    next_run_at = models.DateTimeField(_("next run"))
    last_run_at = models.DateTimeField(_("last run"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self) -> str:
        return self.name


class WorkerHeartbeat(models.Model):
    """A worker that is alive: its row is renewed every few seconds."""

    worker = models.CharField(_("worker"), max_length=120, primary_key=True)
    started_at = models.DateTimeField(_("started"))
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker
