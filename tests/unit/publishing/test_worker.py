"""Deliveries: claimed once, tried five times, never lost; a server that is away is waited for."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from cms.audit.models import AuditEntry
from cms.publishing import subscribers
from cms.publishing.actions import LeaseLost, retry_delivery, save_progress
from cms.publishing.errors import DeliveryNotDead
from cms.publishing.models import Delivery, PeriodicJob, PublicationEvent
from cms.publishing.outages import is_outage
from cms.publishing.periodic import Periodic
from cms.publishing.subscribers import DependencyAway, Handler, Subscriber, subscribe
from cms.publishing.worker import run_until_idle
from cms.publishing.worker.claiming import NEVER_CAME_BACK, claim_next, finish, renew
from cms.publishing.worker.delivering import Outcome, deliver_next
from cms.publishing.worker.jobs import run_job, take_turn
from tests.factories.notes import NoteSite, live_note, publish
from tests.testapp.models import Counted, Tallied

pytestmark = pytest.mark.django_db
START = datetime.datetime(2017, 3, 15, 2, 30, tzinfo=datetime.UTC)
Kind = PublicationEvent.Kind


def seconds(number: float) -> datetime.timedelta:
    return datetime.timedelta(seconds=number)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime.datetime:
        return self.now

    def forward(self, number: float) -> None:
        self.now += seconds(number)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Subscriber]:
    """Register a subscriber for one test, alone."""
    monkeypatch.setattr(subscribers, "_subscribers", {})

    def add(name: str, handle: Handler, **options: bool) -> Subscriber:
        one = Subscriber(name=name, kinds=Kind.values, handle=handle, **options)
        subscribe(one)
        return one

    return add


def event(**fields: object) -> PublicationEvent:
    return PublicationEvent.objects.create(kind=Kind.PUBLISHED, occurred_at=START, **fields)


def delivery(to: Subscriber, **fields: object) -> Delivery:
    happened = fields.pop("event", None) or event()
    return Delivery.objects.create(event=happened, subscriber=to.name, next_try_at=START, **fields)


def nothing(_event: PublicationEvent, _delivery: Delivery) -> None:
    """Handle it."""


def failing(_event: PublicationEvent, _delivery: Delivery) -> None:
    raise ValueError("hỏng")


def away(_event: PublicationEvent, _delivery: Delivery) -> None:
    raise DependencyAway("không trả lời")


def test_a_delivery_is_run_once_and_done(registered: Callable[..., Subscriber], clock: Clock) -> None:
    seen: list[int] = []
    one = registered("one", lambda happened, _delivery: seen.append(happened.pk))
    due = delivery(one)

    assert run_until_idle(clock=clock) == 1
    assert run_until_idle(clock=clock) == 0
    due.refresh_from_db()
    assert (due.state, due.done_at, due.lease, seen) == (Delivery.State.DONE, START, None, [due.event_id])


def test_a_claimed_delivery_is_nobody_elses_until_its_lease_ends(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    delivery(registered("one", nothing))
    first = claim_next(subscriber="one", at=START)

    assert first is not None
    assert claim_next(subscriber="one", at=START + seconds(29)) is None
    second = claim_next(subscriber="one", at=START + seconds(31))
    assert second is not None
    assert second.lease != first.lease
    assert not finish(first, at=START + seconds(32))
    assert finish(second, at=START + seconds(33))


def test_a_renewed_lease_holds(registered: Callable[..., Subscriber]) -> None:
    delivery(registered("one", nothing))
    first = claim_next(subscriber="one", at=START)
    assert first is not None
    assert first.lease is not None
    renew([first.lease], at=START + seconds(20))

    assert claim_next(subscriber="one", at=START + seconds(31)) is None


def test_saving_progress_holds_the_lease_and_says_when_it_is_lost(registered: Callable[..., Subscriber]) -> None:
    delivery(registered("one", nothing))
    first = claim_next(subscriber="one", at=START)
    assert first is not None
    save_progress(delivery=first, progress={"after": "5"}, at=START + seconds(20))
    assert claim_next(subscriber="one", at=START + seconds(31)) is None

    second = claim_next(subscriber="one", at=START + seconds(51))
    assert second is not None
    assert second.progress == {"after": "5"}
    with pytest.raises(LeaseLost):
        save_progress(delivery=first, progress={"after": "1"}, at=START + seconds(52))
    second.refresh_from_db()
    assert second.progress == {"after": "5"}


def test_a_failing_handler_is_tried_five_times_then_given_up_with_its_error(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    due = delivery(registered("one", failing))
    waits = []
    for _try in range(5):
        assert run_until_idle(clock=clock) == 1
        due.refresh_from_db()
        waits.append((due.next_try_at - clock.now).total_seconds())
        clock.now = due.next_try_at

    assert waits == [1, 2, 4, 8, 16]
    assert (due.state, due.tries) == (Delivery.State.DEAD, 5)
    assert "ValueError: hỏng" in due.error
    clock.forward(3600)
    assert run_until_idle(clock=clock) == 0


def test_a_delivery_whose_worker_never_comes_back_is_run_five_times_then_given_up(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    one = registered("one", nothing)
    due, behind = delivery(one), delivery(one)
    Delivery.objects.filter(pk=behind.pk).update(next_try_at=START + seconds(200))
    for run in range(5):
        killed = claim_next(subscriber="one", at=clock.now)
        assert killed is not None
        assert (killed.pk, killed.tries) == (due.pk, run)
        clock.forward(31)

    assert claim_next(subscriber="one", at=clock.now) is None
    due.refresh_from_db()
    assert (due.state, due.tries, due.lease) == (Delivery.State.DEAD, 5, None)
    assert due.error == NEVER_CAME_BACK
    clock.forward(60)
    assert run_until_idle(clock=clock) == 1
    behind.refresh_from_db()
    assert (behind.state, behind.tries) == (Delivery.State.DONE, 0)


def test_a_delivery_killed_four_times_is_done_at_the_fifth(registered: Callable[..., Subscriber], clock: Clock) -> None:
    due = delivery(registered("one", nothing))
    for _run in range(4):
        assert claim_next(subscriber="one", at=clock.now) is not None
        clock.forward(31)

    assert run_until_idle(clock=clock) == 1
    due.refresh_from_db()
    assert (due.state, due.tries, due.error) == (Delivery.State.DONE, 4, "")


def test_kills_and_failures_are_the_same_five_tries(registered: Callable[..., Subscriber], clock: Clock) -> None:
    due = delivery(registered("one", failing))
    for _run in range(3):
        assert claim_next(subscriber="one", at=clock.now) is not None
        clock.forward(31)
    for _failure in range(2):
        assert run_until_idle(clock=clock) == 1
        clock.forward(60)

    due.refresh_from_db()
    assert (due.state, due.tries) == (Delivery.State.DEAD, 5)
    assert "ValueError: hỏng" in due.error


def test_nine_deliveries_that_are_given_up_do_not_hide_the_tenth(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    one = registered("one", nothing)
    lost = {"lease": "5f0c2f6e-6f6a-4f6e-8f58-1d3f0f1f7a11", "leased_until": START - seconds(1), "tries": 4}
    for _number in range(9):
        delivery(one, **lost)
    sound = delivery(one)

    assert run_until_idle(clock=clock) == 1
    sound.refresh_from_db()
    assert sound.state == Delivery.State.DONE
    assert Delivery.objects.filter(state=Delivery.State.DEAD).count() == 9


def test_a_server_that_is_away_is_no_try_and_waited_for_with_a_minute_at_most(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    due = delivery(registered("one", away))
    waits = []
    for _wait in range(9):
        assert run_until_idle(clock=clock) == 1
        due.refresh_from_db()
        waits.append((due.next_try_at - clock.now).total_seconds())
        clock.now = due.next_try_at

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (due.state, due.tries, due.waits) == (Delivery.State.PENDING, 0, 9)


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (OperationalError("database is locked"), True),
        (OperationalError("unable to open database file"), True),
        (InterfaceError("connection already closed"), True),
        (OperationalError("no such column: testapp_notepage.extra"), False),
        (OperationalError("no such table: testapp_card"), False),
    ],
)
def test_only_a_lock_or_a_lost_connection_is_no_try(
    registered: Callable[..., Subscriber], clock: Clock, error: Exception, is_away: bool
) -> None:
    def handle(_event: PublicationEvent, _delivery: Delivery) -> None:
        raise error

    due = delivery(registered("one", handle))
    for _try in range(5):
        run_until_idle(clock=clock)
        due.refresh_from_db()
        clock.now = due.next_try_at

    assert (due.state, due.tries, due.waits) == (
        (Delivery.State.PENDING, 0, 5) if is_away else (Delivery.State.DEAD, 5, 0)
    )


@pytest.mark.parametrize(
    ("sqlstate", "is_away"),
    [(None, True), ("08006", True), ("57P01", True), ("40P01", True), ("55P03", True), ("42703", False)],
)
def test_postgresql_says_by_its_state_whether_it_was_away(sqlstate: str | None, is_away: bool) -> None:
    cause = type("Told", (Exception,), {"sqlstate": sqlstate})()
    error = OperationalError("…")
    error.__cause__ = cause
    assert is_outage(error) is is_away


def test_one_dead_endpoint_does_not_delay_another(registered: Callable[..., Subscriber], clock: Clock) -> None:
    dead, sound = registered("dead", away), registered("sound", nothing)
    happened = [event() for _number in range(3)]
    for one in happened:
        delivery(dead, event=one)
        delivery(sound, event=one)
    run_until_idle(clock=clock)

    assert Delivery.objects.filter(subscriber="sound", state=Delivery.State.DONE).count() == 3
    # One was asked; the rest of its queue was not, for the server is the same.
    assert Delivery.objects.filter(subscriber="dead", waits=1).count() == 1
    assert Delivery.objects.filter(subscriber="dead", waits=0).count() == 2


def test_what_an_atomic_handler_wrote_goes_with_a_lost_lease(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    def slow(happened: PublicationEvent, _delivery: Delivery) -> None:
        Tallied.objects.create(event_uid=happened.uid)
        Delivery.objects.update(lease=None)

    delivery(one := registered("one", slow, is_atomic=True))
    outcome = deliver_next(to=one, clock=clock)

    assert outcome is not None
    assert outcome.outcome is Outcome.LOST
    assert not Tallied.objects.exists()


def test_a_subscriber_of_the_latest_skips_what_was_overtaken(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    seen: list[int] = []
    one = registered("one", lambda happened, _delivery: seen.append(happened.pk), only_latest=True)
    content = "5f0c2f6e-6f6a-4f6e-8f58-1d3f0f1f7a11"
    older, newer = event(content_id=content, locale="vi"), event(content_id=content, locale="vi")
    english = event(content_id=content, locale="en")
    for happened in (older, newer, english):
        delivery(one, event=happened)
    run_until_idle(clock=clock)

    assert seen == [newer.pk, english.pk]
    assert not Delivery.objects.exclude(state=Delivery.State.DONE).exists()


def test_a_subscriber_that_no_longer_exists_leaves_its_deliveries_alone(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    Delivery.objects.create(event=event(), subscriber="removed", next_try_at=START)

    assert run_until_idle(clock=clock) == 0


def test_a_dead_delivery_can_be_sent_again_and_only_a_dead_one(
    registered: Callable[..., Subscriber], clock: Clock
) -> None:
    due = delivery(registered("one", nothing), state=Delivery.State.DEAD, tries=5, error="hỏng")
    retry_delivery(delivery=due, by=None, at=START)

    assert (due.state, due.tries) == (Delivery.State.PENDING, 0)
    entry = AuditEntry.objects.get(action="publishing.retry_delivery")
    assert (entry.target_id, entry.data["error"]) == (str(due.pk), "hỏng")
    assert run_until_idle(clock=clock) == 1
    due.refresh_from_db()
    assert due.state == Delivery.State.DONE
    with pytest.raises(DeliveryNotDead):
        retry_delivery(delivery=due, by=None, at=START)


def test_the_first_publication_is_counted_once_however_often_it_is_edited(
    site: NoteSite, work: Callable[[], int]
) -> None:
    note = live_note(site.home)
    publish(note)
    note.unpublish()
    publish(note)
    work()

    assert Counted.objects.filter(content_id=note.translation_key).count() == 1


def test_a_periodic_job_has_one_turn_a_period() -> None:
    job = Periodic(name="clean", every_seconds=15, run=lambda at: None)

    assert take_turn(job, at=START)
    assert not take_turn(job, at=START)
    assert not take_turn(job, at=START + seconds(14))
    assert take_turn(job, at=START + seconds(15))


def test_a_job_of_each_machine_is_run_by_one_worker_of_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    job = Periodic(name="tend", every_seconds=15, run=lambda at: 1 / 0, is_per_host=True)
    for host in ("web-1", "web-2"):
        monkeypatch.setattr("socket.gethostname", lambda host=host: host)
        assert take_turn(job, at=START)
        assert not take_turn(job, at=START)
    run_job(job, at=START)
    assert dict(PeriodicJob.objects.exclude(error="").values_list("name", "last_run_at")) == {"tend@web-2": START}
    # A machine that is gone takes its row, and what it complained of, with it.
    monkeypatch.setattr("socket.gethostname", lambda: "web-3")
    assert take_turn(job, at=START + datetime.timedelta(days=8))
    assert list(PeriodicJob.objects.values_list("name", flat=True)) == ["tend@web-3"]


def test_a_periodic_job_that_fails_keeps_its_error_until_it_succeeds() -> None:
    outcomes: Iterator[bool] = iter([False, True])

    def run(at: datetime.datetime) -> None:
        if not next(outcomes):
            raise ValueError("hỏng")

    job = Periodic(name="clean", every_seconds=15, run=run)
    take_turn(job, at=START)
    run_job(job, at=START)
    assert "ValueError: hỏng" in PeriodicJob.objects.get().error

    run_job(job, at=START)
    assert PeriodicJob.objects.get().error == ""


def test_a_scheduled_page_goes_live_and_an_expired_one_is_gone(site: NoteSite) -> None:
    from cms.publishing.jobs import publish_scheduled
    from tests.factories.notes import draft_note

    coming, going = draft_note(site.home), live_note(site.home)
    coming.go_live_at = timezone.now() + seconds(60)
    coming.save_revision().publish()
    type(going).objects.filter(pk=going.pk).update(expire_at=timezone.now() - seconds(1))
    type(coming).objects.filter(pk=coming.pk).update(go_live_at=timezone.now() - seconds(1))
    revision = coming.latest_revision
    revision.content["go_live_at"] = (timezone.now() - seconds(1)).isoformat()
    revision.approved_go_live_at = timezone.now() - seconds(1)
    revision.save()

    assert publish_scheduled(timezone.now()) == 2
    coming.refresh_from_db()
    going.refresh_from_db()
    assert (coming.live, going.live, going.expired) == (True, False, True)
    kinds = PublicationEvent.objects.filter(page_id__in=[coming.pk, going.pk]).order_by("id")
    assert list(kinds.values_list("page_id", "kind")) == [
        (going.pk, Kind.PUBLISHED),
        (going.pk, Kind.WITHDRAWN),
        (coming.pk, Kind.PUBLISHED),
    ]
