"""From a message to a mail, once."""

import datetime
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from cms.accounts.models import User
from cms.kernel.calendar import HANOI
from cms.notifications import registry
from cms.notifications.actions import forget_old, mark_all_read, mark_read, notify, set_preference
from cms.notifications.models import Mail, Notification
from cms.notifications.registry import Kind, register_kind
from cms.notifications.rules import Hours
from cms.notifications.sending import send_mails
from cms.notifications.writing import write_mails
from tests.factories.accounts import UserFactory
from tests.factories.departments import HolidayFactory

pytestmark = pytest.mark.django_db
# Thursday 03/09/2026; the day before is a holiday.
MORNING = datetime.datetime(2026, 9, 3, 7, 30, tzinfo=HANOI)
PLAIN, URGENT, ALARM = "test_plain", "test_urgent", "test_alarm"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    register_kind(Kind(key=PLAIN, label="thường"))
    register_kind(Kind(key=URGENT, label="khẩn", urgent=True))
    register_kind(Kind(key=ALARM, label="báo động", urgent=True, breaks_quiet=True, marked=True))


@pytest.fixture
def person() -> User:
    made: User = UserFactory(email="bien.tap@example.vn")
    return made


def tell(person: User, kind: str = PLAIN, *, at: datetime.datetime, subject: str = "Có bài chờ", **given: Any) -> None:
    notify(to=[person], kind=kind, subject=subject, path="/admin/pages/1/edit/", at=at, **given)


def hours(**delta: float) -> datetime.timedelta:
    return datetime.timedelta(**delta)


def test_the_digest_holds_what_came_before_its_hour_and_there_is_one_a_day(person: User) -> None:
    for number in range(3):
        tell(person, at=MORNING - hours(hours=20 - number), subject=f"Việc {number}")
    assert write_mails(MORNING - hours(seconds=1)) == 0
    assert write_mails(MORNING) == 1
    tell(person, at=MORNING + hours(hours=1), subject="Việc của ngày mai")
    assert write_mails(MORNING + hours(hours=2)) == 0

    row = Mail.objects.get()
    assert (row.digest_on, row.subject) == (datetime.date(2026, 9, 3), "[Cổng] 3 thông báo mới, ngày 03/09/2026")
    assert [f"Việc {number}" in row.text for number in range(3)] == [True, True, True]
    assert "ngày mai" not in row.text

    assert write_mails(MORNING + hours(days=1)) == 1
    assert "Việc của ngày mai" in Mail.objects.latest("pk").text


def test_over_a_holiday_and_a_weekend_there_is_no_digest(person: User) -> None:
    HolidayFactory(day=datetime.date(2026, 9, 2))
    tell(person, at=datetime.datetime(2026, 9, 1, 16, tzinfo=HANOI))
    assert write_mails(datetime.datetime(2026, 9, 2, 9, tzinfo=HANOI)) == 0
    assert write_mails(MORNING) == 1
    tell(person, at=datetime.datetime(2026, 9, 4, 16, tzinfo=HANOI))
    assert write_mails(datetime.datetime(2026, 9, 5, 9, tzinfo=HANOI)) == 0
    assert write_mails(datetime.datetime(2026, 9, 7, 7, 30, tzinfo=HANOI)) == 1


def test_urgent_leaves_at_once_but_waits_out_the_night(person: User) -> None:
    day = MORNING + hours(hours=3)
    tell(person, URGENT, at=day, subject="Sắp đến hạn")
    assert write_mails(day) == 1
    assert Mail.objects.get().subject == "[Cổng] Sắp đến hạn"
    night = MORNING + hours(hours=16, minutes=31)  # 00:01 of Friday
    tell(person, URGENT, at=night, subject="Trong đêm")
    assert write_mails(night) == 0
    assert write_mails(datetime.datetime(2026, 9, 4, 6, 59, 59, tzinfo=HANOI)) == 0
    assert write_mails(datetime.datetime(2026, 9, 4, 7, tzinfo=HANOI)) == 1


def test_an_urgent_publication_is_heard_in_the_night_and_on_holidays(person: User) -> None:
    HolidayFactory(day=datetime.date(2026, 9, 2))
    night = datetime.datetime(2026, 9, 2, 2, tzinfo=HANOI)
    tell(person, URGENT, at=night, subject="Chờ đến sáng")
    tell(person, ALARM, at=night, subject="Gỡ khẩn")
    assert write_mails(night) == 1
    assert Mail.objects.get().subject == "[Cổng] Gỡ khẩn"
    assert Notification.objects.get(mail__isnull=True).subject == "Chờ đến sáng"


def test_only_what_is_an_urgent_matter_is_called_so(person: User) -> None:
    """A text that was sent back is mailed at once, too, and stood there as urgent."""
    at = MORNING + hours(hours=2)
    tell(person, URGENT, at=at, subject="Bài bị trả lại")
    tell(person, ALARM, at=at, subject="Gỡ khẩn một bài")
    assert write_mails(at) == 1
    row = Mail.objects.get()
    assert row.subject == "[Cổng] 2 thông báo cần xem ngay"
    assert row.html.count("Khẩn:") == 1
    assert row.html.index("Bài bị trả lại") < row.html.index("Khẩn:") < row.html.index("Gỡ khẩn một bài")


def test_who_wants_no_urgent_mail_finds_it_in_the_digest_and_who_wants_none_gets_none(person: User) -> None:
    set_preference(by=person, email_daily=True, email_urgent=False, hours=Hours())
    tell(person, ALARM, at=MORNING - hours(hours=1))
    assert write_mails(MORNING - hours(minutes=1)) == 0
    assert write_mails(MORNING) == 1
    set_preference(by=person, email_daily=False, email_urgent=False, hours=Hours())
    tell(person, at=MORNING)
    assert write_mails(MORNING + hours(days=1)) == 0


def test_what_was_read_in_the_admin_is_not_mailed(person: User) -> None:
    tell(person, at=MORNING - hours(hours=1))
    mark_read(notification=Notification.objects.get(), at=MORNING - hours(minutes=1))
    assert write_mails(MORNING) == 0


def test_closed_accounts_and_those_without_an_address_get_no_mail() -> None:
    tell(UserFactory(is_active=False), at=MORNING)
    assert not Notification.objects.exists()
    tell(UserFactory(email=""), at=MORNING - hours(hours=1))
    assert Notification.objects.count() == 1
    assert write_mails(MORNING) == 0


def test_one_key_is_told_once_to_each(person: User) -> None:
    other = UserFactory()
    for _time in range(2):
        notify(to=[person, person, other], kind=PLAIN, subject="Một lần", path="/admin/", at=MORNING, dedupe_key="k")
    assert list(Notification.objects.order_by("to").values_list("to", flat=True)) == sorted([person.pk, other.pk])


@pytest.mark.parametrize("path", ["https://ke-xau.example/", "//ke-xau.example/", "/a\r\nBcc: x", "admin/", "/\\x"])
def test_a_link_never_leaves_the_admin(person: User, path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        notify(to=[person], kind=PLAIN, subject="x", path=path, at=MORNING)
    assert not Notification.objects.exists()


def test_a_subject_never_becomes_another_header_and_html_never_markup(person: User, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://quan-tri.example.vn/"
    subject = "Bài\r\nBcc: ke.xau@example.vn\u2028\u0085 <script>alert(1)</script>"
    tell(person, URGENT, at=MORNING, subject=subject, text='Xem <b>"kỹ"</b>\nDòng hai')
    write_mails(MORNING)
    assert send_mails(MORNING) == 1
    (message,) = mail.outbox
    assert message.subject == "[Cổng] Bài Bcc: ke.xau@example.vn <script>alert(1)</script>"
    assert message.recipients() == ["bien.tap@example.vn"]
    assert message.message()["Bcc"] is None
    html = str(message.alternatives[0][0])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;&quot;kỹ&quot;&lt;/b&gt;<br>Dòng hai" in html
    assert "<script>alert(1)</script>" in message.body
    assert "https://quan-tri.example.vn/admin/pages/1/edit/" in message.body
    assert 'href="https://quan-tri.example.vn/admin/pages/1/edit/"' in html


class Away(EmailBackend):
    """A server that takes nothing until it is told to, and can die after taking."""

    failure: Exception | None = None
    after: BaseException | None = None

    def send_messages(self, messages: Any) -> int:
        if Away.failure is not None:
            raise Away.failure
        count: int = super().send_messages(messages)
        if Away.after is not None:
            raise Away.after
        return count


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[Away]:
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    monkeypatch.setattr(Away, "failure", None)
    monkeypatch.setattr(Away, "after", None)
    return Away


def test_a_server_that_is_away_gets_the_mail_later_and_once(person: User, server: type[Away]) -> None:
    tell(person, URGENT, at=MORNING)
    write_mails(MORNING)
    server.failure = ConnectionRefusedError("no server")
    now = MORNING
    for tries, minutes in ((1, 1), (2, 2), (3, 4)):
        assert send_mails(now) == 0
        row = Mail.objects.get()
        assert (row.state, row.tries, row.next_try_at) == ("waiting", tries, now + hours(minutes=minutes))
        assert send_mails(row.next_try_at - hours(seconds=1)) == 0
        assert Mail.objects.get().tries == tries
        now = row.next_try_at
    server.failure = None
    assert send_mails(now) == 1
    assert send_mails(now + hours(hours=5)) == 0
    assert (Mail.objects.get().state, len(mail.outbox)) == ("sent", 1)


def test_a_worker_killed_after_the_server_took_the_mail_sends_it_again_under_the_same_id(
    person: User, server: type[Away]
) -> None:
    tell(person, URGENT, at=MORNING)
    write_mails(MORNING)
    server.after = KeyboardInterrupt()  # what no handler of ours catches, as SIGKILL is caught by none
    with pytest.raises(KeyboardInterrupt):
        send_mails(MORNING)
    server.after = None
    assert send_mails(MORNING + hours(minutes=1)) == 0  # the lease of the dead one holds
    assert send_mails(MORNING + hours(minutes=6)) == 1
    assert len({message.message()["Message-ID"] for message in mail.outbox}) == 1
    assert len(mail.outbox) == 2


def test_an_address_that_the_server_refuses_is_given_up_and_holds_nobody_up(person: User, server: type[Away]) -> None:
    tell(person, URGENT, at=MORNING)
    write_mails(MORNING)
    server.failure = smtplib.SMTPRecipientsRefused({"bien.tap@example.vn": (550, b"unknown")})
    now = MORNING
    for _time in range(5):
        send_mails(now)
        now = Mail.objects.get().next_try_at
    assert Mail.objects.get().state == "refused"
    assert send_mails(now + hours(days=1)) == 0


def test_all_read_means_what_was_shown(person: User) -> None:
    tell(person, at=MORNING)
    shown = Notification.objects.get().pk
    tell(person, at=MORNING)
    assert mark_all_read(by=person, until_id=shown, at=MORNING) == 1
    assert Notification.objects.filter(read_at__isnull=True).count() == 1


def test_what_was_read_half_a_year_ago_is_forgotten_and_what_was_not_read_is_kept(person: User) -> None:
    tell(person, at=MORNING)
    mark_read(notification=Notification.objects.get(), at=MORNING)
    tell(person, at=MORNING)
    assert forget_old(at=MORNING + hours(days=179)) == 0
    assert forget_old(at=MORNING + hours(days=181)) == 1
    assert Notification.objects.get().read_at is None
