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
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.departments.policy import require
from cms.kernel.errors import DomainError
from cms.kernel.failpoints import failpoint
from cms.moderation.bundles import BundledDraft, bundle_hash
from cms.moderation.hashing import content_hash
from cms.subsites.models import Subsite
from procedures.actions.saving import Saved, save_procedure
from procedures.batch_rules import OUTCOMES_OF_DRAFTS, holding_reason
from procedures.errors import NoCatalogue, NotInThisState
from procedures.importing.judging import JudgedRecord, judge, judge_all
from procedures.importing.reading import RawRecord, read_records
from procedures.models import BatchItem, ImportBatch, ProcedurePage
from procedures.queries import catalogue_page
from procedures.registry import BatchWaits, announce

logger = logging.getLogger(__name__)

State, Outcome, Publication = ImportBatch.State, BatchItem.Outcome, BatchItem.Publication


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
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            subsite=subsite,
            state=State.PREVIEWING if is_preview else State.PREPARING,
            file_name=file_name,
            file_kind=read.kind,
            file_sha256=read.sha256,
            by=by,
            at=at,
        )
        BatchItem.objects.bulk_create([_item(batch, one, raw[one.place]) for one in judged], batch_size=500)
        data = {"file": batch.file_name, "sha256": batch.file_sha256, "records": len(judged)}
        log(action="procedures.import_opened", by=by, at=at, target=batch, data=data)
    return batch


def _item(batch: ImportBatch, one: JudgedRecord, raw: object) -> BatchItem:
    return BatchItem(
        batch=batch,
        place=one.place,
        key=one.key,
        name=one.name[:255],
        raw=json.loads(json.dumps(raw, default=_plain)) if one.record is not None else {},
        outcome=Outcome.UNREAD if one.record is not None else Outcome.REFUSED,
        problems=[found.as_json() for found in one.problems],
    )


def _plain(value: object) -> object:
    """Numbers of sheets stay numbers: a code that lost its zeros is told by that."""
    return float(value) if isinstance(value, Decimal) else str(value)


def begin_writing(*, batch: ImportBatch, by: User, at: datetime.datetime) -> None:
    """After the comparison was read: have the drafts written. Raise NotAllowed, NotInThisState."""
    require(by, "import_procedures", target=batch.subsite, at=at)
    with transaction.atomic():
        moved = ImportBatch.objects.filter(pk=batch.pk, state=State.PREVIEWED).update(state=State.PREPARING)
        if not moved:
            raise NotInThisState
        BatchItem.objects.filter(batch=batch).exclude(outcome=Outcome.REFUSED).update(outcome=Outcome.UNREAD)
        # What the comparison refused by what the catalogue held then is asked again.
        again = BatchItem.objects.filter(batch=batch, outcome=Outcome.REFUSED).exclude(raw={})
        again.update(outcome=Outcome.UNREAD, reason="")
    batch.refresh_from_db()


def work_on(*, batch: ImportBatch, at: datetime.datetime, limit: int | None = None) -> Iterator[BatchItem]:
    """Compare or write the records not done yet, at most `limit`, yielding each; at the end the batch moves on."""
    place = catalogue_page(batch.subsite)
    if place is None:
        raise NoCatalogue
    done = 0
    while limit is None or done < limit:
        item = batch.items.unread().order_by("place").first()
        if item is None:
            finish_reading(batch=batch, at=at)
            return
        _do(batch, item, place, at=at)
        done += 1
        failpoint("procedures.import_between_records")
        yield item


def _do(batch: ImportBatch, item: BatchItem, place: Page, *, at: datetime.datetime) -> None:
    """One record: its draft and its result in one transaction; a comparison is undone before the result is noted."""
    with transaction.atomic():
        if BatchItem.objects.select_for_update().get(pk=item.pk).outcome != Outcome.UNREAD:
            return  # another worker was faster
        try:
            with transaction.atomic():
                saved = _saved(batch, item, place, at=at)
                if batch.state == State.PREVIEWING:
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
            _note(item, saved, is_preview=batch.state == State.PREVIEWING)
        failpoint("procedures.import_record_saved")
        item.save()


def _saved(batch: ImportBatch, item: BatchItem, place: Page, *, at: datetime.datetime) -> Saved:
    judged = judge(RawRecord(place=item.place, values=item.raw))
    if judged.record is None:  # what was kept was accepted once: only a newer version of the product says otherwise
        raise DomainError(code="refused", message="; ".join(found.message for found in judged.errors))
    record = judged.record
    catalogue = ProcedurePage.objects.child_of(place)
    existing = catalogue.filter(key=record.id).first()
    if existing is None and "id" not in item.raw and record.code:
        existing = catalogue.filter(code=record.code).first()
        record = replace(record, id=existing.key) if existing is not None else record
    if existing is not None and (reason := holding_reason(existing)):
        raise DomainError(code="held", message="{reason}", reason=reason)
    return save_procedure(subsite=batch.subsite, record=record, parent=place, by=batch.by, at=at)


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
    stored = ProcedurePage.objects.only("live_revision_id", "withdrawal_reason").get(pk=saved.page.pk)
    is_withdrawn = bool(stored.withdrawal_reason) and saved.revision is None
    if revision is None or revision.pk == stored.live_revision_id or is_withdrawn:
        return  # public as it is; or taken from the public on purpose, and the file says nothing new
    item.revision_id, item.content_hash = revision.pk, content_hash(revision)
    item.publication = Publication.PENDING


@transaction.atomic
def finish_reading(*, batch: ImportBatch, at: datetime.datetime) -> None:
    """All records are read: a comparison waits for its reader, drafts wait for the board under one hash."""
    fresh = ImportBatch.objects.select_for_update().get(pk=batch.pk)
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
    """Drafts that an earlier batch still held belong to this one; one that holds none any more is overtaken."""
    pages = list(batch.items.pending().values_list("page_id", flat=True))
    earlier = BatchItem.objects.pending().filter(batch__subsite=batch.subsite, page_id__in=pages).exclude(batch=batch)
    batches = set(earlier.values_list("batch_id", flat=True))
    earlier.update(publication=Publication.INVALID, reason=_("A newer import holds this draft."))
    for other in ImportBatch.objects.filter(pk__in=batches, state=State.WAITING):
        if not other.items.pending().exists():
            other.state = State.SUPERSEDED
        other.bundle_hash = bundle_hash(pending_drafts(other))
        other.save(update_fields=["state", "bundle_hash"])
