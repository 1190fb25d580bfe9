"""`manage.py protect_audit_log [--role NAME] [--check]`: rows of the log and of decisions can only be added.

`migrate` does the same; this says so, and takes another role. Run it as the owner of the tables.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from cms.audit.append_only import append_only_tables, is_protected, protect_all


class Command(BaseCommand):
    help = "Have the database refuse every change of the audit log and of decisions (docs/production.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", help="the role the application runs under; default: DATABASE_APP_ROLE")
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a table is open")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        using = options["database"]
        if not options["check"]:
            protect_all(connections[using], role=options["role"])
        wide_open = [table for table in append_only_tables() if not is_protected(connections[using], table)]
        if wide_open:
            raise CommandError(f"rows of these tables can be changed: {', '.join(wide_open)}")
        for table in append_only_tables():
            self.stdout.write(f"{table}: rows are only added")
