"""What the processes under test do, and what must be true afterwards. Run by tests.faults.runner only."""

import datetime
from collections import Counter

from django.utils import timezone

from cms.publishing.models import Delivery, FormerAddress, PublicationEvent, PublishedDocument, WorkerHeartbeat
from cms.publishing.reconciling import findings
from cms.publishing.worker import run_until_idle
from tests.factories.notes import draft_note, live_note, note_site, picture, publish
from tests.testapp.models import Counted, NotePage, Tallied

Kind = PublicationEvent.Kind
AFTER_THE_LEASE = datetime.timedelta(seconds=31)


def prepare() -> None:
    """A site with a section of forty live notes, everything delivered."""
    site = note_site()
    section = live_note(site.home, slug="muc")
    for number in range(40):
        live_note(section, slug=f"tin-{number}")
    work()


def draft(slug: str) -> None:
    draft_note(NotePage.objects.get(slug="home-department"), slug=slug, image=picture())


def edit_and_publish(slug: str) -> None:
    """As an editor: a new revision, live."""
    note = NotePage.objects.get(slug=slug)
    note.title = f"{note.title}."
    publish(note)


def withdraw(slug: str) -> None:
    note = NotePage.objects.get(slug=slug)
    note.withdrawal_reason = "Rà soát"
    note.unpublish()


def rename(old: str, new: str) -> None:
    note = NotePage.objects.get(slug=old)
    note.slug = new
    publish(note)


def work(turn: int = 1) -> None:
    """A worker; each turn is later than the one before by more than a lease, so that a killed one's has ended."""
    run_until_idle(clock=lambda: timezone.now() + turn * AFTER_THE_LEASE)


def state(slug: str) -> list[object]:
    """[page live, in the store, events of the note]: one of them alone would be half a publication."""
    note = NotePage.objects.get(slug=slug)
    rows = PublishedDocument.objects.filter(content_id=note.translation_key)
    events = PublicationEvent.objects.filter(content_id=note.translation_key)
    return [note.live, rows.exists(), events.count()]


def title_agrees(slug: str) -> bool:
    """Whether the public reads the live title: the old with the old, or the new with the new."""
    note = NotePage.objects.get(slug=slug)
    return PublishedDocument.objects.filter(content_id=note.translation_key, title=note.title).exists()


def check() -> list[str]:
    """Everything that is wrong after recovery: nothing lost, every effect once."""
    wrong = [f"{f.kind} {f.path} {f.detail}" for f in findings(at=timezone.now())]
    wrong += [f"not done: {delivery}" for delivery in Delivery.objects.exclude(state=Delivery.State.DONE)]
    announced = PublicationEvent.objects.filter(kind__in=[Kind.PUBLISHED, Kind.WITHDRAWN])
    tallied = Counter(Tallied.objects.values_list("event_uid", flat=True))
    for event in announced:
        if tallied.pop(event.uid, 0) != 1:
            wrong.append(f"effect of {event} not exactly once")
    wrong += [f"an effect without an event: {uid}" for uid in tallied]
    firsts = announced.filter(is_first_publication=True, document_type="note")
    counted = Counter(Counted.objects.values_list("content_id", "locale"))
    if counted != Counter(firsts.values_list("content_id", "locale")) or set(counted.values()) - {1}:
        wrong.append(f"contributions: {counted}")
    for event in PublicationEvent.objects.exclude(document_type="").iterator():
        if event.deliveries.filter(subscriber__in=["cache"]).count() != 1:
            wrong.append(f"deliveries of {event}")
    for address in FormerAddress.objects.filter(is_gone=False):
        if not PublishedDocument.objects.filter(content_id=address.content_id).exists():
            wrong.append(f"{address} leads nowhere")
    return wrong


def pending() -> int:
    return Delivery.objects.filter(state=Delivery.State.PENDING).count()


def has_worker() -> bool:
    return WorkerHeartbeat.objects.exists()


ALL = (prepare, draft, edit_and_publish, withdraw, rename, work, state, title_agrees, check, pending, has_worker)
STEPS = {step.__name__: step for step in ALL}
