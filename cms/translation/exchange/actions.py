"""Taking a file in: read, judge, and write what may be kept, all at once or not at all."""

import datetime
from dataclasses import replace

from django.db import transaction
from wagtail_localize.strings import StringValue

from cms.accounts.models import User
from cms.audit.actions import record
from cms.translation.actions import require_writable, save_segments
from cms.translation.exchange.bundle import Received
from cms.translation.exchange.errors import refusal
from cms.translation.exchange.formats import read_file
from cms.translation.exchange.judging import Accepted, Rejected, Report, judge
from cms.translation.exchange.queries import bundle_of
from cms.translation.exchange.refusals import Refused
from cms.translation.exchange.stamps import read_stamp
from cms.translation.models import TranslationRequest
from cms.translation.states import Origin

_ORIGINS = {"docx": Origin.DOCX, "po": Origin.PO, "xlf": Origin.XLIFF, "xliff": Origin.XLIFF}


def import_translation(
    *,
    request: TranslationRequest,
    data: bytes,
    name: str,
    by: User,
    at: datetime.datetime,
    is_trial: bool = False,
) -> Report:
    """What a person brings back of a translation; a trial says what would happen and writes nothing.

    Raise RefusedFile for a file that is not read as a whole, and what `save_segments` raises (NotAllowed, NotReady,
    NotOpen, PageLocked): then nothing has changed. Rows are kept or refused one by one, and the report says why.
    """
    try:
        # Outside the transaction: reading takes a while, and needs nothing of the database.
        received = read_file(data, name=name)
        identity, moment = read_stamp(received.identity)
        received = replace(received, identity=identity, exported_at=moment)
        return _take(request=request, received=received, name=name, by=by, at=at, is_trial=is_trial)
    except Refused as refused:
        raise refusal(refused) from refused


@transaction.atomic
def _take(
    *,
    request: TranslationRequest,
    received: Received,
    name: str,
    by: User,
    at: datetime.datetime,
    is_trial: bool,
) -> Report:
    current = require_writable(request, by=by, at=at)
    bundle, segments = bundle_of(current, at=at)
    report = judge(bundle, received)
    if is_trial or not report.accepted:
        return report
    origin = _ORIGINS[name.rpartition(".")[2].lower()]
    by_id = {segments[row.segment.key].id: row for row in report.accepted}
    texts = {pk: _shown(row, is_html=segments[row.segment.key].is_html) for pk, row in by_id.items()}
    outcome = save_segments(request=current, translations=texts, by=by, at=at, origin=origin)
    refused = [_refused(by_id[pk], why) for pk, why in outcome.rejected.items()]
    saved = tuple(row for pk, row in by_id.items() if pk in outcome.saved)
    told = {"format": origin.value, "saved": len(saved), "rejected": len(report.rejected) + len(refused)}
    record(action="translation.file_imported", by=by, at=at, target=current, data=told)
    return replace(report, accepted=saved, rejected=(*report.rejected, *refused))


def _shown(row: Accepted, *, is_html: bool) -> str:
    """As the desk's one door takes it: plain fields as plain text."""
    return row.translation if is_html else StringValue(row.translation).render_text()


def _refused(row: Accepted, why: str) -> Rejected:
    return Rejected(
        number=row.number,
        label=row.segment.label,
        source=row.segment.source,
        translation=row.translation,
        reason="not_stored",
        detail=why,
    )
