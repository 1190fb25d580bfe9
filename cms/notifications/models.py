"""Messages, what people want of them, and the mails made of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.notifications.registry import is_marked, label_of
from cms.notifications.rules import DAILY_AT, QUIET_FROM, QUIET_TO, Hours


class Mail(models.Model):
    """An e-mail to one person: written once with what it says, sent by the worker until the server has taken it."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("taken by the server")
        REFUSED = "refused", _("refused by the server")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # of the Message-ID: the same at each try
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("recipient")
    )
    address = models.EmailField(_("address"))
    # The day whose digest this is: one a day, whatever the number of workers. Null: urgent.
    digest_on = models.DateField(_("digest of the day"), null=True)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField(_("written"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"))
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        constraints = [
            models.UniqueConstraint(
                fields=["to", "digest_on"], condition=Q(digest_on__isnull=False), name="one_digest_a_day"
            )
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="mail_queue")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.address}"


class Notification(models.Model):
    """Something a person should know. `path` leads into the admin; one `dedupe_key` is told once."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=40)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    breaks_quiet = models.BooleanField(default=False)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    path = models.CharField(_("path"), max_length=500)
    at = models.DateTimeField(_("time"))
    dedupe_key = models.CharField(max_length=200, null=True)  # noqa: DJ001 - NULLs do not collide
    read_at = models.DateTimeField(_("read"), null=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="notifications")

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["to", "dedupe_key"], name="notification_once")]
        indexes = [
            models.Index(fields=["to", "-at", "-id"], name="notification_list"),
            models.Index(fields=["to"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(
                fields=["at"], condition=Q(mail__isnull=True, read_at__isnull=True), name="notification_unmailed"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def kind_label(self) -> str:
        """What kind it is, for people."""
        return label_of(self.kind)

    @property
    def is_marked(self) -> bool:
        """Whether it is called urgent: `is_urgent` only says that it is mailed at once."""
        return is_marked(self.kind)


class NotificationPreference(models.Model):
    """What a person wants by e-mail, and when; without a row, the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_preference"
    )
    email_daily = models.BooleanField(_("one e-mail a day with what is new"), default=True)
    email_urgent = models.BooleanField(_("an e-mail at once for what is urgent"), default=True)
    daily_at = models.TimeField(_("hour of the daily e-mail"), default=DAILY_AT)
    quiet_from = models.TimeField(_("quiet from"), default=QUIET_FROM)
    quiet_to = models.TimeField(_("quiet until"), default=QUIET_TO)

    class Meta:
        verbose_name = _("preferences for notifications")
        verbose_name_plural = _("preferences for notifications")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def hours(self) -> Hours:
        """The hours as the rules take them."""
        return Hours(daily_at=self.daily_at, quiet_from=self.quiet_from, quiet_to=self.quiet_to)
