"""The board's word on an import, and what follows: publication of exactly what it read, record by record."""

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.audit.deciding import through
from cms.departments.policy import require
from cms.kernel.errors import DomainError
from cms.kernel.failpoints import failpoint
from cms.kernel.groups import in_groups
from cms.kernel.text import strip_controls
from cms.kernel.turns import taking_turns
from cms.moderation.actions import approve_bundle, judge_bundle, publish_bundled
from cms.moderation.bundles import Bundle, Judgement, LeftOut
from cms.moderation.errors import NewerDraft, ReasonMissing
from procedures.actions.batches import pending_drafts
from procedures.errors import NotInThisState
from procedures.models import BatchItem, ImportBatch
from procedures.registry import BatchDecided, BatchPublished, announce

logger = logging.getLogger(__name__)

State, Publication = ImportBatch.State, BatchItem.Publication


def bundle_of(batch: ImportBatch) -> Bundle:
    """What is put before the board. Whoever sent the file has prepared it, and whoever had its drafts written; an

    import from the command line without a name nobody.
    """
    return replace(cover_of(batch), drafts=pending_drafts(batch))


def cover_of(batch: ImportBatch) -> Bundle:
    """The same without its drafts: enough to ask who may decide, without reading thousands of rows."""
    prepared = frozenset(person for person in (batch.by_id, batch.ordered_by_id) if person is not None)
    title = _("Import of procedures: {file}").format(file=batch.file_name)
    return Bundle(title=title, subsite=batch.subsite, drafts=(), prepared_by=prepared)


def approve_batch(
    *, batch: ImportBatch, bundle_hash: str, comment: str = "", by: User, at: datetime.datetime
) -> ImportBatch:
    """Approve the drafts of an import, once, by the hash over all of them; they are published afterwards.

    A draft that was changed since the import, or may not be public, is left out with its reason; the others are not
    touched by it. The drafts are judged before the transaction begins, which then only writes: call it outside one, or
    whoever else writes waits for all of them. Raise NotInThisState, and what `judge_bundle` raises:
    MayNotApproveBundle, OtherBundle, EmptyBundle; then nothing has changed.
    """
    bundle = bundle_of(batch)
    # Asked after its drafts were read: who returned the import meanwhile took them out of it, and is to be named by
    # its state, not as another bundle.
    if not ImportBatch.objects.waiting().filter(pk=batch.pk).exists():
        raise NotInThisState
    judged = judge_bundle(bundle=bundle, bundle_hash=bundle_hash, by=by, at=at)
    _approve(batch, judged, bundle_hash=bundle_hash, comment=comment, by=by, at=at)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _approve(
    batch: ImportBatch, judged: Judgement, *, bundle_hash: str, comment: str, by: User, at: datetime.datetime
) -> None:
    fresh = ImportBatch.objects.select_for_update(of=("self",)).select_related("subsite__unit").get(pk=batch.pk)
    if fresh.state != State.WAITING:
        raise NotInThisState
    decision, left_out = approve_bundle(
        bundle=bundle_of(fresh), bundle_hash=bundle_hash, comment=comment, by=by, at=at, judged=judged
    )
    for reason, pages in _by_reason(left_out):
        fresh.items.pending().filter(page_id__in=pages).update(publication=Publication.INVALID, reason=reason)
    fresh.items.pending().filter(page__isnull=True).update(
        publication=Publication.INVALID, reason=_("The page no longer exists.")
    )
    fresh.items.pending().update(publication=Publication.APPROVED)
    fresh.decision, fresh.state = decision, State.PUBLISHING
    fresh.save(update_fields=["decision", "state"])
    data = {"bundle_hash": decision.bundle_hash, "texts": decision.count, "left_out": len(left_out)}
    log(action="procedures.import_approved", by=by, at=at, target=fresh, data=data)
    announce(BatchDecided(batch=fresh, by=by, at=at))


def _by_reason(left_out: Iterable[LeftOut]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Why drafts are not covered, and whose pages' they are, as many as a statement may name."""
    pages: dict[str, list[int]] = {}
    for draft in left_out:
        pages.setdefault(draft.reason, []).append(draft.page_id)
    for reason, ids in pages.items():
        for some in in_groups(ids):
            yield reason, some


@transaction.atomic
def return_batch(*, batch: ImportBatch, reason: str, by: User, at: datetime.datetime) -> ImportBatch:
    """Send an import back: its drafts stay drafts, and the importer reads the reason.

    Raise NotAllowed, NotInThisState, ReasonMissing; then nothing has changed.
    """
    fresh = ImportBatch.objects.select_for_update(of=("self",)).select_related("subsite__unit").get(pk=batch.pk)
    require(by, "approve_bundle", target=cover_of(fresh), at=at)
    if fresh.state != State.WAITING:
        raise NotInThisState
    cleaned = strip_controls(reason, keep_lines=True).strip()
    if not cleaned:
        raise ReasonMissing
    fresh.state, fresh.remark, fresh.finished_at = State.RETURNED, cleaned, at
    fresh.save(update_fields=["state", "remark", "finished_at"])
    fresh.items.pending().update(publication=Publication.INVALID, reason=_("The board returned the import."))
    log(action="procedures.import_returned", by=by, at=at, target=fresh, data={"reason": cleaned})
    announce(BatchDecided(batch=fresh, by=by, at=at))
    batch.refresh_from_db()
    return batch


@transaction.atomic
def discard_batch(*, batch: ImportBatch, by: User | None, at: datetime.datetime) -> None:
    """Give an import up before the board decided: drafts that were written stay drafts. Raise NotAllowed,

    NotInThisState.
    """
    if by is not None:
        require(by, "import_procedures", target=batch.subsite, at=at)
    open_states = (State.PREVIEWING, State.PREVIEWED, State.PREPARING, State.WAITING)
    moved = ImportBatch.objects.filter(pk=batch.pk, state__in=open_states).update(state=State.DISCARDED, finished_at=at)
    if not moved:
        raise NotInThisState
    batch.items.pending().update(publication=Publication.INVALID, reason=_("The import was discarded."))
    log(action="procedures.import_discarded", by=by, at=at, target=batch, data={"sha256": batch.file_sha256})
    batch.refresh_from_db()


@taking_turns
def publish_items(*, batch: ImportBatch, at: datetime.datetime, limit: int | None = None) -> Iterator[BatchItem]:
    """Publish what was approved, one record a transaction, yielding each; at the end the batch is published.

    What somebody changed meanwhile is invalid, says so, and stays a draft; the others go on.
    """
    done = 0
    while limit is None or done < limit:
        item = batch.items.filter(publication=Publication.APPROVED).order_by("place").first()
        if item is None:
            _finish(batch, at=at)
            return
        if not _publish(batch, item, at=at):
            continue
        done += 1
        failpoint("procedures.import_between_publications")
        yield item


def _publish(batch: ImportBatch, item: BatchItem, *, at: datetime.datetime) -> bool:
    """One record, by the decision as it is stored; False where another worker was faster.

    The page first: whoever deletes it holds it before the records that name it.
    """
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=item.page_id).values_list("pk").first()
        held = BatchItem.objects.select_for_update(of=("self",)).select_related("batch__decision__by").get(pk=item.pk)
        if held.publication != Publication.APPROVED:
            return False
        try:
            with transaction.atomic():
                decision = held.batch.decision
                if decision is None or held.page_id is None or held.revision_id is None:
                    raise NotInThisState
                with through("import_procedures"):  # imports open no requests for translation
                    publish_bundled(page_id=held.page_id, revision_id=held.revision_id, decision=decision, at=at)
        except NewerDraft:
            item.publication = Publication.INVALID
            item.reason = _("The draft was changed after it was approved: it needs its own approval.")
        except DomainError as error:
            item.publication, item.reason = Publication.INVALID, str(error)
        except ValidationError as error:
            item.publication, item.reason = Publication.INVALID, " ".join(error.messages)
        except OperationalError:
            raise  # the database is away or locked: tried again
        except Exception:
            logger.exception("publication of record %s of import %s", item.place, batch.pk)
            item.publication = Publication.INVALID
            item.reason = _("An unexpected error: it has been logged, and the other records went on.")
        else:
            item.publication, item.reason = Publication.PUBLISHED, ""
        item.save(update_fields=["publication", "reason"])
    return True


@transaction.atomic
def _finish(batch: ImportBatch, *, at: datetime.datetime) -> None:
    moved = ImportBatch.objects.filter(pk=batch.pk, state=State.PUBLISHING).update(
        state=State.PUBLISHED, finished_at=at
    )
    batch.refresh_from_db()
    if moved:
        published = batch.items.filter(publication=Publication.PUBLISHED).count()
        invalid = batch.items.filter(publication=Publication.INVALID).count()
        data = {"published": published, "left_out": invalid}
        log(action="procedures.import_published", by=batch.decision.by if batch.decision else None, at=at,
            target=batch, data=data)  # fmt: skip
        announce(BatchPublished(batch=batch, published=published, invalid=invalid, at=at))
