"""Who is told what about imports: Vietnamese, whatever language the person whose act is told has chosen."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.desk.readers import board_of
from cms.kernel.calendar import day_of
from cms.notifications.actions import notify
from procedures import kinds
from procedures.models import ImportBatch
from procedures.registry import BatchDecided, BatchPublished, BatchWaits

_WAITS = _("Import “{file}”: {count} procedures wait for the board's approval")
_APPROVED = _("Import “{file}” was approved by {person}")
_RETURNED = _("Import “{file}” was returned by {person}")
_PUBLISHED = _("Import “{file}” is public: {published} published, {invalid} no longer covered")


def batch_waits(event: BatchWaits) -> None:
    """The board, without whoever imported."""
    batch = event.batch
    people = [person for person in board_of(batch.subsite, on=day_of(event.at)) if person.pk != batch.by_id]
    count = batch.items.pending().count()
    _tell(people, kinds.IMPORT_WAITS.key, _WAITS, batch, at=event.at, key=f"import_waits:{batch.pk}", count=count)


def batch_decided(event: BatchDecided) -> None:
    """Whoever imported, with the reason of a return."""
    batch = event.batch
    words = _RETURNED if batch.state == ImportBatch.State.RETURNED else _APPROVED
    key = f"import_decided:{batch.pk}"
    _tell(_importer(batch), kinds.IMPORT_DECIDED.key, words, batch, at=event.at, key=key, person=event.by)


def batch_published(event: BatchPublished) -> None:
    """Whoever imported, and whoever approved: what is not covered any more needs one of them."""
    batch = event.batch
    people = _importer(batch)
    if event.invalid and batch.decision is not None:
        people.append(batch.decision.by)
    _tell(
        people,
        kinds.IMPORT_PUBLISHED.key,
        _PUBLISHED,
        batch,
        at=event.at,
        key=f"import_published:{batch.pk}",
        published=event.published,
        invalid=event.invalid,
    )


def _importer(batch: ImportBatch) -> list[User]:
    return [batch.by] if batch.by is not None else []


def _tell(
    people: Iterable[User],
    kind: str,
    words: str | Promise,
    batch: ImportBatch,
    *,
    at: datetime.datetime,
    key: str,
    **values: object,
) -> None:
    with translation.override("vi"):
        subject = str(words).format(file=batch.file_name, **{name: str(value) for name, value in values.items()})
        path = reverse("procedure_import", args=(batch.pk,))
        notify(to=people, kind=kind, subject=subject, text=batch.remark, path=path, at=at, dedupe_key=key)
