"""The urgent lane (R072): at once, with a reason, and reviewed by somebody else afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.departments.models import OrgUnit
from cms.departments.models.validity import validity_constraint
from cms.departments.roles import Role
from cms.moderation.steps import UrgentKind, UrgentVerdict
from cms.subsites.models import Subsite


class UrgentAct(models.Model):
    """Something made public or taken away without the workflow. Open until another member of the board reviewed it."""

    kind = models.CharField(_("kind"), max_length=10, choices=UrgentKind.choices)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="urgent_acts")
    page_title = models.CharField(_("title"), max_length=255)
    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    section_key = models.CharField(_("section"), max_length=80, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("time"))
    due_at = models.DateTimeField(_("review due"))
    next_reminder_at = models.DateTimeField(null=True, db_index=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=UrgentVerdict.choices, blank=True)
    review_comment = models.TextField(_("comment of the review"), blank=True)

    class Meta:
        verbose_name = _("urgent act")
        verbose_name_plural = _("urgent acts")
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("by")),
                name="urgent_act_reviewed_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.page_title}"


class UrgentDelegate(models.Model):
    """Whom a head of the board allows to act urgently, and when; both days inclusive."""

    agency = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("named by")
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("person who may act urgently")
        verbose_name_plural = _("persons who may act urgently")
        ordering = ["-valid_from", "-id"]
        constraints = [validity_constraint("urgent_delegate")]

    def __str__(self) -> str:
        return f"{self.person} · {self.agency}"
