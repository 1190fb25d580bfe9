"""Guessing passwords: counted by name and address, told the same whether the account exists (RELIABILITY 62)."""

import datetime
import re
import threading
import time
from unittest import mock

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cms.accounts.actions import unlock_account
from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.second_factor import log_in
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    agency: OrgUnit = OrgUnitFactory(agency=True)
    make_subsite(unit=agency)
    return member_of(agency, Role.CONTRIBUTOR)


def guess(client: Client, username: str, times: int = 1, **meta: str):  # type: ignore[no-untyped-def]
    for _ in range(times):
        answer = client.post("/admin/login/", {"username": username, "password": "sai rồi"}, **meta)
    return answer


def test_the_fifth_wrong_password_closes_the_login_for_a_quarter_of_an_hour(client: Client, person: User) -> None:
    assert guess(client, person.username, 4).status_code == 200
    answer = guess(client, person.username)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 895 <= int(answer["Retry-After"]) <= 900
    again = timezone.localtime() + datetime.timedelta(seconds=int(answer["Retry-After"]))
    assert f"{again:%H:%M} ngày {again:%d/%m/%Y}" in page
    assert "15 phút" in page
    # Not even the right one, now.
    assert log_in(client, person).status_code == 429
    assert client.get("/admin/").status_code == 302


def test_after_that_time_the_person_is_let_in(client: Client, person: User) -> None:
    guess(client, person.username, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=16))
    assert log_in(client, person)["Location"] == "/admin/"


def test_other_spellings_of_the_name_are_no_new_tries(client: Client, person: User) -> None:
    name = person.username
    for spelling in (name.upper(), f" {name} ", name.capitalize(), name):
        guess(client, spelling)
    assert guess(client, name.swapcase()).status_code == 429


def test_the_owner_gets_in_from_elsewhere(client: Client, person: User) -> None:
    guess(client, person.username, 5, REMOTE_ADDR="203.0.113.7")
    assert log_in(client, person)["Location"] == "/admin/"


def test_a_made_up_forwarded_address_gives_no_new_tries(client: Client, person: User) -> None:
    for number in range(4):
        guess(client, person.username, REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    answer = guess(client, person.username, REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.99")
    assert answer.status_code == 429


def test_behind_a_proxy_of_ours_the_clients_address_counts(client: Client, person: User, settings: Settings) -> None:
    settings.API_TRUSTED_PROXIES = ["10.0.0.1"]
    guess(client, person.username, 5, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7")
    other = guess(client, person.username, 1, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.8")
    assert other.status_code == 200


def shown(answer, username: str) -> str:  # type: ignore[no-untyped-def]
    """The page without the name that was typed into it, and without its tokens, which are others each time."""
    text = re.sub(r'CSRF_TOKEN": "\w+"|name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    return text.replace(username, "X")


def texts_of(client: Client, username: str) -> list[tuple[int, str]]:
    answers = [guess(client, username) for _ in range(6)]
    return [(answer.status_code, shown(answer, username)) for answer in answers]


def test_an_unknown_name_hears_exactly_the_same(client: Client, person: User) -> None:
    assert texts_of(client, person.username) == texts_of(Client(), "khong-co-ai")


def test_a_closed_account_hears_exactly_the_same(client: Client, person: User) -> None:
    closed = UserFactory(is_active=False)
    right = client.post("/admin/login/", {"username": closed.username, "password": PASSWORD})
    wrong = guess(Client(), person.username)
    assert shown(right, closed.username) == shown(wrong, person.username)
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in right.content.decode()


def test_an_unknown_name_costs_as_much_work(client: Client, person: User) -> None:
    """What takes the time is hashing the password: once for either."""
    work = []
    for name in (person.username, "khong-co-ai"):
        with mock.patch.object(
            MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
        ) as made:
            guess(Client(), name)
        work.append(made.call_count)
    assert work == [1, 1]


def test_a_forgotten_password_tells_nobody_who_has_an_account(client: Client, person: User) -> None:
    answers = []
    for address in (person.email, "khong-co-ai@example.org"):
        answer = client.post("/admin/password_reset/", {"email": address})
        answers.append(
            (answer.status_code, answer["Location"], "24 giờ" in client.get(answer["Location"]).content.decode())
        )
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[person.email]]


MAY_SEND = threading.Event()


class SlowBackend(EmailBackend):
    """A mail server that takes its time."""

    def send_messages(self, messages):  # type: ignore[no-untyped-def]
        assert MAY_SEND.wait(60)
        return super().send_messages(messages)


def test_a_slow_mail_server_does_not_tell_either(client: Client, person: User, settings: Settings) -> None:
    settings.ACCOUNT_MAIL_IN_BACKGROUND = True
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    with mock.patch("cms.accounts.adapter.connections"):  # the test's own connection stays open
        MAY_SEND.clear()
        answer = client.post("/admin/password_reset/", {"email": person.email})
        assert (answer.status_code, mail.outbox) == (302, [])
        MAY_SEND.set()
        deadline = time.monotonic() + 60
        while not mail.outbox and time.monotonic() < deadline:
            time.sleep(0.05)
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_administrators_find_it_in_the_log_once(client: Client, person: User) -> None:
    guess(client, person.username, 8)
    entry = AuditEntry.objects.get(action="account.locked_out")
    assert (entry.by, entry.target_id) == (None, str(person.pk))
    assert entry.data == {"username": person.username, "address": "127.0.0.1"}


def test_a_name_no_account_has_is_not_written_down(client: Client) -> None:
    guess(client, "day-la-mat-khau-go-nham-o", 6)
    assert AuditEntry.objects.get(action="account.locked_out").data == {"username": "", "address": "127.0.0.1"}


def test_passwords_are_not_kept_with_the_attempts(client: Client, person: User) -> None:
    guess(client, person.username, 3)
    assert "sai rồi" not in str(list(AccessAttempt.objects.values()))


def test_the_office_unlocks_an_account(client: Client, person: User) -> None:
    guess(client, person.username, 5)
    by = UserFactory()
    assert unlock_account(user=person, by=by, at=timezone.now())
    assert log_in(client, person)["Location"] == "/admin/"
    assert AuditEntry.objects.get(action="account.unlocked").by == by
    assert not unlock_account(user=person, by=by, at=timezone.now())


def test_the_command_unlocks_too(client: Client, person: User) -> None:
    guess(client, person.username, 5)
    call_command("unlock_account", person.username.upper())
    assert log_in(client, person)["Location"] == "/admin/"
    with pytest.raises(CommandError, match="khong-co-ai"):
        call_command("unlock_account", "khong-co-ai")


def test_who_tries_many_names_is_stopped_too(client: Client) -> None:
    answers = [guess(client, f"ten-{number}").status_code for number in range(70)]
    assert answers[0] == 200
    assert "Sai quá nhiều lần" in guess(client, "ten-moi").content.decode() or answers[-1] == 429
