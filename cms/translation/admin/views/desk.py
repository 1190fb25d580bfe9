"""The translator's desk: one text, segment by segment."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.departments.due import due_words
from cms.departments.errors import NotAllowed
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.publishing.models import PublishedDocument
from cms.publishing.preview import serve_preview
from cms.translation.actions import Saved, build_draft, check_writable, save_segments
from cms.translation.actions.building import translated_page
from cms.translation.admin.answering import may_read_source, refusal, tell, trail, visible_request
from cms.translation.admin.marks import Mark, Part, marks_of, parts_of
from cms.translation.errors import SourceGone
from cms.translation.models import TranslationRequest
from cms.translation.queries import candidates_for, segments_of, source_of
from cms.translation.registry import Hint, hints_for, tools_for
from cms.translation.rules import days_late
from cms.translation.segments import Segment
from cms.translation.states import OPEN, State
from cms.translation.suggesting import Offer, offers_for

FIELD = "segment-"
MOST_SEGMENTS = 2000


@dataclass(frozen=True, kw_only=True)
class Line:
    """A segment as the desk shows it."""

    segment: Segment
    offer: Offer | None
    hints: list[Hint]
    text: str  # what stands in the field: what was typed and refused, else what is stored
    refused: str = ""

    @property
    def name(self) -> str:
        """Of the form field."""
        return f"{FIELD}{self.segment.id}"

    @property
    def parts(self) -> list[Part]:
        """The source, its tags set apart from the words."""
        return parts_of(self.segment.source, is_html=self.segment.is_html)

    @property
    def marks(self) -> list[Mark]:
        """The tags that the translation has to have, as buttons."""
        return marks_of(self.segment.source) if self.segment.is_html else []

    @property
    def rows(self) -> int:
        """Height of the field."""
        return min(12, 1 + max(len(self.segment.source), len(self.text)) // 60 + self.segment.source.count("\n"))

    @property
    def state(self) -> str:
        """For the mark beside it."""
        if self.refused or self.segment.error:
            return "error"
        if self.segment.confirmed:
            return "confirmed"
        return "suggested" if self.segment.is_suggestion else ("missing" if self.segment.required else "optional")


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, request_id: int) -> HttpResponse:
    """GET: the text with its segments. POST: save what was typed, and go on where the button leads."""
    wanted = visible_request(request, request_id)
    at = timezone.now()
    refused: dict[int, str] = {}
    typed: dict[int, str] = {}
    unsaved: list[str] = []
    if request.method == "POST":
        typed, seen = _typed(request)
        try:
            outcome = save_segments(request=wanted, translations=typed, seen=seen, by=request.user, at=at)  # type: ignore[arg-type]
            refused = dict(outcome.rejected)
            if not refused:
                answer = _go_on(request, wanted, outcome, at=at)
                if answer is not None:
                    return answer
        except NotAllowed as error:
            return refusal(request, str(error))
        except DomainError as error:
            tell(request, error)
            unsaved = list(typed.values())
        wanted = visible_request(request, request_id)
    context = desk_context(request, wanted, at=at, typed=typed, refused=refused)
    # Words whose place is gone, or which could not be stored at all, are shown to be copied: nothing typed is lost.
    places = {line.segment.id for line in context["lines"]}
    unsaved += [typed[pk] for pk in refused if pk not in places]
    context["unsaved"] = [text for text in unsaved if text.strip()]
    return TemplateResponse(request, "translation/desk.html", context, status=400 if refused or unsaved else 200)


def _typed(request: HttpRequest) -> tuple[dict[int, str], dict[int, str]]:
    """What was typed, and what stood there when the screen was made (`was-`), by segment; of what was touched."""
    found: dict[int, str] = {}
    for name, value in request.POST.items():
        number = name.removeprefix(FIELD)
        if name.startswith(FIELD) and _is_number(number) and len(found) < MOST_SEGMENTS:
            was = request.POST.get(f"was-{number}")
            if was is None or was.replace("\r\n", "\n") != str(value).replace("\r\n", "\n"):
                found[int(number)] = str(value)
    for number in request.POST.getlist("confirm"):
        if _is_number(number):
            found[int(number)] = str(request.POST.get(f"{FIELD}{number}", ""))
    return found, {pk: str(request.POST[f"was-{pk}"]) for pk in found if f"was-{pk}" in request.POST}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _go_on(
    request: HttpRequest, wanted: TranslationRequest, outcome: Saved, *, at: datetime.datetime
) -> HttpResponse | None:
    """After saving: stay, or make the draft and go where the button of a review leads (moderation's, by its hook)."""
    here = redirect("translation_desk", request_id=wanted.pk)
    saved = len(outcome.saved)
    if outcome.revision is not None:
        told = ngettext(
            "{count} segment was corrected: the reviewers read the new version.",
            "{count} segments were corrected: the reviewers read the new version.",
            saved,
        )
        messages.success(request, told.format(count=saved))
        return here
    if "action-save" in request.POST:
        told = ngettext("{count} segment was saved.", "{count} segments were saved.", saved).format(count=saved)
        messages.success(request, told)
        return here
    try:
        build_draft(request=wanted, by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        tell(request, error)
        return here
    page: Any = Page.objects.get(pk=visible_request(request, wanted.pk).target_page_id).specific
    for hook in hooks.get_hooks("after_edit_page"):
        answer: HttpResponse | None = hook(request, page)
        if answer is not None and hasattr(answer, "status_code"):
            return answer
    messages.success(request, _("The draft of the English page was made."))
    return here


def desk_context(
    request: HttpRequest,
    wanted: TranslationRequest,
    *,
    at: datetime.datetime,
    typed: dict[int, str],
    refused: dict[int, str],
) -> dict[str, Any]:
    """Everything the template of a desk needs."""
    is_readable = may_read_source(request, wanted)
    segments = segments_of(wanted) if wanted.is_ready and is_readable else []
    offers, hints = offers_for(wanted, segments), hints_for(wanted, segments)
    lines = [
        Line(
            segment=segment,
            offer=offers.get(segment.id),
            hints=hints.get(segment.id, []),
            text=typed.get(segment.id, segment.translation) if segment.id in refused else segment.translation,
            refused=refused.get(segment.id, ""),
        )
        for segment in segments
    ]
    page: Any = Page.objects.filter(pk=wanted.target_page_id).first()
    page = page.specific if page is not None else None
    writable, why_not = _writable(request, wanted, at=at)
    user = request.user
    is_in_review = bool(page is not None and page.workflow_in_progress)
    required = [segment for segment in segments if segment.required]
    return {
        "wanted": wanted,
        "lines": lines,
        "page": page,
        "source_path": _public_path(wanted, wanted.source_locale),
        "target_path": _public_path(wanted, wanted.target_locale),
        "total": len(required),
        "done": sum(segment.confirmed for segment in required),
        "is_late": wanted.is_open and wanted.due_at < at,
        "days_late": days_late(due_at=wanted.due_at, at=at) if wanted.is_open else 0,
        "due_words": due_words(wanted.due_basis),
        "may_write": writable,
        "is_in_review": is_in_review,
        "why_not": why_not,
        "may_work": bool(may(user, "work_on_translation", target=wanted, at=at)),
        "may_assign": bool(may(user, "assign_translation", target=wanted, at=at)),
        "may_waive": bool(may(user, "waive_translation", target=wanted, at=at)),
        "is_readable": is_readable,
        "is_open": wanted.state in OPEN,
        "is_waived": wanted.state == State.NOT_NEEDED,
        "is_unfinished": wanted.state in {*OPEN, State.IN_REVIEW},
        "candidates": candidates_for(wanted, at=at),
        "tools": tools_for(wanted, request) if wanted.is_ready and is_readable else [],
        "buttons": _buttons(request, page, may_write=writable) if page is not None and wanted.is_ready else [],
        "breadcrumbs_items": trail((wanted.title, "")),
    }


def _writable(request: HttpRequest, wanted: TranslationRequest, *, at: datetime.datetime) -> tuple[bool, str]:
    try:
        check_writable(wanted, by=request.user, at=at)  # type: ignore[arg-type]
    except DomainError as error:
        return False, str(error)
    return True, ""


def _public_path(wanted: TranslationRequest, locale: str) -> str:
    rows = PublishedDocument.objects.filter(content_id=wanted.content_id, locale=locale)
    return rows.values_list("path", flat=True).first() or ""


def _buttons(request: HttpRequest, page: Page, *, may_write: bool) -> list[str]:
    """The buttons of the page's review, as the page editor has them: whoever adds them there adds them here."""
    lock = page.get_lock()
    is_locked = not may_write or (lock is not None and lock.for_user(request.user))
    context = {"view": "edit", "page": page, "request": request, "locked_for_user": is_locked, "lock": lock}
    items: list[Any] = []
    for hook in hooks.get_hooks("construct_page_action_menu"):
        hook(items, request, context)
    return [str(item.render_html(context)) for item in items]


@require_POST
def save(request: HttpRequest, request_id: int) -> HttpResponse:
    """Store what was typed while it is typed: JSON with what was stored, the hints on it, what was refused and why."""
    wanted = visible_request(request, request_id)
    typed, seen = _typed(request)
    try:
        outcome = save_segments(
            request=wanted,
            translations=typed,
            seen=seen,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except NotAllowed as error:
        return JsonResponse({"error": str(error)}, status=403)
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=409)
    segments = segments_of(wanted)
    required = [segment for segment in segments if segment.required]
    hints = hints_for(wanted, [segment for segment in segments if segment.id in {*outcome.saved, *outcome.kept}])
    answer = {
        "saved": list(outcome.saved),
        "kept": list(outcome.kept),
        "rejected": {str(pk): why for pk, why in outcome.rejected.items()},
        "overtaken": {str(pk): words for pk, words in outcome.overtaken.items()},
        "hints": {str(pk): [{"text": hint.text, "tone": hint.tone} for hint in found] for pk, found in hints.items()},
        "done": sum(segment.confirmed for segment in required),
        "total": len(required),
    }
    return JsonResponse(answer, status=400 if outcome.rejected else 200)


@require_safe
def progress(request: HttpRequest, request_id: int) -> HttpResponse:
    """How far the worker is: JSON for the screen that waits."""
    wanted = visible_request(request, request_id)
    return JsonResponse(
        {
            "preparation": wanted.preparation,
            "label": str(wanted.get_preparation_display()),
            "done": wanted.progress_done,
            "total": wanted.progress_total,
            "is_ready": wanted.is_ready,
        }
    )


@require_safe
def preview(request: HttpRequest, request_id: int) -> HttpResponse:
    """The English page as it stands on the desk, with the source's words where nobody confirmed others yet."""
    wanted = visible_request(request, request_id)
    source = source_of(wanted)
    if not may_read_source(request, wanted):
        return refusal(request, SourceGone.message)
    if source is None or not wanted.is_ready or wanted.target_page_id is None:
        return refusal(request, _("The text has not been taken apart into segments yet."))
    page: Any = translated_page(wanted, source, segments_of(wanted), with_source_words=True)
    return serve_preview(request, page)  # type: ignore[return-value]
