"""Wagtail's task and its state, with the text's department frozen at submission (STACK §3b, R070)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState

from cms.departments.models import OrgUnit
from cms.moderation.behaviour import installed
from cms.moderation.forms import ReviewForm
from cms.moderation.hashing import content_hash
from cms.moderation.locks import StepLock
from cms.moderation.steps import Step
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A revision and the hash of its content."""

    revision_id: int
    content_hash: str


class ReviewState(TaskState):
    """One step of one text, open or decided. Whose text it is was frozen when it was submitted."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="review_states", verbose_name=_("page"))
    step = models.CharField(_("step"), max_length=20, choices=Step.choices)
    department = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("department"))
    subsite = models.ForeignKey(Subsite, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    section_key = models.CharField(_("section"), max_length=80, blank=True)
    locale = models.CharField(_("language"), max_length=10)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    # Ids of those whose text it is (owner, bylines with an account, requester): none of them decides.
    writer_ids = models.JSONField(default=list)
    # The newest revision when the step began: what a later one changes was changed in this step.
    began_with_revision_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(_("waiting since"))
    due_at = models.DateTimeField(_("due"), db_index=True)
    due_basis = models.JSONField(default=dict)  # days, counting, rule, triggered_at: why this date
    next_reminder_at = models.DateTimeField(null=True, db_index=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("taken by")
    )
    claimed_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("given to")
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("given by")
    )

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        indexes = [models.Index(fields=["step", "department"], name="review_step_department")]

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided, withdrawn or cancelled it."""
        return bool(self.status == TaskState.STATUS_IN_PROGRESS)

    @property
    def reading(self) -> Reading:
        """What stands to be read now: a decision names it, and is refused when something newer has come."""
        revision = self.page.get_latest_revision()
        return Reading(revision_id=revision.pk, content_hash=content_hash(revision))


class ReviewTask(Task):
    """A step as Wagtail's workflows contain it. Who may act is asked of `cms.moderation.access` each time."""

    step = models.CharField(_("step"), max_length=20, choices=Step.choices, unique=True)

    task_state_class = ReviewState
    lock_class = StepLock
    admin_form_fields = [*Task.admin_form_fields, "step"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "step"]

    class Meta:
        verbose_name = _("step of the review")
        verbose_name_plural = _("steps of the review")

    def start(self, workflow_state: WorkflowState, user: "User | None" = None) -> ReviewState:
        """Open the step: freeze whose text it is, set the due date."""
        return installed().start(self, workflow_state, user)

    def on_action(self, task_state: TaskState, user: "User", action_name: str, **kwargs: Any) -> None:
        """Decide through Wagtail's own screens; everything is checked again (STACK §3b.3)."""
        installed().on_action(task_state.specific, user, action_name, **kwargs)

    def get_actions(self, obj: Page, user: "User") -> list[tuple[str, str | Promise, bool]]:
        """What the person may do in this step, with a form each: every decision names its revision."""
        return installed().actions(self, obj, user)

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """The comment, and what the person read: revision and hash."""
        return ReviewForm

    def get_template_for_action(self, action: str) -> str:
        """Wagtail's dialogue with the revision that is decided about."""
        return "moderation/workflow_action.html"

    def user_can_access_editor(self, obj: Page, user: "User") -> bool:
        """Those whose step it is open the editor, to read or to change."""
        return installed().may_open(self, obj, user)

    def locked_for_user(self, obj: Page, user: AbstractBaseUser) -> bool:
        """The text is closed to everybody but those who may change it in this step."""
        return not installed().may_edit(self, obj, user)  # type: ignore[arg-type]

    def user_can_lock(self, obj: Page, user: "User") -> bool:
        """The step itself locks."""
        return False

    def get_task_states_user_can_moderate(self, user: "User", **kwargs: Any) -> "QuerySet[TaskState]":
        """The open steps that wait for the person; of TaskState, for Wagtail joins those of all tasks."""
        return installed().open_states(self, user)

    @classmethod
    def get_description(cls) -> str | Promise:
        """For Wagtail's list of task types."""
        return _("A step of the platform's review: who decides follows from the memberships")
