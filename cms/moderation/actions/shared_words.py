"""Words of lists that many public pages show: written by staff, read by the public once the board approved exactly them

(ADR 0205).
"""

import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import actor_of, may
from cms.departments.standing import read_organisation
from cms.kernel.text import strip_controls
from cms.moderation.access import board_capacities
from cms.moderation.errors import MayNotApproveWords, NewerWords, NoWordsWait, ReasonMissing
from cms.moderation.registry import WordsDecided, WordsWait, announce
from cms.moderation.rules import Hands, capacity_to_decide
from cms.pages.shared_words import SharedWords
from cms.publishing.actions import note_reference_change
from cms.subsites.queries import main_agency

if TYPE_CHECKING:
    from cms.accounts.models import User

Row = TypeVar("Row", bound=SharedWords)


@transaction.atomic
def note_written_words(*, row: SharedWords, by: "User", at: datetime.datetime) -> None:
    """After a person saved a row: whose words wait since when, and the board hears of it. Nothing where none waits."""
    fresh = _locked(row)
    if not fresh.is_waiting:
        return
    rows = type(fresh)._base_manager.filter(pk=fresh.pk)
    rows.update(written_by=sorted({*fresh.written_by, by.pk}), written_at=at)
    fresh.refresh_from_db()
    data = {"words_before": fresh.in_public(), "words_written": fresh.words(), "words_hash": fresh.words_hash()}
    record(action="moderation.words_written", by=by, at=at, target=fresh, data=data)
    announce(WordsWait(row=fresh, by=by, at=at))
    row.refresh_from_db()


@transaction.atomic
def approve_words(*, row: SharedWords, words_hash: str, by: "User", at: datetime.datetime) -> None:
    """Let the public read exactly the words that were read: live pages that show them are refreshed.

    `words_hash` is of what the person read. Raise NoWordsWait, MayNotApproveWords, NewerWords; then nothing has
    changed.
    """
    fresh, data = _to_decide(row, words_hash, by=by, at=at)
    writers = tuple(fresh.written_by)
    # Past `save`, which keeps the former words: this is the one door that lets go of them.
    rows = type(fresh)._base_manager.filter(pk=fresh.pk)
    rows.update(public_words={}, written_by=[], written_at=None)
    fresh.refresh_from_db()
    record(action="moderation.words_approved", by=by, at=at, target=fresh, data=data)
    note_reference_change(target=fresh, by=by, at=at)
    announce(WordsDecided(row=fresh, is_approved=True, reason="", writers=writers, by=by, at=at))
    row.refresh_from_db()


@transaction.atomic
def refuse_words(*, row: SharedWords, words_hash: str, reason: str, by: "User", at: datetime.datetime) -> None:
    """Give the row the words back that the public reads; whoever wrote the others is told why.

    Raise NoWordsWait, MayNotApproveWords, NewerWords, ReasonMissing; then nothing has changed.
    """
    fresh, data = _to_decide(row, words_hash, by=by, at=at)
    said = strip_controls(reason, keep_lines=True).strip()
    if not said:
        raise ReasonMissing
    writers = tuple(fresh.written_by)
    for name, words in fresh.in_public().items():
        setattr(fresh, name, words)
    fresh.save()
    record(action="moderation.words_returned", by=by, at=at, target=fresh, data={**data, "comment": said})
    announce(WordsDecided(row=fresh, is_approved=False, reason=said, writers=writers, by=by, at=at))
    row.refresh_from_db()


def _to_decide(row: Row, words_hash: str, *, by: "User", at: datetime.datetime) -> tuple[Row, dict[str, Any]]:
    """The row, held until the decision is written, and what the log keeps of it."""
    fresh = _locked(row)
    if not fresh.is_waiting:
        raise NoWordsWait
    answer = may(by, "approve_words", target=fresh, at=at)
    unit = fresh.words_unit() or main_agency()
    found = board_capacities(actor_of(by, at=at), unit.pk, read_organisation()) if unit is not None else []
    capacity = capacity_to_decide(found, hands=Hands(writers=frozenset(fresh.written_by), last_editor=None))
    if not answer or capacity is None:
        raise MayNotApproveWords(reason=answer.reason)
    if words_hash != fresh.words_hash():
        raise NewerWords
    return fresh, {
        "words_before": fresh.in_public(), "words_written": fresh.words(), "words_hash": words_hash,
        "role": capacity.role, "acting_for": capacity.delegation_id,
    }  # fmt: skip


def _locked(row: Row) -> Row:
    found: Row = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return found
