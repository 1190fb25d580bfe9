"""`manage.py load_plan FILE`: the plan becomes a site."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.accounts.models import User
from cms.editorial.actions import Amendment, load_plan
from cms.editorial.errors import AmendmentNeeded, PlanConflict
from cms.editorial.plan_file import PlanFile, read_plan, shifted_to
from cms.editorial.wording import difference_lines
from cms.kernel.errors import DomainError
from cms.pages.unreadable import why_unreadable

NEEDS_AMENDMENT = 2


class Command(BaseCommand):
    """Exit codes: 0 loaded or nothing to do; 1 wrong file or refused, 2 changed without --amend: nothing written."""

    help = "Load the annual plan of a site from a plan file (docs/plan.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The plan file, and how it is to be taken."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--year", type=int, help="load the plan for another year than its own")
        parser.add_argument("--amend", action="store_true", help="the plan in force has changed (R014)")
        parser.add_argument("--reason", default="", help="why it has changed")
        parser.add_argument("--effective-on", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--by", metavar="USERNAME", help="the person on whose behalf; default: the system")
        parser.add_argument("--port", type=int, default=80, help="port of the site's addresses (new sites only)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse, call the action, answer."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
            own = read_plan(content)
            plan = shifted_to(own, options["year"] or own.year)
            result = load_plan(
                plan=plan,
                source=content.decode("utf-8-sig"),
                amendment=_amendment(options),
                dry_run=options["dry_run"],
                port=options["port"],
                by=_person(options["by"]),
                at=timezone.now(),
            )
        except AmendmentNeeded as error:
            self._print_differences(error.params["differences"])
            raise CommandError(str(error), returncode=NEEDS_AMENDMENT) from None
        except OSError as error:
            raise CommandError(f"{path}: {why_unreadable(error)}") from None
        except DomainError as error:
            raise CommandError(f"{path.name}:\n{error}") from None
        self._say_year(plan)
        if any(item.change != "added" for item in result.differences) or options["dry_run"]:
            self._print_differences(result.differences)
        self._say_result(plan, result.version is not None, dry_run=options["dry_run"])

    def _say_year(self, plan: PlanFile) -> None:
        if plan.year != plan.source_year:
            text = _("the plan of {source} is loaded for {year}")
            self.stdout.write(text.format(source=plan.source_year, year=plan.year))

    def _print_differences(self, differences: list[Any]) -> None:
        for line in difference_lines(differences):
            self.stdout.write(line)

    def _say_result(self, plan: PlanFile, is_written: bool, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("dry run: nothing was changed"))
        elif not is_written:
            self.stdout.write(_("nothing changes: the plan of {year} is loaded as it is").format(year=plan.year))
        else:
            pages = ngettext("{count} section", "{count} sections", len(plan.sections)).format(count=len(plan.sections))
            lines = ngettext("{count} plan line", "{count} plan lines", len(plan.lines)).format(count=len(plan.lines))
            text = _("the plan of {year} is loaded for {site}: {sections}, {lines}")
            self.stdout.write(text.format(year=plan.year, site=plan.site.key, sections=pages, lines=lines))


def _amendment(options: dict[str, Any]) -> Amendment | None:
    if not options["amend"]:
        if options["reason"] or options["effective_on"]:
            raise PlanConflict(message=_("--reason and --effective-on belong to --amend"))
        return None
    if not options["reason"] or options["effective_on"] is None:
        raise PlanConflict(message=_("--amend needs --reason and --effective-on"))
    return Amendment(reason=options["reason"], effective_on=options["effective_on"])


def _person(username: str | None) -> User | None:
    if not username:
        return None
    person = User.objects.filter(username=username).first()
    if person is None:
        raise PlanConflict(message=_("there is no account “{username}”"), username=username)
    return person
