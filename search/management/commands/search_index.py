"""`manage.py search_index rebuild|update|check|status`."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search.actions import Drift, keep_index, mend_index, rebuild_index
from search.backends import ENGINES, chosen, embedded, engine
from search.backends.base import BackendAway, SearchBackend
from search.signature import signature


class Command(BaseCommand):
    help = "Build, bring up to date, compare or describe the search indexes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["rebuild", "update", "check", "status"])
        parser.add_argument("--engine", choices=sorted(ENGINES), help="only this one; otherwise every one in use")
        parser.add_argument("--repair", action="store_true", help="check: mend what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        backends = [engine(options["engine"])] if options["engine"] else list(dict.fromkeys([embedded(), chosen()]))
        failed = False
        for backend in backends:
            try:
                failed |= not getattr(self, f"_{options['what']}")(backend, options)
            except BackendAway as away:
                self.stderr.write(f"{backend.name}: {away}")
                failed = True
        if failed:
            sys.exit(1)

    def _rebuild(self, backend: SearchBackend, options: dict[str, Any]) -> bool:
        started = time.perf_counter()
        count = rebuild_index(backend=backend, at=timezone.now())
        seconds = time.perf_counter() - started
        self.stdout.write(f"{backend.name}: {count} documents in {seconds:.1f} s ({count / max(seconds, 0.001):.0f}/s)")
        return True

    def _update(self, backend: SearchBackend, options: dict[str, Any]) -> bool:
        if backend.status().signature != signature():
            return self._rebuild(backend, options)
        drift = self._repaired(backend)
        self.stdout.write(f"{backend.name}: {drift.missing} added, {drift.outdated} replaced, {drift.surplus} removed")
        return not drift.refused

    def _check(self, backend: SearchBackend, options: dict[str, Any]) -> bool:
        drift = self._repaired(backend) if options["repair"] else mend_index(backend=backend, repair=False)
        self.stdout.write(
            f"{backend.name}: {drift.missing} missing, {drift.outdated} outdated, {drift.surplus} surplus"
        )
        if options["repair"] and drift.total:
            drift = mend_index(backend=backend, repair=False)
            self.stdout.write(f"{backend.name}: after repair {drift.total} differences")
        return not drift.total

    def _repaired(self, backend: SearchBackend) -> Drift:
        drift = keep_index(backend=backend, at=timezone.now())
        if drift.is_ahead:
            self.stdout.write(f"{backend.name}: the index was newer than the store (a restored backup?), built anew")
        for key, reason in drift.refused.items():
            self.stderr.write(f"{backend.name}: document {key} is refused: {reason}")
        return drift

    def _status(self, backend: SearchBackend, options: dict[str, Any]) -> bool:
        status = backend.status()
        if not status.is_available:
            raise CommandError(f"{backend.name}: {status.problem}")
        fresh = "of this code" if status.signature == signature() else "of another code: run `search_index rebuild`"
        built = f"{status.built_at:%Y-%m-%d %H:%M:%S %Z}" if status.built_at else "unknown"
        self.stdout.write(
            f"{backend.name}: {status.documents} documents, {status.size_bytes / 1e6:.1f} MB, {status.name},"
            f" built {built}, {fresh}"
        )
        return True
