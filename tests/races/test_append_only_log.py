"""On PostgreSQL the role the application runs under can add to the log, and nothing else."""

import datetime
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from cms.audit.actions import record
from cms.audit.models import AuditEntry

AT = datetime.datetime(2026, 6, 15, 9, tzinfo=datetime.UTC)
TABLE = AuditEntry._meta.db_table
ROLE = "cong_app"
GRANTS = f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO {ROLE}"


@pytest.fixture
def as_application(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of the application's own role, with what `docs/production.md` grants it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
        cursor.execute(GRANTS)
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
    settings = connection.get_connection_params()
    place = {name: settings[name] for name in ("host", "dbname") if name in settings}
    with psycopg.connect(**place, user=ROLE, autocommit=True) as session:
        yield session
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def test_the_role_adds_and_reads_but_never_changes(as_application: psycopg.Connection) -> None:
    record(action="first", by=None, at=AT)
    call_command("protect_audit_log", "--role", ROLE, verbosity=0)
    as_application.execute(
        f"INSERT INTO {TABLE} (at, action, target_type, target_id, target_label, data, search_text)"
        " VALUES (now(), 'second', '', '', '', '{}', '')"
    )
    for change in (
        f"UPDATE {TABLE} SET action = 'forged'",
        f"DELETE FROM {TABLE}",
        f"TRUNCATE {TABLE} CASCADE",
        f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL",
        f"DROP TRIGGER {TABLE}_no_delete ON {TABLE}",
        f"DROP TABLE {TABLE}",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_application.execute(change)
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == ["first", "second"]


def test_without_protection_the_role_would_change_it(as_application: psycopg.Connection) -> None:
    """The control: what was granted to the role is taken from it by the command, and by nothing before."""
    from cms.audit.append_only import protect_all, unprotect

    record(action="first", by=None, at=AT)
    unprotect(connection, TABLE)
    as_application.execute(f"UPDATE {TABLE} SET action = 'forged'")
    protect_all(connection)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only added"):
        as_application.execute(f"DELETE FROM {TABLE}")
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["forged"]


def test_even_the_owner_empties_no_table(transactional_db: None) -> None:
    record(action="first", by=None, at=AT)
    with pytest.raises(Exception, match="only added"), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE}")
    assert AuditEntry.objects.count() == 1
