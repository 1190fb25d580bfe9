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


class BundleDecisionQuerySet(AppendOnlyQuerySet["BundleDecision"]):
    """Decisions about bundles."""


class BundleDecision(AppendOnly):
    """One word of the board on many drafts at once, bound by one hash over all of them: an import (ADR 0131)."""

    title = models.CharField(_("title"), max_length=255)
    bundle_hash = models.CharField(_("hash of the bundle"), max_length=64, db_index=True)
    count = models.PositiveIntegerField(_("texts approved"))
    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    acting_for = models.ForeignKey(
        Delegation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("in the place of")
    )
    at = models.DateTimeField(_("time"))
    comment = models.TextField(_("comment"), blank=True)

    objects = BundleDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a bundle")
        verbose_name_plural = _("decisions about bundles")
        ordering = ["at", "id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.title} · {self.bundle_hash[:12]}"


class ApprovalQuerySet(AppendOnlyQuerySet["Approval"]):
    """Approvals."""


class Approval(AppendOnly):
    """That one revision, with exactly this content, may be public: by the board, alone or in a bundle, or urgently."""

    revision = models.OneToOneField(Revision, on_delete=models.SET_NULL, null=True, related_name="approval")
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="approvals")
    content_hash = models.CharField(max_length=64, db_index=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="approval")
    urgent_act = models.OneToOneField(UrgentAct, on_delete=models.PROTECT, null=True, related_name="approval")
    bundle_decision = models.ForeignKey(BundleDecision, on_delete=models.PROTECT, null=True, related_name="approvals")
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
                condition=models.Q(decision__isnull=False, urgent_act__isnull=True, bundle_decision__isnull=True)
                | models.Q(decision__isnull=True, urgent_act__isnull=False, bundle_decision__isnull=True)
                | models.Q(decision__isnull=True, urgent_act__isnull=True, bundle_decision__isnull=False),
                name="approval_by_exactly_one_act",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.content_hash[:12]}"
