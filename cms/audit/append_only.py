"""Tables to which the database itself only lets rows be added (I11: a decision has one row that cannot be edited).

The models already refuse; this is for whoever goes round them: SQL by hand, another program, a stolen session.

- SQLite: triggers abort every UPDATE and DELETE.
- PostgreSQL: triggers refuse UPDATE, DELETE and TRUNCATE to everybody, the owner too; and the role the application
  runs under (`DATABASE_APP_ROLE`), which owns nothing, keeps SELECT and INSERT only, so that it cannot switch the
  triggers off either (docs/production.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

MESSAGE = "rows of this table are only added"
# Model and the names of its links: columns that may still become empty when what they name is deleted.
_models: dict[type[Model], tuple[str, ...]] = {}

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: {message}', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""


@dataclass(frozen=True)
class Table:
    """A table to protect: `fixed` columns never change; `links` may become empty, and never name anything else.

    Without links no UPDATE passes at all.
    """

    name: str
    fixed: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def register_append_only(model: type[Model], *, links: tuple[str, ...] = ()) -> type[Model]:
    """Have the table of a model protected after every `migrate`: SQLite drops triggers when it remakes a table.

    `links` names its foreign keys with on_delete=SET_NULL: the row outlives what it was about.
    """
    _models[model] = links
    return model


def table_of(model: type[Model]) -> Table:
    """How the table of a registered model is protected."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    links = tuple(columns[name] for name in _models[model])
    return Table(model._meta.db_table, tuple(c for c in columns.values() if c not in links), links)


def append_only_tables() -> list[str]:
    """The tables of the registered models."""
    return [model._meta.db_table for model in _models]


def protect_all(connection: BaseDatabaseWrapper, *, role: str | None = None) -> list[str]:
    """Protect every registered table that exists; their names."""
    present = set(connection.introspection.table_names())
    tables = [table for table in map(table_of, _models) if table.name in present]
    for table in tables:
        protect(connection, table, role=role)
    return [table.name for table in tables]


def append_only(table: str) -> migrations.RunPython:
    """An operation for a migration: from here on rows of `table` are only added."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        protect(schema_editor.connection, Table(table))

    def backwards(apps: Any, schema_editor: Any) -> None:
        unprotect(schema_editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def protect(connection: BaseDatabaseWrapper, table: Table, *, role: str | None = None) -> None:
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


def _statements(connection: BaseDatabaseWrapper, table: Table, role: str) -> list[str]:
    name = connection.ops.quote_name
    if connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table.name}: {MESSAGE}'); END"
        conditions = {"update": _when_forged(table, name, "IS NOT"), "delete": ""}
        statements = []
        for what, when in conditions.items():
            trigger = name(f"{table.name}_no_{what}")
            statements.append(f"DROP TRIGGER IF EXISTS {trigger}")
            statements.append(f"CREATE TRIGGER {trigger} BEFORE {what.upper()} ON {name(table.name)}{when} {refuse}")
        return statements
    if connection.vendor != "postgresql":
        return []
    forged = _when_forged(table, name, "IS DISTINCT FROM")
    triggers = [
        f"CREATE OR REPLACE TRIGGER {name(f'{table.name}_no_{what}')} BEFORE {what.upper()} ON {name(table.name)} "
        f"FOR EACH {each}{when} EXECUTE FUNCTION refuse_change()"
        for what, each, when in (("update", "ROW", forged), ("delete", "ROW", ""), ("truncate", "STATEMENT", ""))
    ]
    grants = []
    if role:
        links = f", UPDATE ({', '.join(map(name, table.links))})" if table.links else ""
        grants = [
            f"REVOKE ALL ON {name(table.name)} FROM {name(role)}, PUBLIC",
            f"GRANT SELECT, INSERT{links} ON {name(table.name)} TO {name(role)}",
        ]
    return [_PG_FUNCTION.format(message=MESSAGE), *triggers, *grants]


def _when_forged(table: Table, name: Callable[[str], str], differs: str) -> str:
    """The condition of the trigger on UPDATE: anything but a link that becomes empty."""
    if not table.links:
        return ""
    changed = [f"NEW.{name(column)} {differs} OLD.{name(column)}" for column in table.fixed]
    turned = [
        f"(NEW.{name(column)} IS NOT NULL AND NEW.{name(column)} {differs} OLD.{name(column)})"
        for column in table.links
    ]
    return f" WHEN ({' OR '.join(changed + turned)})"
