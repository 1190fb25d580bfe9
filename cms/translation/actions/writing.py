"""The one door for writing translations: whoever writes, and wherever the words come from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, TranslationSource

from cms.audit.actions import record
from cms.translation.actions.building import save_draft
from cms.translation.actions.permitting import require_writable
from cms.translation.actions.stating import set_state
from cms.translation.errors import IncompleteInReview, NotReady, Untranslated
from cms.translation.labels import max_length_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import locale_of, source_of
from cms.translation.segments import HIDDEN_PATHS, BadSegment, shown, stored
from cms.translation.states import SUGGESTIONS, Origin, State

if TYPE_CHECKING:
    from cms.accounts.models import User

_MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
_MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of each segment: stored, left as it is (it says this already, or a person confirmed another text),

    or refused and why; `overtaken`: of the refused ones those that somebody else wrote meanwhile, with their words.
    `revision`: the version that its reviewers read from now on, of a text in review.
    """

    saved: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    rejected: Mapping[int, str] = field(default_factory=dict)
    overtaken: Mapping[int, str] = field(default_factory=dict)
    revision: Revision | None = None


@transaction.atomic
def save_segments(
    *,
    request: TranslationRequest,
    translations: Mapping[int, str],
    by: "User | None",
    at: datetime.datetime,
    origin: str = Origin.MANUAL,
    tool: str = "",
    seen: Mapping[int, str] | None = None,
) -> Saved:
    """Store translations by the id of their segment; an empty one takes a translation away.

    What a person writes or reads in from a file is confirmed; suggestions (a machine's, `by` None allowed) are not, and
    never replace what a person confirmed. Each segment is stored or refused for itself; with `seen`, what stood there
    when the person began, one that says something else now is refused. What changes a text in review makes the version
    that is decided about (ADR 0200). Raise NotAllowed, NotOpen, NotReady, PageLocked, IncompleteInReview: then nothing
    has changed.
    """
    kind = Origin(origin)
    current = require_writable(request, by=by, at=at)
    source = source_of(current)
    if source is None or not current.is_ready:
        raise NotReady
    writing = _Writing(current, source, by=by, kind=kind, tool=tool, seen=seen or {})
    outcome = writing.store(translations)
    if outcome.saved:
        # wagtail-localize writes the new title into the row of the page; that of a live page keeps its live title.
        Page.objects.filter(pk=current.target_page_id, live=True).update(draft_title=F("title"))
        data = {"count": len(outcome.saved), "origin": kind.value, "rejected": len(outcome.rejected)}
        record(action="translation.segments_saved", by=by, at=at, target=current, data=data)
        if by is not None and kind not in SUGGESTIONS:
            outcome = correct_in_review(outcome, current, source, by=by, at=at)
            if outcome.revision is None:
                _begin(current, by=by, at=at)
    return outcome


def correct_in_review(
    outcome: Saved, request: TranslationRequest, source: TranslationSource, *, by: "User", at: datetime.datetime
) -> Saved:
    """Reviewers decide about a version, not about segments: what is changed in review is one at once, or nothing.

    The outcome with that version; as it is for a text outside a review. Raise IncompleteInReview.
    """
    page = request.target_page
    if page is None or not page.workflow_in_progress:
        return outcome
    try:
        return replace(outcome, revision=save_draft(request, source, by=by, at=at))
    except Untranslated as error:
        raise IncompleteInReview(error.segments) from error


class _Writing:
    """One call: what it needs to know of the text, read once."""

    def __init__(
        self,
        request: TranslationRequest,
        source: TranslationSource,
        *,
        by: "User | None",
        kind: Origin,
        tool: str,
        seen: Mapping[int, str],
    ) -> None:
        self.source, self.by, self.kind, self.tool, self.seen = source, by, kind, tool, seen
        self.own: set[int] = set()  # rows that this call wrote: a sentence that stands twice is one row
        self.overtaken: dict[int, str] = {}
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
        return Saved(saved=tuple(saved), kept=tuple(kept), rejected=rejected, overtaken=self.overtaken)

    def _write(self, segment: StringSegment, text: str) -> bool:
        """False when it was left as it is."""
        is_suggestion = self.kind in SUGGESTIONS
        place = {"translation_of": segment.string, "context": segment.context, "locale": self.locale}
        row = StringTranslation.objects.filter(**place).first()
        is_confirmed = row is not None and row.translation_type == _MANUAL and not row.has_error
        if is_confirmed and is_suggestion:
            return False
        self._refuse_overtaken(segment, row, text)
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
        if is_confirmed and row is not None and row.data == data:
            return False
        row = row or StringTranslation(**place)
        row.data = data
        row.translation_type = _MACHINE if is_suggestion else _MANUAL
        row.tool_name = self._tool_name()
        row.last_translated_by = self.by
        row.has_error, row.field_error = False, ""
        row.save()
        self.own.add(row.pk)
        return True

    def _refuse_overtaken(self, segment: StringSegment, row: StringTranslation | None, text: str) -> None:
        """Raise BadSegment where something else was written meanwhile: nobody's words go without a word."""
        if segment.pk not in self.seen or (row is not None and row.pk in self.own):
            return
        now = shown(row.data, is_html=segment.context_id in self.html) if row is not None else ""
        # The same words may arrive twice: a browser that leaves the desk sends them and forgets that it did.
        if now.replace("\r\n", "\n") in {each.replace("\r\n", "\n") for each in (self.seen[segment.pk], text)}:
            return
        self.overtaken[segment.pk] = now
        who = str(row.last_translated_by or _("a machine")) if row is not None else _("somebody")
        told = _("Meanwhile {person} wrote here: “{words}”. Save once more to put your words in their place.")
        raise BadSegment(told.format(person=who, words=now[:200]))

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
