"""A technical fault, and the entries of its history."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.audit.append_only_model import AppendOnly, AppendOnlyQuerySet
from cms.departments.models import OrgUnit
from cms.incidents.rules import Fault
from cms.subsites.models import Subsite

TITLE_LENGTH, ADDRESS_LENGTH, TEXT_LENGTH = 160, 500, 4000


class Incident(models.Model):
    """A technical fault of a site (R074), from the moment somebody noticed it until it was over.

    Two clocks: `began_at` and `ended_at` are what people say, `opened_at` and `closed_at` when they said it. Written
    by actions only; whoever reopens one empties what its closing wrote, and the history keeps both.
    """

    class Kind(models.TextChoices):
        """What people see of it, not its cause."""

        UNREACHABLE = "unreachable", _("the site cannot be reached")
        SLOW = "slow", _("the site is slow")
        WRONG = "wrong", _("something is shown wrongly")
        FUNCTION = "function", _("a function does not work")
        LOST = "lost", _("content or data is lost")
        SECURITY = "security", _("information security")
        OTHER = "other", pgettext_lazy("kind of technical fault", "other")

    class Outcome(models.TextChoices):
        """How it ended."""

        MENDED = "mended", _("the fault was mended")
        NO_FAULT = "no_fault", _("there was no fault")

    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    kind = models.CharField(_("what is wrong"), max_length=20, choices=Kind.choices)
    is_outage = models.BooleanField(_("the public cannot use the site"), default=False)
    title = models.CharField(_("in one line"), max_length=TITLE_LENGTH)
    description = models.TextField(_("what happened"), max_length=TEXT_LENGTH, blank=True)
    address = models.CharField(_("address of the page"), max_length=ADDRESS_LENGTH, blank=True)
    began_at = models.DateTimeField(_("noticed"))
    opened_at = models.DateTimeField(_("reported"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("mended by")
    )
    ended_at = models.DateTimeField(_("over since"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    resolution = models.TextField(_("what was done"), max_length=TEXT_LENGTH, blank=True)

    class Meta:
        verbose_name = _("technical fault")
        verbose_name_plural = _("technical faults")
        ordering = ["-opened_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["subsite", "-opened_at"], name="incident_of_site"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(began_at__lte=models.F("opened_at")), name="incident_noticed_before_said"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    closed_at__isnull=True, closed_by__isnull=True, ended_at__isnull=True, outcome="", resolution=""
                )
                | models.Q(
                    closed_at__isnull=False, closed_by__isnull=False, ended_at__gte=models.F("began_at"),
                    ended_at__lte=models.F("closed_at"), outcome__in=["mended", "no_fault"],
                ),
                name="incident_closed_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def unit(self) -> OrgUnit:
        """The unit whose site it is: whom the policy asks about."""
        return self.subsite.unit

    @property
    def is_open(self) -> bool:
        """Whether it is still to be mended."""
        return self.closed_at is None

    @property
    def fault(self) -> Fault:
        """What its figures are made of."""
        return Fault(
            site=self.subsite_id,
            kind=self.kind,
            is_outage=self.is_outage,
            is_real=self.outcome != self.Outcome.NO_FAULT,
            began_at=self.began_at,
            opened_at=self.opened_at,
            ended_at=self.ended_at,
            closed_at=self.closed_at,
        )


class IncidentEntryQuerySet(AppendOnlyQuerySet["IncidentEntry"]):
    """Entries."""


class IncidentEntry(AppendOnly):
    """What somebody did about a fault, and when. Rows are only added."""

    class Kind(models.TextChoices):
        """What the entry says."""

        REPORTED = "reported", _("reported")
        TAKEN = "taken", _("taken on")
        RELEASED = "released", _("let go")
        NOTED = "noted", _("noted")
        CLOSED = "closed", pgettext_lazy("a technical fault", "closed")
        REOPENED = "reopened", _("reopened")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)

    objects = IncidentEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
