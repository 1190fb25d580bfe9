"""Asking the machine for what nobody has translated yet."""

import datetime
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from wagtail_localize.strings import StringValue

from cms.accounts.models import User
from cms.translation.actions import require_writable, save_segments
from cms.translation.errors import NotReady
from cms.translation.exchange.judging import fault_of
from cms.translation.machine.port import MachineBusy, MachineFailed, MachineSlow, MachineTranslator
from cms.translation.machine.registry import machine
from cms.translation.markup import BrokenMarkup, rewritten, text_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.segments import Segment
from cms.translation.states import Origin
from cms.translation.vietnamese import is_still_vietnamese

# What one press of the button may cost; the rest is asked for by the next.
MOST_SEGMENTS, BATCH_SEGMENTS, BATCH_CHARACTERS, LONGEST = 100, 10, 6_000, 5_000
# A machine that did not answer is left alone so long, and what it failed by is said again: nobody waits twice.
REST_SECONDS = 30
_RESTING, _BUSY = "translation.machine.resting", "translation.machine.busy"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How many suggestions were stored, how many of the machine's were of no use, how many texts are still without.

    failure: why it stopped before the end.
    """

    suggested: int = 0
    unusable: int = 0
    left: int = 0
    failure: MachineFailed | None = None


def suggest_translations(*, request: TranslationRequest, by: User, at: datetime.datetime) -> Outcome:
    """A suggestion for each segment without a text, marked as the machine's: nobody has confirmed it.

    Raise NotReady, and what `require_writable` raises, before the machine is asked; MachineFailed when it gave nothing.
    No transaction is open while it is waited for.
    """
    current = require_writable_now(request, by=by, at=at)
    if told := cache.get(_RESTING):
        raise MachineFailed(message=str(told))
    asked = [segment for segment in segments_of(current) if segment.required and not segment.translation]
    within = [segment for segment in asked if len(segment.source) <= LONGEST][:MOST_SEGMENTS]
    translator = machine()
    # One at a time on a machine: each holds one of the few places where requests are answered.
    if not cache.add(_BUSY, True, 3 * float(settings.TRANSLATION_MACHINE_SECONDS)):
        raise MachineBusy
    try:
        texts, unusable, failure = _ask(translator, current, within)
    finally:
        cache.delete(_BUSY)
    outcome = save_segments(
        request=current, translations=texts, by=by, at=at, origin=Origin.MACHINE, tool=str(translator.key)
    )
    if failure is not None and not texts:
        raise failure
    suggested = len(outcome.saved)
    unusable += len(outcome.rejected)
    return Outcome(suggested=suggested, unusable=unusable, left=len(asked) - suggested, failure=failure)


def require_writable_now(request: TranslationRequest, *, by: User, at: datetime.datetime) -> TranslationRequest:
    """The request when this person may write its segments and they are those of the newest source."""
    with transaction.atomic():
        current = require_writable(request, by=by, at=at)
    if not current.is_ready or current.needs_sync:
        raise NotReady
    return current


def _ask(
    translator: MachineTranslator, request: TranslationRequest, segments: list[Segment]
) -> tuple[dict[int, str], int, MachineFailed | None]:
    """(text by the id of the segment, how many were of no use, why it stopped)."""
    texts: dict[int, str] = {}
    unusable = 0
    until = time.monotonic() + 2 * float(settings.TRANSLATION_MACHINE_SECONDS)
    for batch in _batches(segments):
        if time.monotonic() > until:
            return texts, unusable, MachineSlow(seconds=settings.TRANSLATION_MACHINE_SECONDS)
        try:
            sources = [_fragment(segment) for segment in batch]
            answers = translator.translate(sources, source=request.source_locale, target=request.target_locale)
        except MachineFailed as error:
            cache.set(_RESTING, str(error), REST_SECONDS)
            return texts, unusable, error
        for segment, answer in zip(batch, answers, strict=True):
            text = _usable(segment, answer)
            if text is None:
                unusable += 1
            else:
                texts[segment.id] = text
    return texts, unusable, None


def _batches(segments: list[Segment]) -> Iterator[list[Segment]]:
    batch: list[Segment] = []
    for segment in segments:
        size = sum(len(known.source) for known in batch) + len(segment.source)
        if batch and (len(batch) >= BATCH_SEGMENTS or size > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(segment)
    if batch:
        yield batch


def _fragment(segment: Segment) -> str:
    return segment.source if segment.is_html else str(StringValue.from_plaintext(segment.source).data)


def _usable(segment: Segment, answer: str) -> str | None:
    """What the machine said, as the desk takes it; None when tags or places are missing, or nothing was translated."""
    try:
        fragment = rewritten(answer.strip())
    except BrokenMarkup:
        return None
    if fault_of(_fragment(segment), fragment) or is_still_vietnamese(text_of(fragment)):
        return None
    return fragment if segment.is_html else str(StringValue(fragment).render_text())
