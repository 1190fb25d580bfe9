"""Tables to which the database itself only lets rows be added (I11: a decision has one row that cannot be edited).

The models already refuse; this is for whoever goes round them: SQL by hand, another program, a stolen session.

- SQLite: triggers abort every UPDATE and DELETE.
- PostgreSQL: triggers refuse UPDATE, DELETE and TRUNCATE to everybody, the owner too; and the role the application
  runs under (`DATABASE_APP_ROLE`), which owns nothing, keeps SELECT and INSERT only, so that it cannot switch the
  triggers off either (docs/production.md).
"""

from typing import Any

from django.conf import settings
from django.db import connections, migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

MESSAGE = "rows of this table are only added"
_models: list[type[Model]] = []

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: {message}', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""


def register_append_only(model: type[Model]) -> type[Model]:
    """Have the table of a model protected after every `migrate`: SQLite drops triggers when it remakes a table."""
    if model not in _models:
        _models.append(model)
    return model


def append_only_tables() -> list[str]:
    """The tables of the registered models."""
    return [model._meta.db_table for model in _models]


def append_only(table: str) -> migrations.RunPython:
    """An operation for a migration: from here on rows of `table` are only added."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        protect(schema_editor.connection, table)

    def backwards(apps: Any, schema_editor: Any) -> None:
        unprotect(schema_editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def protect(connection: BaseDatabaseWrapper, table: str, *, role: str | None = None) -> None:
    """Put the triggers on a table, and leave `role` SELECT and INSERT on PostgreSQL. Run twice, nothing changes."""
    role = settings.DATABASE_APP_ROLE if role is None else role
    for statement in _statements(connection, table, role):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def unprotect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers off: for a migration that goes back, and for emptying the tables of a test database."""
    on_table = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
    for what in ("update", "delete", "truncate"):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(f'{table}_no_{what}')}{on_table}")


def protect_registered(*, using: str, role: str | None = None) -> list[str]:
    """Protect every registered table that exists; their names."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    tables = [table for table in append_only_tables() if table in present]
    for table in tables:
        protect(connection, table, role=role)
    return tables


def is_protected(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether the triggers stand."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger"
                " WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal AND tgenabled <> 'D'",
                [table],
            )
        found = {row[0] for row in cursor.fetchall()}
    return {f"{table}_no_update", f"{table}_no_delete"} <= found


def _statements(connection: BaseDatabaseWrapper, table: str, role: str) -> list[str]:
    name = connection.ops.quote_name
    if connection.vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {name(f'{table}_no_{what}')} BEFORE {what.upper()} ON {name(table)} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {MESSAGE}'); END"
            for what in ("update", "delete")
        ]
    if connection.vendor != "postgresql":
        return []
    triggers = [
        f"CREATE OR REPLACE TRIGGER {name(f'{table}_no_{what}')} BEFORE {what.upper()} ON {name(table)} "
        f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        for what, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
    ]
    grants = []
    if role:
        grants = [
            f"REVOKE ALL ON {name(table)} FROM {name(role)}, PUBLIC",
            f"GRANT SELECT, INSERT ON {name(table)} TO {name(role)}",
        ]
    # % stands for the table in RAISE; nothing is interpolated by the driver without parameters.
    return [_PG_FUNCTION.format(message=MESSAGE), *triggers, *grants]
