"""An import, step by step: opened, compared or written record by record, put before the board, published.

Every record is a transaction of its own that notes its result with what it wrote: a killed import goes on where it
stopped, and a second run of the same file changes nothing.
"""

import datetime
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.departments.policy import require
from cms.kernel.errors import DomainError
from cms.kernel.failpoints import failpoint
from cms.kernel.text import strip_controls
from cms.kernel.turns import taking_turns
from cms.moderation.bundles import BundledDraft, bundle_hash
from cms.moderation.hashing import content_hash
from cms.subsites.models import Subsite
from procedures.actions.saving import Saved, save_procedure
from procedures.batch_rules import OUTCOMES_OF_DRAFTS, holding_reason, is_rejected
from procedures.errors import CodeTaken, NoCatalogue, NotInThisState, TwiceInTheFile
from procedures.importing.judging import JudgedRecord, judge, judge_all
from procedures.importing.reading import RawRecord, read_records
from procedures.models import BatchItem, ImportBatch, ProcedurePage
from procedures.models.batch import ImportBatchQuerySet
from procedures.page_values import facts_of_page
from procedures.queries import abandoned_runs, catalogue_page, procedures_around
from procedures.record import ProcedureRecord
from procedures.registry import BatchWaits, announce

logger = logging.getLogger(__name__)

State, Outcome, Publication = ImportBatch.State, BatchItem.Outcome, BatchItem.Publication
_DONE = (Outcome.CREATED, Outcome.CHANGED, Outcome.UNCHANGED)


def open_batch(
    *,
    file: BinaryIO,
    file_name: str,
    subsite: Subsite,
    is_preview: bool = False,
    by: User | None,
    at: datetime.datetime,
) -> ImportBatch:
    """Read a file and keep its records, judged; nothing of the catalogue is touched yet.

    `by` None: the command line. Raise NotAllowed, NoCatalogue, RefusedImport with the reason for the sender; then
    nothing is kept.
    """
    if by is not None:
        require(by, "import_procedures", target=subsite, at=at)
    if catalogue_page(subsite) is None:
        raise NoCatalogue
    read = read_records(file)
    judged = judge_all(read.records)
    raw = {one.place: one.values for one in read.records}
    batch = ImportBatch(
        subsite=subsite,
        state=State.PREVIEWING if is_preview else State.PREPARING,
        file_name=file_name,
        file_kind=read.kind,
        file_sha256=read.sha256,
        by=by,
        at=at,
    )
    items = [_item(batch, one, raw[one.place]) for one in judged]  # before others have to wait
    with transaction.atomic():
        batch.save()
        for item in items:
            item.batch = batch
        BatchItem.objects.bulk_create(items, batch_size=500)
        data = {"file": batch.file_name, "sha256": batch.file_sha256, "records": len(judged)}
        log(action="procedures.import_opened", by=by, at=at, target=batch, data=data)
    return batch


@taking_turns
def compare_file(*, file: BinaryIO, subsite: Subsite, by: User | None, at: datetime.datetime) -> Iterator[BatchItem]:
    """What an import of a file would do, record by record; nothing of it is kept, not even that it was asked.

    Each record is written and undone in a transaction of its own: nobody waits longer than for one. Raise what
    `open_batch` raises.
    """
    if by is not None:
        require(by, "import_procedures", target=subsite, at=at)
    place = catalogue_page(subsite)
    if place is None:
        raise NoCatalogue
    read = read_records(file)
    raw = {one.place: one.values for one in read.records}
    batch = ImportBatch(subsite=subsite, by=by, at=at)  # never stored
    seen: dict[str, BatchItem] = {}
    for judged in judge_all(read.records):
        item = _item(batch, judged, raw[judged.place])
        if item.outcome == Outcome.UNREAD:
            _attempt(batch, item, place, is_preview=True, at=at)
        if item.outcome in _DONE and (same := seen.setdefault(item.key, item)) is not item:
            _refuse(item, str(TwiceInTheFile(title=same.name, other=same.place)))
        yield item


def _item(batch: ImportBatch, one: JudgedRecord, raw: object) -> BatchItem:
    return BatchItem(
        batch=batch,
        place=one.place,
        key=one.key,
        name=one.name[:255],
        raw=_storable(json.loads(json.dumps(raw, default=_plain))) if one.record is not None else {},
        outcome=Outcome.UNREAD if one.record is not None else Outcome.REFUSED,
        problems=[found.as_json() for found in one.problems],
    )


def _storable(value: Any) -> Any:
    """Without what no database keeps in JSON: control characters and halves of surrogate pairs."""
    if isinstance(value, dict):
        return {_storable(name): _storable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return strip_controls(value, keep_lines=True) if isinstance(value, str) else value


def _plain(value: object) -> object:
    """Numbers of sheets stay numbers: a code that lost its zeros is told by that."""
    return float(value) if isinstance(value, Decimal) else str(value)


def begin_writing(*, batch: ImportBatch, by: User, at: datetime.datetime) -> None:
    """After the comparison was read: have the drafts written. Raise NotAllowed, NotInThisState."""
    require(by, "import_procedures", target=batch.subsite, at=at)
    with transaction.atomic():
        compared = ImportBatch.objects.filter(pk=batch.pk, state=State.PREVIEWED)
        moved = compared.update(state=State.PREPARING, ordered_by=by)
        if not moved:
            raise NotInThisState
        log(action="procedures.import_begun", by=by, at=at, target=batch, data={"sha256": batch.file_sha256})
        BatchItem.objects.filter(batch=batch).exclude(outcome=Outcome.REFUSED).update(outcome=Outcome.UNREAD)
        # What the comparison refused by what the catalogue held then is asked again.
        again = BatchItem.objects.filter(batch=batch, outcome=Outcome.REFUSED).exclude(raw={})
        again.update(outcome=Outcome.UNREAD, reason="")
    batch.refresh_from_db()


@taking_turns
def work_on(*, batch: ImportBatch, at: datetime.datetime, limit: int | None = None) -> Iterator[BatchItem]:
    """Compare or write the records not done yet, at most `limit`, yielding each; at the end the batch moves on.

    Whoever discards the import stops it, before the first record as well as between two: none is touched after that.
    """
    place = catalogue_page(batch.subsite)
    if place is None:
        raise NoCatalogue
    done = 0
    while limit is None or done < limit:
        item = batch.items.unread().order_by("place").first()
        if item is None:
            finish_reading(batch=batch, at=at)
            return
        if _do(batch, item, place, at=at):
            done += 1
            failpoint("procedures.import_between_records")
            yield item
        elif not _is_read(batch).exists():
            batch.refresh_from_db()
            return


def _is_read(batch: ImportBatch) -> ImportBatchQuerySet:
    """The batch, while it still is in the state it was fetched in, and has records to read in that state."""
    return ImportBatch.objects.reading().filter(pk=batch.pk, state=batch.state)


def _do(batch: ImportBatch, item: BatchItem, place: Page, *, at: datetime.datetime) -> bool:
    """One record: its draft and its result in one transaction; a comparison is undone before the result is noted.

    False, and nothing done, when the import has moved on meanwhile (somebody discarded it), or another worker was
    faster.
    """
    with transaction.atomic():
        if not _is_read(batch).select_for_update().exists():
            return False
        if BatchItem.objects.select_for_update().get(pk=item.pk).outcome != Outcome.UNREAD:
            return False
        _attempt(batch, item, place, is_preview=batch.state == State.PREVIEWING, at=at)
        failpoint("procedures.import_record_saved")
        item.save()
    return True


def _attempt(batch: ImportBatch, item: BatchItem, place: Page, *, is_preview: bool, at: datetime.datetime) -> None:
    """The draft of a record, and in `item` what came of it; a comparison is undone. Nothing of `item` is stored."""
    try:
        with transaction.atomic():
            saved = _saved(batch, item, place, at=at)
            if is_preview:
                transaction.set_rollback(True)
    except DomainError as error:
        _refuse(item, str(error))
    except ValidationError as error:
        _refuse(item, " ".join(error.messages))
    except IntegrityError:
        _refuse(item, _("The database refuses this record: something with its key or address exists already."))
    except OperationalError:
        raise  # the database is away or locked: nothing of this record
    except Exception:
        logger.exception("record %s of import %s", item.place, batch.pk)
        _refuse(item, _("An unexpected error: it has been logged, and the other records went on."))
    else:
        _note(item, saved, is_preview=is_preview)


def _saved(batch: ImportBatch, item: BatchItem, place: Page, *, at: datetime.datetime) -> Saved:
    judged = judge(RawRecord(place=item.place, values=item.raw))
    if judged.record is None:  # what was kept was accepted once: only a newer version of the product says otherwise
        raise DomainError(code="refused", message="; ".join(found.message for found in judged.errors))
    record = judged.record
    existing = _existing(record, place, has_id="id" in item.raw)
    if existing is not None:
        record = replace(record, id=existing.key)
        if reason := holding_reason(existing):
            raise DomainError(code="held", message="{reason}", reason=reason)
    item.key = record.id
    same = (
        BatchItem.objects.filter(batch_id=item.batch_id, key=record.id, outcome__in=_DONE).exclude(pk=item.pk).first()
    )
    if same is not None:
        raise TwiceInTheFile(title=same.name, other=same.place)
    from_public = existing is not None and is_rejected(existing)
    return save_procedure(
        subsite=batch.subsite, record=record, parent=place, from_public=from_public, by=batch.by, at=at
    )


def _existing(record: ProcedureRecord, place: Page, *, has_id: bool) -> ProcedurePage | None:
    """The procedure a record is about: by its id; one without an id by its code. Raise CodeTaken."""
    catalogue = procedures_around(place)
    found: ProcedurePage | None = catalogue.filter(key=record.id).first()
    twin: ProcedurePage | None = None
    if record.code:
        twin = catalogue.filter(code=record.code).exclude(key=record.id).first()
    if twin is None or (found is not None and found.code == record.code):
        return found
    if has_id or found is not None:
        raise CodeTaken(number=record.code, title=twin.official_title(), key=twin.key)
    return twin


def _refuse(item: BatchItem, reason: str) -> None:
    item.outcome, item.reason, item.publication = Outcome.REFUSED, reason, Publication.NONE


def _note(item: BatchItem, saved: Saved, *, is_preview: bool) -> None:
    """What came of a record. A draft of an earlier import that the board has not seen goes on with this one."""
    item.outcome = Outcome.CREATED if saved.is_new else Outcome.CHANGED if saved.changed else Outcome.UNCHANGED
    item.changed = list(saved.changed)
    item.reason = ""
    if is_preview:
        return
    item.page_id = saved.page.pk
    revision = saved.revision or saved.page.get_latest_revision()
    stored = ProcedurePage.objects.select_related("field", "agency").get(pk=saved.page.pk)
    is_left = saved.revision is None and (bool(stored.withdrawal_reason) or is_rejected(stored))
    if revision is None or revision.pk == stored.live_revision_id or is_left:
        return  # public as it is; or withdrawn or refused by the board, and the file says nothing new
    item.revision_id, item.content_hash = revision.pk, content_hash(revision)
    item.publication = Publication.PENDING
    if not saved.is_new:
        item.changed = _unlike_public(saved.page, stored)


def _unlike_public(draft: ProcedurePage, stored: ProcedurePage) -> list[str]:
    """What the board decides about: the fields of a draft that say something else than the public reads.

    Where a draft of an earlier import waits with it, more than this one changed; all that is said where nothing is
    public.
    """
    said, public = facts_of_page(draft), facts_of_page(stored) if stored.live else {}
    return [name for name, fact in said.items() if fact != public.get(name) and (public or fact)]


@transaction.atomic
def finish_reading(*, batch: ImportBatch, at: datetime.datetime) -> None:
    """All records are read: a comparison waits for its reader, drafts wait for the board under one hash.

    One import of a site at a time comes to its end: each decides what it takes over from the others. Nothing happens
    while records are unread: drafts may have been ordered since the caller saw the end of the comparison.
    """
    Subsite.objects.select_for_update(no_key=True).get(pk=batch.subsite_id)
    fresh = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if fresh.items.unread().exists():
        batch.refresh_from_db()
        return
    if fresh.state == State.PREVIEWING:
        fresh.state = State.PREVIEWED
        fresh.save(update_fields=["state"])
    elif fresh.state == State.PREPARING:
        _take_over(fresh)
        fresh.bundle_hash = bundle_hash(pending_drafts(fresh))
        fresh.state = State.WAITING if fresh.items.pending().exists() else State.NOTHING
        fresh.finished_at = at if fresh.state == State.NOTHING else None
        fresh.save(update_fields=["state", "bundle_hash", "finished_at"])
        counts = {outcome.value: fresh.items.filter(outcome=outcome).count() for outcome in OUTCOMES_OF_DRAFTS}
        data = {"bundle_hash": fresh.bundle_hash, **counts}
        log(action="procedures.import_read", by=fresh.by, at=at, target=fresh, data=data)
        if fresh.state == State.WAITING:
            announce(BatchWaits(batch=fresh, at=at))
    batch.refresh_from_db()


def pending_drafts(batch: ImportBatch) -> tuple[BundledDraft, ...]:
    """The drafts of a batch that wait for the board, as its hash binds them."""
    rows = batch.items.pending().filter(page__isnull=False).values_list("page_id", "revision_id", "content_hash")
    return tuple(
        BundledDraft(page_id=page_id, revision_id=revision_id, content_hash=digest)
        for page_id, revision_id, digest in rows
        if page_id is not None and revision_id is not None
    )


def _take_over(batch: ImportBatch) -> None:
    """Of the drafts of one procedure only the newest waits, in the newest import that holds it.

    An import that holds none any more is overtaken, and so is an interrupted run of the same file.
    """
    held = ("page_id", "revision_id", "batch_id", "pk")
    own = {page: (revision or 0, holder, pk) for page, revision, holder, pk in batch.items.pending().values_list(*held)}
    theirs = BatchItem.objects.pending().filter(batch__subsite=batch.subsite, page_id__in=own).exclude(batch=batch)
    holders = set(theirs.values_list("batch_id", flat=True))
    # Held first, so that the board does not decide about one meanwhile; what it has decided is not pending any more.
    waiting = list(ImportBatch.objects.select_for_update().filter(pk__in=holders, state=State.WAITING).order_by("pk"))
    pairs = [(own[page], (revision or 0, holder, pk)) for page, revision, holder, pk in theirs.values_list(*held)]
    overtaken = {min(pair)[2] for pair in pairs}
    BatchItem.objects.pending().filter(pk__in=overtaken).update(
        publication=Publication.INVALID, reason=_("A newer import holds this draft.")
    )
    for other in waiting:
        if not other.items.pending().exists():
            other.state = State.SUPERSEDED
        other.bundle_hash = bundle_hash(pending_drafts(other))
        other.save(update_fields=["state", "bundle_hash"])
    abandoned_runs(batch).update(state=State.SUPERSEDED)
