"""That somebody asked for a text to be published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from cms.departments.models import OrgUnit


class Submission(models.Model):
    """One for each run through a workflow; a resubmission after a return renews it, and the log keeps both."""

    workflow_state = models.OneToOneField(WorkflowState, on_delete=models.CASCADE, related_name="submission")
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted"))
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    declared_not_secret = models.BooleanField(_("declared to hold no State secret"), default=False)
    checklist = models.JSONField(_("checklist"), default=dict)
    comment = models.TextField(_("note to the reviewers"), blank=True)
    rounds = models.PositiveSmallIntegerField(_("times submitted"), default=1)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.workflow_state_id} · {self.requester or ''}"
