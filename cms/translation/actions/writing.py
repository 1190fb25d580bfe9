"""The one door for writing translations: whoever writes, and wherever the words come from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, TranslationSource

from cms.audit.actions import record
from cms.bin.queries import is_in_bin
from cms.departments.policy import require
from cms.pages.page_lock import why_locked
from cms.translation.actions.stating import set_state
from cms.translation.errors import NotOpen, NotReady, PageInBin, PageLocked
from cms.translation.labels import max_length_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import locale_of, source_of
from cms.translation.segments import HIDDEN_PATHS, BadSegment, stored
from cms.translation.states import SUGGESTIONS, Origin, State

if TYPE_CHECKING:
    from cms.accounts.models import User

_MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
_MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of each segment: stored, left because a person had confirmed another text, or refused and why."""

    saved: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    rejected: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def save_segments(
    *,
    request: TranslationRequest,
    translations: Mapping[int, str],
    by: "User | None",
    at: datetime.datetime,
    origin: str = Origin.MANUAL,
    tool: str = "",
) -> Saved:
    """Store translations by the id of their segment; an empty one takes a translation away.

    What a person writes or reads in from a file is confirmed; suggestions (a machine's, `by` None allowed) are not, and
    never replace what a person confirmed. Each segment is stored or refused for itself. Raise NotAllowed, NotOpen,
    NotReady, PageLocked: then nothing has changed.
    """
    kind = Origin(origin)
    current = require_writable(request, by=by, at=at)
    source = source_of(current)
    if source is None or not current.is_ready:
        raise NotReady
    writing = _Writing(current, source, by=by, kind=kind, tool=tool)
    outcome = writing.store(translations)
    if outcome.saved:
        # wagtail-localize writes the new title into the row of the page; that of a live page keeps its live title.
        Page.objects.filter(pk=current.target_page_id, live=True).update(draft_title=F("title"))
        if by is not None and kind not in SUGGESTIONS:
            _begin(current, by=by, at=at)
        data = {"count": len(outcome.saved), "origin": kind.value, "rejected": len(outcome.rejected)}
        record(action="translation.segments_saved", by=by, at=at, target=current, data=data)
    return outcome


def require_writable(request: TranslationRequest, *, by: "User | None", at: datetime.datetime) -> TranslationRequest:
    """The request, it and its English page under their locks, when its segments may be written now; in a transaction.

    Raise what `check_writable` raises. The page is locked first, as reviews do, whose signals lock the request.
    """
    Page.objects.select_for_update().filter(pk=request.target_page_id).values_list("pk").first()
    current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
    check_writable(current, by=by, at=at)
    return current


def check_writable(request: TranslationRequest, *, by: "User | None", at: datetime.datetime) -> None:
    """Whether the segments may be written, as a screen asks that writes nothing: no row is locked.

    Raise NotAllowed for who may not; also for a text in review, which only those whose step it is may change;
    PageLocked, PageInBin; NotOpen for a text that is not needed.
    """
    if by is not None:
        require(by, "work_on_translation", target=request, at=at)
    if request.state == State.NOT_NEEDED:
        raise NotOpen(state=request.get_state_display())
    page: Any = Page.objects.filter(pk=request.target_page_id).first()
    if page is None:
        return
    if is_in_bin(page):
        raise PageInBin
    page = page.specific
    if by is not None:
        require(by, "edit_page", target=page, at=at)
    elif page.workflow_in_progress:
        raise NotOpen(state=State.IN_REVIEW.label)
    reason = why_locked(page, by)
    if reason is not None:
        raise PageLocked(reason=reason)


class _Writing:
    """One call: what it needs to know of the text, read once."""

    def __init__(
        self, request: TranslationRequest, source: TranslationSource, *, by: "User | None", kind: Origin, tool: str
    ) -> None:
        self.source, self.by, self.kind, self.tool = source, by, kind, tool
        self.locale = locale_of(request.target_locale)
        self.model: Any = source.specific_content_type.model_class()
        self.html = set(TemplateSegment.objects.filter(source=source).values_list("context_id", flat=True))

    def store(self, translations: Mapping[int, str]) -> Saved:
        """Each for itself."""
        rows = StringSegment.objects.filter(source=self.source, pk__in=list(translations)).select_related(
            "context", "string"
        )
        segments = {row.pk: row for row in rows if row.context.path not in HIDDEN_PATHS}
        saved: list[int] = []
        kept: list[int] = []
        rejected: dict[int, str] = {}
        for pk, text in translations.items():
            if pk not in segments:
                rejected[pk] = _("This text has no such segment any more.")
                continue
            try:
                (saved if self._write(segments[pk], text) else kept).append(pk)
            except BadSegment as error:
                rejected[pk] = str(error)
        return Saved(saved=tuple(saved), kept=tuple(kept), rejected=rejected)

    def _write(self, segment: StringSegment, text: str) -> bool:
        """False when it was left as it is."""
        is_suggestion = self.kind in SUGGESTIONS
        place = {"translation_of": segment.string, "context": segment.context, "locale": self.locale}
        row = StringTranslation.objects.filter(**place).first()
        if row is not None and is_suggestion and row.translation_type == _MANUAL and not row.has_error:
            return False
        if not text.strip():
            if row is not None:
                row.delete()
            return row is not None
        data = stored(
            text,
            source=segment.string.data,
            is_html=segment.context_id in self.html,
            max_length=max_length_of(self.model, segment.context.path),
        )
        row = row or StringTranslation(**place)
        row.data = data
        row.translation_type = _MACHINE if is_suggestion else _MANUAL
        row.tool_name = self._tool_name()
        row.last_translated_by = self.by
        row.has_error, row.field_error = False, ""
        row.save()
        return True

    def _tool_name(self) -> str:
        """“machine:LibreTranslate”; empty for what a translator typed, as wagtail-localize has it."""
        if self.tool:
            return f"{self.kind.value}:{self.tool}"[:255]
        return "" if self.kind == Origin.MANUAL else self.kind.value


def _begin(request: TranslationRequest, *, by: "User", at: datetime.datetime) -> None:
    """Whoever writes first has begun; a request that was nobody's is theirs."""
    if request.assignee_id is None:
        request.assignee, request.assigned_by, request.assigned_at = by, by, at
        request.save(update_fields=["assignee", "assigned_by", "assigned_at"])
    if request.state in {State.WAITING, State.STALE}:
        set_state(request, State.IN_PROGRESS)
