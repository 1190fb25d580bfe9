"""`manage.py import_procedures FILE [--subsite KEY] [--dry-run] [--approved-by USERNAME] [--resume]`."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.moderation.bundles import Bundle
from cms.pages.unreadable import why_unreadable
from cms.subsites.models import Subsite
from procedures.actions import approve_batch, compare_file, open_batch, publish_items, work_on
from procedures.batch_report import counted, counts_of, line_of, summary_of
from procedures.importing.errors import RefusedImport
from procedures.importing.limits import MAX_BYTES
from procedures.management.sites import site_of
from procedures.models import BatchItem, ImportBatch
from procedures.queries import interrupted_batch

State, Outcome = ImportBatch.State, BatchItem.Outcome


class Command(BaseCommand):
    help = "Import records of procedures (JSON, CSV, XLSX): drafts, which the board approves once by their hash."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="records: .json, .csv or .xlsx")
        parser.add_argument(
            "--subsite", default="", metavar="KEY", help="key of the site; needed where there are several"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument(
            "--approved-by", default="", metavar="USERNAME",
            help="the member of the editorial board who approved the import: publish it in their name",
        )  # fmt: skip
        parser.add_argument(
            "--hash", default="", metavar="SHA256", dest="bundle_hash",
            help="with --approved-by: the hash they approved; anything else is refused",
        )  # fmt: skip
        parser.add_argument("--by", default="", metavar="USERNAME", help="the person who imports; default: nobody")
        parser.add_argument("--resume", action="store_true", help="go on with an interrupted import of this file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write drafts, and publish them where somebody of the board approved. Exit status 1 on any refusal."""
        subsite = site_of(options["subsite"])
        importer = _person(options["by"]) if options["by"] else None
        approver = _person(options["approved_by"]) if options["approved_by"] else None
        content = _content(options["file"])
        at = timezone.now()
        if options["dry_run"]:
            self._dry_run(content, subsite, importer)
            return
        if approver is not None:
            _require_approver(subsite, approver, importer)
        batch = self._batch(content, options["file"].name, subsite, importer, resume=options["resume"])
        if batch.state == State.PREPARING:
            for item in work_on(batch=batch, at=at):
                self._say(item)
        batch.refresh_from_db()
        self._summary(batch)
        if approver is not None and batch.state == State.WAITING:
            self._approve(batch, approver, options["bundle_hash"])
        if batch.state == State.PUBLISHING:
            self._publish(batch)
        if _has_failures(batch):
            raise SystemExit(1)

    def _dry_run(self, content: bytes, subsite: Subsite, importer: User | None) -> None:
        """The report of an import that is not made."""
        ends, refused = [], []
        try:
            for item in compare_file(file=BytesIO(content), subsite=subsite, by=importer, at=timezone.now()):
                ends.append((item.outcome, item.publication))
                self._say(item)
                if item.outcome == Outcome.REFUSED:
                    refused.append(line_of(item))
        except DomainError as error:
            raise CommandError(str(error)) from error
        for line in refused:
            self.stderr.write(line)
        self.stdout.write(summary_of(counted(ends)))
        self.stdout.write(_("Dry run: nothing was changed."))
        if refused:
            raise SystemExit(1)

    def _batch(
        self, content: bytes, name: str, subsite: Subsite, importer: User | None, *, resume: bool
    ) -> ImportBatch:
        interrupted = interrupted_batch(subsite, content) if resume else None
        if interrupted is not None:
            self.stdout.write(_("Going on with import {number}.").format(number=interrupted.pk))
            return interrupted
        try:
            return open_batch(file=BytesIO(content), file_name=name, subsite=subsite, by=importer, at=timezone.now())
        except (DomainError, RefusedImport) as error:
            raise CommandError(str(error)) from error

    def _say(self, item: BatchItem) -> None:
        if item.outcome != Outcome.REFUSED:
            self.stdout.write(line_of(item))

    def _say_refused(self, batch: ImportBatch) -> None:
        for item in batch.items.filter(outcome=Outcome.REFUSED).order_by("place"):
            self.stderr.write(line_of(item))

    def _summary(self, batch: ImportBatch) -> None:
        self._say_refused(batch)
        self.stdout.write(summary_of(counts_of(batch)))
        if batch.state == State.WAITING:
            text = _("Import {number} waits for the board: {drafts} drafts, hash {hash}")
            drafts = batch.items.pending().count()
            self.stdout.write(text.format(number=batch.pk, drafts=drafts, hash=batch.bundle_hash))

    def _approve(self, batch: ImportBatch, approver: User, expected: str) -> None:
        if expected and expected != batch.bundle_hash:
            text = _("{person} approved another hash: {expected}. This import has {hash}.")
            raise CommandError(text.format(person=approver, expected=expected, hash=batch.bundle_hash))
        said = (
            _("Said on the command line, with the hash.")
            if expected
            else _("Said on the command line, without a hash: for what this run found.")
        )
        try:
            approve_batch(batch=batch, bundle_hash=batch.bundle_hash, comment=said, by=approver, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _publish(self, batch: ImportBatch) -> None:
        for _item in publish_items(batch=batch, at=timezone.now()):
            pass
        invalid = batch.items.filter(publication=BatchItem.Publication.INVALID)
        for item in invalid:
            self.stderr.write(line_of(item, verbose=False))
        counts = counts_of(batch)
        text = _("Published {published} procedures, approved by {person}, hash {hash}.")
        person = batch.decision.by if batch.decision is not None else ""
        self.stdout.write(text.format(published=counts.published, person=person, hash=batch.bundle_hash))


def _has_failures(batch: ImportBatch) -> bool:
    counts = counts_of(batch)
    return bool(counts.refused or counts.invalid)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path}: {why_unreadable(error)}") from error


def _person(username: str) -> User:
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(_("there is no live account “{name}”").format(name=username))
    return person


def _require_approver(subsite: Subsite, approver: User, importer: User | None) -> None:
    """Asked before anything is written: somebody who may not approve learns it at once."""
    prepared = frozenset({importer.pk} if importer is not None else ())
    bundle = Bundle(title="", subsite=subsite, drafts=(), prepared_by=prepared)
    answer = may(approver, "approve_bundle", target=bundle, at=timezone.now())
    if not answer:
        raise CommandError(str(answer.reason))
