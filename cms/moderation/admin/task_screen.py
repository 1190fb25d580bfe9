"""What the screen of a task shows, prepared for the template: no query and no decision is left to it."""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from wagtail.models import Comment, Page, Revision

from cms.departments.due import due_words
from cms.departments.policy import Decision as May
from cms.departments.policy import may
from cms.editorial.models import Section
from cms.moderation.admin.answering import title_of
from cms.moderation.admin.comparison import Base, Change, bases_of, changes_between
from cms.moderation.admin.forms import AssignForm, CommentForm, DecisionForm
from cms.moderation.checklist import Point
from cms.moderation.hashing import content_hash
from cms.moderation.models import Decision, ReviewState, Submission
from cms.moderation.moments import go_live_of
from cms.moderation.queries import deciders_of, history_of, issues_of
from cms.moderation.requirements.issues import Issue
from cms.pages.models import BasePage

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Told:
    """A decision as people read it: `points` are the words of the checklist that were confirmed."""

    decision: Decision
    points: list[str]

    @property
    def in_place_of(self) -> "User | None":
        """Whom the person stood in for."""
        held = self.decision.acting_for
        return held.membership.person if held is not None else None


@dataclass(frozen=True, kw_only=True)
class Question:
    """What an open step asks the person: the revision in question and whether they may decide."""

    may_decide: May
    deciders: list["User"]
    form: DecisionForm
    issues: list[Issue]
    bases: list[Base]
    base: Base | None
    changes: list[Change]
    may_assign: bool
    assign_form: AssignForm | None
    comments: list[Comment] = field(default_factory=list)
    comment_form: CommentForm | None = None


@dataclass(frozen=True, kw_only=True)
class TaskScreen:
    """A step as it stands; `question` only while it is open."""

    state: ReviewState
    page: BasePage
    title: str
    section: str
    submission: Submission | None
    revision: Revision | None
    content_hash: str
    due_words: str
    is_overdue: bool
    history: list[Told]
    question: Question | None
    may_withdraw: bool
    go_live_at: datetime.datetime | None


def told_history(page: Page) -> list[Told]:
    """Every decision about a page, oldest first, in words. One query."""
    labels = dict(Point.choices)
    return [
        Told(decision=row, points=[str(labels[key]) for key in row.checklist if key in labels])
        for row in history_of(page)
    ]


def task_screen(
    request: HttpRequest,
    state: ReviewState,
    *,
    at: datetime.datetime,
    form: DecisionForm | None = None,
    seen: int | None = None,
) -> TaskScreen:
    """Everything the template of a task needs. `form` is a refused one; `seen` the revision it was about."""
    page = state.page.specific
    decision: Decision | None = getattr(state, "decision", None)
    revision = page.get_latest_revision() if state.is_open else (decision.revision if decision else state.revision)
    submission = getattr(state.workflow_state, "submission", None)
    section = Section.objects.filter(subsite_id=state.subsite_id, key=state.section_key).first()
    is_asked = state.is_open and revision is not None
    return TaskScreen(
        state=state,
        page=page,
        title=title_of(page, revision),
        section=section.title("vi") if section is not None else "",
        submission=submission,
        revision=revision,
        content_hash=content_hash(revision) if revision is not None else "",
        due_words=due_words(state.due_basis),
        is_overdue=state.is_open and state.due_at < at,
        history=told_history(page),
        question=_question(request, state, page, revision, at=at, form=form, seen=seen) if is_asked else None,
        go_live_at=go_live_of(revision) if is_asked and revision is not None else None,
        may_withdraw=state.is_open and bool(may(request.user, "withdraw_submission", target=state, at=at)),
    )


def _question(
    request: HttpRequest,
    state: ReviewState,
    page: BasePage,
    revision: Revision,
    *,
    at: datetime.datetime,
    form: DecisionForm | None,
    seen: int | None,
) -> Question:
    draft = revision.as_object()
    submission = getattr(state.workflow_state, "submission", None)
    bases = bases_of(page, revision, seen=seen)
    wanted = request.GET.get("with", "")
    base = next((one for one in bases if one.key == wanted), bases[0] if bases else None)
    able = may(request.user, "claim_task", target=state, at=at)
    may_assign = bool(may(request.user, "assign_task", target=state, at=at))
    deciders = deciders_of(state, at) if may_assign or not able else []
    declared = submission.declared_not_secret if submission is not None else None
    comments = Comment.objects.filter(page_id=page.pk, resolved_at__isnull=True).select_related("user")
    return Question(
        may_decide=able,
        deciders=deciders,
        form=_for(revision, form, at=at),
        issues=issues_of(draft, at=at, declared_not_secret=declared),
        bases=bases,
        base=base,
        changes=changes_between(base.version, draft, request) if base is not None else [],
        may_assign=may_assign,
        assign_form=AssignForm(people=deciders) if may_assign and deciders else None,
        comment_form=CommentForm() if may(request.user, "comment_on_review", target=state, at=at) else None,
        comments=list(comments.prefetch_related("replies__user").order_by("created_at")),
    )


def _for(revision: Revision, refused: DecisionForm | None, *, at: datetime.datetime) -> DecisionForm:
    """A form about this revision; what was typed into a refused one is kept, what was confirmed of another is not."""
    about: dict[str, Any] = {"revision_id": revision.pk, "content_hash": content_hash(revision)}
    moment = go_live_of(revision)
    if moment is not None and moment > at:
        about["go_live_at"] = moment
    if refused is None:
        return DecisionForm(initial=about)
    if (
        refused.data.get("revision_id") == str(revision.pk)
        and refused.data.get("content_hash") == about["content_hash"]
    ):
        return refused
    return DecisionForm(initial={**about, "comment": refused.data.get("comment", "")})
