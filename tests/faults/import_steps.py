"""An import of procedures by processes that may be killed. Run by tests.faults.runner only."""

from cms.departments.models import Membership
from cms.publishing.models import PublishedDocument
from procedures.actions import approve_batch, open_batch, publish_items, work_on
from procedures.models import ImportBatch, ProcedurePage
from tests.factories.procedure_files import as_json, full_record
from tests.factories.procedure_imports import AT, a_room

RECORDS = [full_record(id=f"thu-tuc-{number}", name=f"Thủ tục {number}") for number in range(4)]


def prepare() -> None:
    """A site with a board, and a file that was read."""
    room = a_room()
    open_batch(file=as_json(RECORDS), file_name="x.json", subsite=room.site.subsite, by=None, at=AT)


def write() -> None:
    """Write what is not written yet."""
    for _item in work_on(batch=ImportBatch.objects.get(), at=AT):
        pass


def approve() -> None:
    """The board's one word."""

    batch = ImportBatch.objects.get()
    member = Membership.objects.filter(role="board_member").select_related("person")[0].person
    approve_batch(batch=batch, bundle_hash=batch.bundle_hash, by=member, at=AT)


def publish() -> None:
    """Publish what is not published yet."""
    for _item in publish_items(batch=ImportBatch.objects.get(), at=AT):
        pass


def state() -> list[object]:
    """How far it has come: state, pages, revisions of them, public ones, and whether every result has its page."""
    batch = ImportBatch.objects.get()
    done = batch.items.exclude(outcome="unread").count()
    pages = list(ProcedurePage.objects.all())
    revisions = [page.revisions.count() for page in pages]
    public = PublishedDocument.objects.filter(document_type="procedure").count()
    return [batch.state, len(pages), max(revisions, default=0), public, done == len(pages)]


STEPS = {step.__name__: step for step in (prepare, write, approve, publish, state)}
