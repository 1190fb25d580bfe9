"""The database itself refuses to change the log, whoever asks it."""

import datetime
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cms.audit.actions import record
from cms.audit.append_only import append_only, append_only_tables, is_protected, protect_all, unprotect
from cms.audit.models import AuditEntry

AT = datetime.datetime(2026, 6, 15, 9, tzinfo=datetime.UTC)
TABLE = AuditEntry._meta.db_table
CHANGES = [
    f"UPDATE {TABLE} SET action = 'forged'",
    f"DELETE FROM {TABLE}",
    f"UPDATE {TABLE} SET by_id = NULL WHERE id > 0",
]


def sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_sql_by_hand_changes_no_entry(change: str) -> None:
    record(action="first", by=None, at=AT)
    with pytest.raises(DatabaseError, match="only added"):
        sql(change)
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["first"]
    record(action="second", by=None, at=AT)
    assert AuditEntry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES)
def test_the_same_sql_changes_entries_where_nothing_protects_them(change: str) -> None:
    """The control: it is the triggers that refuse, and nothing else."""
    record(action="first", by=None, at=AT)
    unprotect(connection, TABLE)
    sql(change)
    protect_all(connection)
    assert is_protected(connection, TABLE)


@pytest.mark.django_db
def test_the_command_protects_and_says_what_is_open() -> None:
    unprotect(connection, TABLE)
    with pytest.raises(CommandError, match=TABLE):
        call_command("protect_audit_log", "--check")
    told = StringIO()
    call_command("protect_audit_log", stdout=told)
    assert f"{TABLE}: rows are only added" in told.getvalue()
    call_command("protect_audit_log", "--check", stdout=told)


def test_the_log_is_one_of_the_protected_tables() -> None:
    assert TABLE in append_only_tables()


@pytest.mark.django_db
def test_a_migration_protects_a_table_and_frees_it_again() -> None:
    sql("CREATE TABLE just_a_table (id integer)")
    operation = append_only("just_a_table")
    editor = SimpleNamespace(connection=connection)
    operation.code(None, editor)
    sql("INSERT INTO just_a_table VALUES (1)")
    with pytest.raises(DatabaseError, match="only added"):
        sql("DELETE FROM just_a_table")
    operation.reverse_code(None, editor)
    sql("DELETE FROM just_a_table")
