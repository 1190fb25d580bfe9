"""Tokens: kept as a keyed hash, for one site, until a day, and noted once an hour."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from cms.api.problems import NotAuthenticated
from cms.audit.models import AuditEntry
from cms.subsites.models import Subsite
from cms.tokens.actions import create_token, note_use, revoke_token
from cms.tokens.errors import AlreadyRevoked, BadLastDay, NameTaken, NoScope
from cms.tokens.models import ApiToken
from cms.tokens.queries import authenticate
from cms.tokens.secret import is_secret_of, new_secret, prefix_of
from tests.factories.accounts import UserFactory
from tests.factories.publishing import SubsiteFactory
from tests.factories.tokens import a_token

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)  # Wednesday 09:30 in Hanoi
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def site() -> Subsite:
    subsite: Subsite = SubsiteFactory(key="department", is_default=True)
    return subsite


def test_the_token_itself_is_nowhere_in_the_database(site: Subsite) -> None:
    token, text = a_token(site, at=AT)
    secret = text.rpartition("_")[2]
    stored = ApiToken.objects.values().get()
    assert secret not in str(stored)
    assert secret not in str(list(AuditEntry.objects.values()))
    assert stored["prefix"] == prefix_of(text) == token.prefix
    assert len(stored["digest"]) == 64


def test_a_copy_of_the_database_alone_checks_no_guess(settings: Any) -> None:
    secret = new_secret()
    assert is_secret_of(secret.text, secret.digest)
    assert not is_secret_of(secret.text[:-1] + ("a" if secret.text[-1] != "a" else "b"), secret.digest)
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another key"
    assert not is_secret_of(secret.text, secret.digest)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert is_secret_of(secret.text, secret.digest)


def test_two_tokens_are_never_alike() -> None:
    made = {new_secret().text for _ in range(500)}
    assert len(made) == 500
    assert len({prefix_of(text) for text in made}) == 500


def test_a_good_token_says_who_asks_with_one_query_and_no_write(site: Subsite) -> None:
    token, text = a_token(site, scopes=("read", "preview"), at=AT)
    authenticate(text, AT)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        caller = authenticate(text, AT + HOUR / 2)
    assert (caller.site, caller.scopes, caller.counter) == ("department", {"read", "preview"}, f"token:{token.pk}")
    assert len(queries) == 1


def test_the_last_day_counts_in_hanoi(site: Subsite) -> None:
    _token, text = a_token(site, days=1, at=AT)
    evening = datetime.datetime(2026, 3, 12, 16, 59, 59, tzinfo=datetime.UTC)
    assert authenticate(text, evening).site == "department"
    with pytest.raises(NotAuthenticated, match="12/03/2026"):
        authenticate(text, evening + datetime.timedelta(seconds=1))


def test_a_revoked_token_is_refused_at_once_and_only_once_revoked(site: Subsite) -> None:
    token, text = a_token(site, at=AT)
    person = UserFactory()
    revoke_token(token=token, by=person, at=AT + HOUR)
    with pytest.raises(NotAuthenticated, match="thu hồi"):
        authenticate(text, AT + HOUR)
    with pytest.raises(AlreadyRevoked):
        revoke_token(token=token, by=None, at=AT + 2 * HOUR)
    entry = AuditEntry.objects.get(action="api_token.revoked")
    assert (entry.by, entry.at, entry.target_id) == (person, AT + HOUR, str(token.pk))
    token.refresh_from_db()
    assert (token.revoked_at, token.revoked_by) == (AT + HOUR, person)


@pytest.mark.parametrize("change", ["", "x", "cong_", "cong_abc_def"])
def test_what_is_no_token_asks_the_database_nothing(site: Subsite, change: str) -> None:
    with CaptureQueriesContext(connection) as queries, pytest.raises(NotAuthenticated):
        authenticate(change, AT)
    assert not queries


def test_the_secret_of_one_token_does_not_open_another(site: Subsite) -> None:
    _one, first = a_token(site, name="Một", at=AT)
    _two, second = a_token(site, name="Hai", at=AT)
    mixed = f"{first.rpartition('_')[0]}_{second.rpartition('_')[2]}"
    with pytest.raises(NotAuthenticated):
        authenticate(mixed, AT)


def test_use_is_noted_at_most_once_an_hour(site: Subsite) -> None:
    token, _text = a_token(site, at=AT)
    assert note_use(token=token, at=AT)
    for minutes in (1, 30, 59):
        stored = ApiToken.objects.get()
        assert not note_use(token=stored, at=AT + datetime.timedelta(minutes=minutes))
    assert ApiToken.objects.get().last_used_on == AT
    # Another process that still knows the old row does not write either.
    assert not note_use(token=token, at=AT + HOUR / 2)
    assert note_use(token=ApiToken.objects.get(), at=AT + HOUR)
    assert ApiToken.objects.get().last_used_on == AT + HOUR


def test_a_database_that_cannot_be_written_keeps_nobody_from_reading(
    site: Subsite, monkeypatch: pytest.MonkeyPatch
) -> None:
    _token, text = a_token(site, at=AT)

    def locked(*_: object, **__: object) -> int:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(QuerySet, "update", locked)
    assert authenticate(text, AT).site == "department"


def test_what_makes_no_sense_is_refused_and_nothing_is_made(site: Subsite) -> None:
    facts: dict[str, Any] = {"name": "A", "subsite": site, "by": None, "at": AT}
    day = AT.date()
    with pytest.raises(NoScope):
        create_token(**facts, may_read=False, may_preview=False, expires_on=day)
    for wrong in (day - DAY, day + 367 * DAY):
        with pytest.raises(BadLastDay):
            create_token(**facts, may_read=True, may_preview=False, expires_on=wrong)
    assert not ApiToken.objects.exists()
    assert not AuditEntry.objects.filter(action="api_token.created").exists()
    create_token(**facts, may_read=True, may_preview=False, expires_on=day + 366 * DAY)
    with pytest.raises(NameTaken):
        create_token(**facts, may_read=True, may_preview=False, expires_on=day)
    revoke_token(token=ApiToken.objects.get(), by=None, at=AT)
    create_token(**facts, may_read=True, may_preview=False, expires_on=day)
    assert ApiToken.objects.count() == 2


def test_the_command_makes_lists_and_revokes(site: Subsite, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("api_token", "create", "--site=department", "--name=Ứng dụng A", "--scope=preview", "--days=3")
    text = capsys.readouterr().out.strip()
    token = ApiToken.objects.get()
    assert prefix_of(text) == token.prefix
    assert token.scopes == {"preview"}
    call_command("api_token", "list")
    listed = capsys.readouterr().out
    assert listed.split("\t")[:4] == ["department", f"cong_{token.prefix}", "valid", "preview"]
    assert text.rpartition("_")[2] not in listed
    call_command("api_token", "revoke", f"cong_{token.prefix}")
    assert ApiToken.objects.get().revoked_at is not None
    with pytest.raises(CommandError, match="đã bị thu hồi"):
        call_command("api_token", "revoke", token.prefix)
    with pytest.raises(CommandError, match="no site"):
        call_command("api_token", "create", "--site=elsewhere", "--name=B")
