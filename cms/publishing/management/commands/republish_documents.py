"""`manage.py republish_documents`: after a presenter changed, or to rebuild a store that was lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.publishing.actions import publish_page, put_document
from cms.publishing.reconciling import expected_documents
from cms.publishing.registry import document_types
from cms.publishing.repairing import rebuild
from cms.publishing.sources import SourceDocument


class Command(BaseCommand):
    help = "Present documents again; those that come out different are refreshed, with an event."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--type", action="append", dest="types", help="only this document type; may be repeated")
        which.add_argument("--all", action="store_true", help="every document")
        which.add_argument("--rebuild", action="store_true", help="write the whole store from its sources, no events")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        if options["rebuild"]:
            self.stdout.write(f"{rebuild(at=at)} documents written")
            return
        wanted = set(options["types"] or [])
        if unknown := wanted - {kind.name for kind in document_types()}:
            raise CommandError(f"no such document type: {', '.join(sorted(unknown))}")
        changed = 0
        for expected in expected_documents(at=at):
            if wanted and expected.values.columns["document_type"] not in wanted:
                continue
            source = expected.of
            if isinstance(source, SourceDocument):
                event = put_document(document=source, by=None, at=at)
            else:
                event = publish_page(page=source, by=None, at=at, kind="refreshed")
            changed += event is not None
        self.stdout.write(f"{changed} documents changed")
