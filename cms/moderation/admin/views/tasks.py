"""The screen on which a step is decided, taken, and given to somebody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Revision

from cms.departments.errors import NotAllowed
from cms.kernel.errors import DomainError
from cms.moderation.actions import GoLive, approve, assign, claim, comment_on, release, send_back
from cms.moderation.admin.answering import tell, trail, visible_state
from cms.moderation.admin.forms import AssignForm, CommentForm, DecisionForm
from cms.moderation.admin.publication import publication_of
from cms.moderation.admin.task_screen import task_screen
from cms.moderation.errors import AlreadyDecided, Conflict, NewerDraft, NotInReview, NotYourStep, OwnText, ReasonMissing
from cms.moderation.models import Decision, ReviewState
from cms.moderation.queries import deciders_of, open_state_of
from cms.moderation.steps import Step, Verdict

FORBIDDEN = (NotYourStep, OwnText, NotAllowed)
CONFLICTS = (Conflict, NotInReview)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, state_id: int) -> HttpResponse:
    """A step with everything needed to decide it; posted, the decision."""
    state = visible_state(request, state_id)
    return _decide(request, state) if request.method == "POST" else _shown(request, state)


def _decide(request: HttpRequest, state: ReviewState) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _shown(request, state, form=form, status=400)
    try:
        decision = _do(request, state, form)
    except AlreadyDecided as conflict:
        if _is_repeated(request, state, form):
            messages.info(request, _("Your decision had already been recorded."))
            return redirect("moderation_task", state_id=state.pk)
        return _refused(request, state, form, conflict, status=409)
    except NewerDraft as conflict:
        seen = int(form.cleaned_data["revision_id"])
        return _refused(request, state, form, conflict, status=409, seen=seen)
    except DomainError as error:
        status = 403 if isinstance(error, FORBIDDEN) else 409 if isinstance(error, CONFLICTS) else 400
        return _refused(request, state, form, error, status=status)
    messages.success(request, _done(decision, state))
    to_list = decision.verdict == Verdict.RETURNED or decision.step != Step.BOARD_APPROVAL
    return redirect("moderation_tasks") if to_list else redirect("moderation_task", state_id=state.pk)


def _do(request: HttpRequest, state: ReviewState, form: DecisionForm) -> Decision:
    given: dict[str, Any] = {
        "state": state,
        "revision_id": form.cleaned_data["revision_id"],
        "content_hash": form.cleaned_data["content_hash"],
        "by": request.user,
        "at": timezone.now(),
    }
    comment = form.cleaned_data["comment"]
    if form.approves:
        # Wagtail's own dialogue and scripts name no hour: that of the draft stays.
        go_live = GoLive(at=form.cleaned_data["go_live_at"]) if "go_live_at" in form.data else None
        return approve(comment=comment, checklist=form.cleaned_data["checklist"], go_live=go_live, **given)
    return send_back(reason=comment, **given)


def _is_repeated(request: HttpRequest, state: ReviewState, form: DecisionForm) -> bool:
    """Whether the same person said the same of the same text: a double click, or a reload of the form."""
    said = {key: form.cleaned_data[key] for key in ("verdict", "revision_id", "content_hash")}
    return Decision.objects.filter(task_state=state, by_id=request.user.pk, **said).exists()


def _done(decision: Decision, state: ReviewState) -> str:
    if decision.verdict == Verdict.RETURNED:
        return _("“{title}” was sent back with your reason.").format(title=decision.page_title)
    opened = open_state_of(state.page) if decision.step != Step.BOARD_APPROVAL else None
    if opened is not None:
        words = _("You approved “{title}”. Next: {step}.")
        return words.format(title=decision.page_title, step=opened.get_step_display())
    return _("You approved “{title}”.").format(title=decision.page_title)


def _refused(
    request: HttpRequest,
    state: ReviewState,
    form: DecisionForm,
    error: DomainError,
    *,
    status: int,
    seen: int | None = None,
) -> HttpResponse:
    """The screen as it is now, with what stood against the decision; the comment is kept."""
    fresh = visible_state(request, state.pk)
    return _shown(request, fresh, form=form, error=error, status=status, seen=seen)


def _shown(
    request: HttpRequest,
    state: ReviewState,
    *,
    form: DecisionForm | None = None,
    error: DomainError | None = None,
    status: int = 200,
    seen: int | None = None,
) -> HttpResponse:
    at = timezone.now()
    screen = task_screen(request, state, at=at, form=form, seen=seen)
    context = {
        "screen": screen,
        "question": screen.question,
        "error": error,
        "refused": form,
        "kept_comment": form.data.get("comment", "") if form is not None and screen.question is None else "",
        "newer": isinstance(error, NewerDraft),
        "publication": publication_of(state),
        "is_board": state.step == Step.BOARD_APPROVAL,
        "media": DecisionForm().media,
        "breadcrumbs_items": trail((screen.title, "")),
    }
    return TemplateResponse(request, "moderation/admin/task.html", context, status=status)


@require_safe
def preview(request: HttpRequest, state_id: int, revision_id: int) -> HttpResponseBase:
    """Exactly this revision as the public would read it, for the frames of the screen."""
    state = visible_state(request, state_id)
    try:
        revision = Revision.page_revisions.filter(object_id=str(state.page_id), pk=revision_id).first()
    except OverflowError:
        revision = None
    if revision is None:
        raise Http404
    version = revision.as_object()
    shown: HttpResponseBase = version.make_preview_request(request, version.default_preview_mode)
    return shown


@require_POST
def take(request: HttpRequest, state_id: int) -> HttpResponse:
    """Claim the step."""
    state = visible_state(request, state_id)
    try:
        claim(state=state, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, _("You have taken this text. The others see that you are reading it."))
    return redirect("moderation_task", state_id=state.pk)


@require_POST
def let_go(request: HttpRequest, state_id: int) -> HttpResponse:
    """Release the step."""
    state = visible_state(request, state_id)
    try:
        release(state=state, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, _("The text is open to everybody whose step it is again."))
    return redirect("moderation_task", state_id=state.pk)


@require_POST
def give(request: HttpRequest, state_id: int) -> HttpResponse:
    """Assign the step to one of those who may decide it."""
    state, at = visible_state(request, state_id), timezone.now()
    form = AssignForm(request.POST, people=deciders_of(state, at))
    if not form.is_valid():
        messages.error(request, _("Choose one of those who may decide this step."))
        return redirect("moderation_task", state_id=state.pk)
    person = form.cleaned_data["to"]
    try:
        assign(state=state, to=person, by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, _("The text was given to {person}.").format(person=person))
    return redirect("moderation_task", state_id=state.pk)


@require_POST
def comment(request: HttpRequest, state_id: int) -> HttpResponse:
    """What a first reader says of the text."""
    state = visible_state(request, state_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(ReasonMissing.message))
        return redirect("moderation_task", state_id=state.pk)
    try:
        comment_on(state=state, text=form.cleaned_data["text"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
    else:
        messages.success(request, _("The writers and those who decide read your remark beside the text."))
    return redirect("moderation_task", state_id=state.pk)


@require_safe
def publication(request: HttpRequest, state_id: int) -> HttpResponse:
    """The list of arrivals alone: the screen asks for it again until all have come."""
    state = visible_state(request, state_id)
    context = {"publication": publication_of(state), "screen": {"state": state}}
    return TemplateResponse(request, "moderation/admin/publication.html", context)
