"""What was decided, and what may be public: rows that are only added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.audit.append_only_model import AppendOnly, AppendOnlyQuerySet
from cms.departments.models import Delegation, OrgUnit
from cms.departments.roles import Role
from cms.moderation.models.task import ReviewState
from cms.moderation.models.urgent import UrgentAct
from cms.moderation.steps import Step, Verdict
from cms.subsites.models import Subsite


class DecisionQuerySet(AppendOnlyQuerySet["Decision"]):
    """Decisions."""


class Decision(AppendOnly):
    """One person's word on one step of one text: exactly one for each step that was decided."""

    task_state = models.OneToOneField(
        ReviewState, on_delete=models.SET_NULL, null=True, related_name="decision", verbose_name=_("step of the review")
    )
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="decisions")
    page_title = models.CharField(_("title"), max_length=255)
    step = models.CharField(_("step"), max_length=20, choices=Step.choices)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    acting_for = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("in the place of")
    )
    at = models.DateTimeField(_("time"))
    comment = models.TextField(_("comment"), blank=True)
    # Keys of the points of `cms.moderation.checklist` that the person confirmed, in person and at this moment.
    checklist = models.JSONField(_("checklist"), default=list, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_verdict_display()}"


class ApprovalQuerySet(AppendOnlyQuerySet["Approval"]):
    """Approvals."""


class Approval(AppendOnly):
    """That one revision, with exactly this content, may be public: by the board, or by an urgent act."""

    revision = models.OneToOneField(Revision, on_delete=models.SET_NULL, null=True, related_name="approval")
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="approvals")
    content_hash = models.CharField(max_length=64, db_index=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="approval")
    urgent_act = models.OneToOneField(UrgentAct, on_delete=models.PROTECT, null=True, related_name="approval")
    # Whose page it was, and on which site: a schedule asks again at its second.
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("time"))

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["at", "id"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False) ^ models.Q(urgent_act__isnull=False),
                name="approval_by_decision_or_urgent_act",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.content_hash[:12]}"
