"""Writing and deleting notes."""

import datetime

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.policy import may, require
from cms.kernel.text import nfc, strip_controls
from cms.translation.models import TranslationRequest
from cms.translation.notes.errors import EmptyNote, NoSuchSegment, NoteTooLong, NotYourNote, TooManyNotes
from cms.translation.notes.models import TranslationNote
from cms.translation.notes.places import key_of_segment
from cms.translation.queries import segments_of

LONGEST, MOST = 1_000, 200


@transaction.atomic
def add_note(
    *, request: TranslationRequest, text: str, by: User, at: datetime.datetime, segment_id: int | None = None
) -> TranslationNote:
    """A note of whoever sees the request, on the text or on one segment.

    Raise NotAllowed, EmptyNote, NoteTooLong, TooManyNotes, NoSuchSegment.
    """
    require(by, "view_translations", target=request, at=at)
    written = nfc(strip_controls(text.replace("\r\n", "\n"), keep_lines=True)).strip()
    if not written:
        raise EmptyNote
    if len(written) > LONGEST:
        raise NoteTooLong(limit=LONGEST, number=len(written))
    if TranslationNote.objects.filter(request=request).count() >= MOST:
        raise TooManyNotes(limit=MOST)
    key, excerpt = "", ""
    if segment_id is not None:
        segment = next((segment for segment in segments_of(request) if segment.id == segment_id), None)
        if segment is None:
            raise NoSuchSegment
        key, excerpt = key_of_segment(segment), segment.source[:200]
    note = TranslationNote.objects.create(request=request, segment_key=key, excerpt=excerpt, text=written, by=by, at=at)
    record(action="translation.note_added", by=by, at=at, target=request, data={"note": note.pk})
    return note


@transaction.atomic
def delete_note(*, note: TranslationNote, by: User, at: datetime.datetime) -> None:
    """By its author, or by whoever gives the request out; raise NotYourNote."""
    is_author = note.by_id is not None and note.by_id == by.pk
    if not is_author and not may(by, "assign_translation", target=note.request, at=at):
        raise NotYourNote
    record(action="translation.note_deleted", by=by, at=at, target=note.request, data={"note": note.pk})
    note.delete()
