"""`manage.py import_word FILE… --section KEY --author USERNAME`: Word files become drafts."""

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.kernel.calendar import day_of
from cms.kernel.errors import DomainError
from cms.pages.department_choice import choosable_units, unit_of_new_page
from cms.pages.unreadable import why_unreadable
from cms.subsites.models import Subsite
from news.actions import discard_manuscript, import_manuscript, take_manuscript
from news.manuscripts.reading import read_manuscript
from news.models import SectionPage
from news.queries import may_add_under, same_file, section_page_of


class Command(BaseCommand):
    """Exit codes: 0 all imported or imported before; 1 at least one file refused, each with a line on stderr."""

    help = "Make drafts of Word files, or of all Word files in folders (docs/word-import.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and whose articles of which section they become."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Word files, or folders of them")
        parser.add_argument("--section", required=True, metavar="KEY", help="key of the section")
        parser.add_argument("--author", required=True, metavar="USERNAME", help="the account whose articles they are")
        parser.add_argument("--site", default="", metavar="KEY", help="key of the site; needed where there are several")
        parser.add_argument("--department", default="", metavar="KEY", help="default: the author's own")
        parser.add_argument("--dry-run", action="store_true", help="say what would be made, make nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read one file after another; a refused file stops none of the others."""
        author = _author(options["author"])
        section_page = _section_page(options["site"], options["section"])
        if not may_add_under(author, section_page):
            raise CommandError(_("“{name}” may not write in this section").format(name=author.username))
        department = _department(options["department"], author, section_page)
        files = [found for given in options["files"] for found in _files_in(given)]
        refused = 0
        for path in files:
            try:
                with path.open("rb") as file:
                    self._import(file, path, section_page, department, author, dry_run=options["dry_run"])
            except (DomainError, OSError) as error:
                refused += 1
                reason = why_unreadable(error) if isinstance(error, OSError) else str(error)
                self.stderr.write(f"{path}: {' '.join(str(reason).split())}")
        if not files:
            raise CommandError(_("no Word file (.docx) there"))
        if refused:
            raise SystemExit(1)

    def _import(
        self, file: Any, path: Path, section_page: SectionPage, department: OrgUnit, author: User, *, dry_run: bool
    ) -> None:
        before = same_file(sha256=_digest(file), author=author)
        if before is not None and before.page is not None:
            text = _("already imported: “{title}” (page {page})")
            self.stdout.write(f"{path}: {text.format(title=before.page.title, page=before.page.pk)}")
            return
        file.seek(0)
        if dry_run:
            found = read_manuscript(file=file, name=path.name, reader=author.pk)
            text = _("would become “{title}”: {blocks} blocks, {pictures} pictures")
            counts = {"blocks": len(found.blocks), "pictures": len(found.parts)}
            self.stdout.write(f"{path}: {text.format(title=found.title or path.stem, **counts)}")
            return
        at = timezone.now()
        taken = take_manuscript(
            file=file, file_name=path.name, section_page=section_page, department=department, author=author,
            by=author, at=at,
        )  # fmt: skip
        try:
            page = import_manuscript(manuscript=taken, by=author, at=at)
        except BaseException:
            discard_manuscript(manuscript=taken, by=author, at=at)
            raise
        text = _("draft “{title}” (page {page})").format(title=page.title, page=page.pk)
        self.stdout.write(f"{path}: {text}")


def _files_in(given: Path) -> list[Path]:
    """The file, or the Word files of a folder and of those below it, in order of name; not Word's lock files."""
    if not given.is_dir():
        return [given]
    found = (path for path in given.rglob("*") if path.suffix.lower() == ".docx" and path.is_file())
    return sorted(path for path in found if not path.name.startswith("~$"))


def _digest(file: Any) -> str:
    digest = sha256()
    for piece in iter(lambda: file.read(262_144), b""):
        digest.update(piece)
    return digest.hexdigest()


def _author(username: str) -> User:
    author = User.objects.filter(username=username, is_active=True).first()
    if author is None:
        raise CommandError(_("there is no live account “{name}”").format(name=username))
    return author


def _section_page(site: str, section: str) -> SectionPage:
    subsites = list(Subsite.objects.filter(key=site) if site else Subsite.objects.all())
    if not subsites:
        raise CommandError(_("there is no site “{key}”").format(key=site))
    pages = [page for subsite in subsites if (page := section_page_of(subsite, section)) is not None]
    if len(pages) > 1:
        keys = ", ".join(sorted(page.section.subsite.key for page in pages))
        raise CommandError(_("several sites have this section; name one with --site: {keys}").format(keys=keys))
    if not pages:
        raise CommandError(_("there is no section “{key}” with a page").format(key=section))
    return pages[0]


def _department(key: str, author: User, section_page: SectionPage) -> OrgUnit:
    """The unit named, else the author's own on that site."""
    today = day_of(timezone.now())
    own = unit_of_new_page(user=author, place=section_page, on=today)
    units = OrgUnit.objects.filter(key=key) if key else OrgUnit.objects.filter(pk__in=[own] if own else [])
    unit = units.first()
    if unit is None and not key:
        raise CommandError(_("the author belongs to no unit of this site; name one with --department"))
    if unit is None:
        raise CommandError(_("there is no unit “{key}”").format(key=key))
    allowed = choosable_units(user=author, place=section_page, on=today)
    if allowed is not None and unit.pk not in allowed:
        raise CommandError(_("the author may not write for the unit “{key}”").format(key=unit.key))
    return unit
