"""Publication decisions as events of the office: what they oblige to, by when (NĐ 63/2010 Đ15, Đ24; R041)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.kernel.text import clean_line
from cms.subsites.models import Subsite
from procedures.terms import DecisionAction


class IssuerLevel(models.TextChoices):
    """Who signed: the number of days depends on it."""

    PROVINCE = "province", _("province")
    MINISTRY = "ministry", _("ministry")


class RecordedDecision(models.Model):
    """A publication decision (quyết định công bố) that the office has taken note of. It opens tasks with clocks."""

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    number = models.CharField(_("number and symbol"), max_length=120)
    issuer = models.CharField(_("issued by"), max_length=255)
    issuer_level = models.CharField(
        _("level of the issuer"), max_length=10, choices=IssuerLevel.choices, default=IssuerLevel.PROVINCE
    )
    action = models.CharField(_("what it does"), max_length=10, choices=DecisionAction.choices)
    signed_on = models.DateField(_("signed on"))
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)
    norm_effective_on = models.DateField(
        _("the norm takes effect on"),
        null=True,
        blank=True,
        help_text=_("Of the legal document that regulates the procedure: the decision has to be signed before it."),
    )
    is_shortened = models.BooleanField(_("shortened procedure"), default=False)
    url = models.URLField(_("address of the text"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("publication decision")
        verbose_name_plural = _("publication decisions")
        ordering = ["-signed_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subsite", "number", "issuer", "signed_on"], name="decision_recorded_once")
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: object, **kwargs: object) -> None:
        """Store composed lines."""
        self.number, self.issuer = clean_line(self.number), clean_line(self.issuer)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class ChangeTaskQuerySet(models.QuerySet["ChangeTask"]):
    """Verbs that read as sentences."""

    def open(self) -> "ChangeTaskQuerySet":
        """Not done yet."""
        return self.filter(done_at__isnull=True)


class ChangeTask(models.Model):
    """What a decision obliges to. `due_basis` says why this date, in the words of the clock."""

    class Kind(models.TextChoices):
        """What has to be done."""

        UPDATE = "update", _("bring the procedure up to date")
        ADD = "add", _("add the procedure")
        POST = "post", _("post the decision for the public")

    decision = models.ForeignKey(RecordedDecision, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(_("what has to be done"), max_length=10, choices=Kind.choices)
    code = models.CharField(_("code or key"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=500, blank=True)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="change_tasks")
    due_at = models.DateTimeField(_("due"), db_index=True)
    due_basis = models.JSONField(default=dict)
    next_reminder_at = models.DateTimeField(null=True, db_index=True)
    done_at = models.DateTimeField(_("done"), null=True, db_index=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("done by")
    )
    # How it was done: the title of what was published, or the reason that a person gave.
    evidence = models.CharField(_("how it was done"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    objects = ChangeTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of a publication decision")
        verbose_name_plural = _("tasks of publication decisions")
        ordering = ["due_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name or self.code or self.decision}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None
