"""Imports of procedures under two hands: one decision, no record written or published twice (RELIABILITY 26, D4)."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.moderation.models import Approval, BundleDecision
from cms.publishing.models import PublicationEvent
from procedures.actions import (
    approve_batch,
    begin_writing,
    discard_batch,
    publish_items,
    return_batch,
    save_procedure,
    work_on,
)
from procedures.errors import NotInThisState
from procedures.models import BatchItem, ImportBatch, ProcedurePage
from procedures.record import ProcedureRecord
from tests.factories.procedure_files import a_record
from tests.factories.procedure_imports import Room, a_room
from tests.races.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 8
State, Publication = ImportBatch.State, BatchItem.Publication


@pytest.fixture
def room(transactional_db: None) -> Room:
    return a_room()


def records(number: int, *, start: int = 0) -> list[dict[str, Any]]:
    return [a_record(id=f"thu-{start + one}", name=f"Thủ tục {start + one}") for one in range(number)]


def found(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_related("subsite__unit", "by", "decision__by").get(pk=batch.pk)


def approving(batch: ImportBatch, person: User) -> ImportBatch:
    by = User.objects.get(pk=person.pk)
    return approve_batch(batch=found(batch), bundle_hash=batch.bundle_hash, by=by, at=timezone.now())


def returning(batch: ImportBatch, person: User) -> ImportBatch:
    return return_batch(batch=found(batch), reason="Sai.", by=User.objects.get(pk=person.pk), at=timezone.now())


def discarding(batch: ImportBatch, person: User) -> str:
    discard_batch(batch=found(batch), by=User.objects.get(pk=person.pk), at=timezone.now())
    return "discarded"


def reading(batch: ImportBatch) -> int:
    return sum(1 for _item in work_on(batch=found(batch), at=timezone.now()))


def publishing(batch: ImportBatch) -> int:
    return sum(1 for _item in publish_items(batch=found(batch), at=timezone.now()))


def failures(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


def logged(action: str, batch: ImportBatch) -> int:
    return AuditEntry.objects.filter(action=f"procedures.{action}", target_id=str(batch.pk)).count()


def one_won(results: list[Any]) -> None:
    assert [type(error) for error in failures(results)] == [NotInThisState], results


def test_of_two_approvals_of_an_import_one_counts(room: Room) -> None:
    for number in range(ROUNDS):
        batch = room.imported(records(2, start=10 * number))
        one_won(together(partial(approving, batch, room.member), partial(approving, batch, room.board_head)))

        batch.refresh_from_db()
        assert batch.state == State.PUBLISHING
        assert BundleDecision.objects.filter(bundle_hash=batch.bundle_hash).count() == 1
        revisions = list(batch.items.values_list("revision_id", flat=True))
        assert Counter(Approval.objects.filter(revision_id__in=revisions).values_list("revision_id", flat=True)) == (
            Counter(revisions)
        )
        assert logged("import_approved", batch) == 1


@pytest.mark.parametrize("other", [discarding, returning])
def test_an_approval_and_its_refusal_leave_one_of_the_two(room: Room, other: Any) -> None:
    who = room.office if other is discarding else room.board_head
    for number in range(ROUNDS):
        batch = room.imported(records(2, start=10 * number))
        one_won(together(partial(approving, batch, room.member), partial(other, batch, who)))

        batch.refresh_from_db()
        ways = set(batch.items.values_list("publication", flat=True))
        if batch.state == State.PUBLISHING:
            assert (ways, batch.decision is None) == ({Publication.APPROVED}, False)
        else:
            assert batch.state == (State.DISCARDED if other is discarding else State.RETURNED)
            assert (ways, batch.decision) == ({Publication.INVALID}, None)
        revisions = list(batch.items.values_list("revision_id", flat=True))
        expected = 2 if batch.state == State.PUBLISHING else 0
        assert Approval.objects.filter(revision_id__in=revisions).count() == expected


def test_two_workers_write_every_record_once(room: Room) -> None:
    batch = room.opened(records(12))
    results = together(partial(reading, batch), partial(reading, batch))

    assert failures(results) == []
    assert sum(results) == 12
    batch.refresh_from_db()
    assert batch.state == State.WAITING
    pages = ProcedurePage.objects.all()
    assert Counter(pages.values_list("key", flat=True)) == Counter(record["id"] for record in records(12))
    assert {page.revisions.count() for page in pages} == {1}
    assert logged("import_read", batch) == 1


def test_two_workers_publish_every_record_once(room: Room) -> None:
    batch = approving(room.imported(records(8)), room.member)
    before = PublicationEvent.objects.count()
    results = together(partial(publishing, batch), partial(publishing, batch))

    assert failures(results) == []
    assert sum(results) == 8
    batch.refresh_from_db()
    assert batch.state == State.PUBLISHED
    assert set(batch.items.values_list("publication", flat=True)) == {Publication.PUBLISHED}
    procedures = PublicationEvent.objects.filter(document_type="procedure")
    assert (procedures.count(), PublicationEvent.objects.count() > before) == (8, True)
    assert logged("import_published", batch) == 1


def test_drafts_are_ordered_once_by_two_who_press_the_button(room: Room) -> None:
    batch = room.imported(records(2), by=room.office, is_preview=True)

    def order(person: User) -> None:
        begin_writing(batch=found(batch), by=User.objects.get(pk=person.pk), at=timezone.now())

    one_won(together(partial(order, room.office), partial(order, room.secretary)))
    batch.refresh_from_db()
    assert batch.state == State.PREPARING


def test_whoever_discards_while_drafts_are_written_stops_it(room: Room) -> None:
    for number in range(ROUNDS):
        batch = room.opened(records(6, start=10 * number))
        results = together(partial(reading, batch), partial(discarding, batch, room.office))

        assert failures([results[0]]) == []
        batch.refresh_from_db()
        assert results[1] == "discarded", results
        assert batch.state == State.DISCARDED
        assert not batch.items.filter(publication=Publication.PENDING).exists()
        assert batch.items.exclude(outcome="unread").count() == results[0]


def test_a_newer_import_never_undoes_an_approval_of_the_older(room: Room) -> None:
    for number in range(ROUNDS):
        content = records(3, start=10 * number)
        older, newer = room.imported(content), room.opened(content)
        list(work_on(batch=newer, at=timezone.now(), limit=3))
        approved, read = together(partial(approving, older, room.member), partial(reading, newer))

        assert failures([read]) == []
        older.refresh_from_db()
        if isinstance(approved, Exception):
            assert (type(approved), older.state) == (NotInThisState, State.SUPERSEDED), approved
            assert set(older.items.values_list("publication", flat=True)) == {Publication.INVALID}
        else:
            assert older.state == State.PUBLISHING
            assert set(older.items.values_list("publication", flat=True)) == {Publication.APPROVED}


def test_two_records_of_one_procedure_that_are_written_at_once_both_count(room: Room) -> None:
    room.imported(records(1))

    def write(**values: Any) -> None:
        record = ProcedureRecord(id="thu-0", **values)
        save_procedure(subsite=room.site.subsite, record=record, by=None, at=timezone.now())

    for number in range(ROUNDS):
        given: dict[str, Any] = {"name": f"Tên {number}", "aliases": (f"Tên khác {number}",)}
        assert failures(together(*[partial(write, **{name: value}) for name, value in given.items()])) == []
        draft = ProcedurePage.objects.get().get_latest_revision_as_object()
        assert (draft.title, tuple(draft.entries("also_called"))) == tuple(given.values())
