"""`manage.py search_quality`: nDCG@10 over judged queries, by type of query."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search.backends import EMBEDDED
from search.backends.base import BackendAway, SearchBackend
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.settings import server
from search.in_force import built_in
from search.quality import ALL, Measured, by_type, judged_queries, measure_file, overlap

DATA = Path(__file__).resolve().parents[2] / "data"
CATALOGUE = Path("cms/demo/content/procedures/procedures.json")


class Command(BaseCommand):
    help = "Measure the order of results over judged queries of procedures: a table by type of query."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=DATA / "relevance_dev.json", help="the judged queries")
        parser.add_argument("--catalogue", type=Path, help="procedures in the import format; default: the demo's")
        parser.add_argument("--engines", action="store_true", help="also on the server of the settings, side by side")
        parser.add_argument("--worst", type=int, default=0, help="also show so many of the worst queries")
        parser.add_argument("--at-least", type=float, default=0.0, help="fail when the mean is below")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = options["catalogue"] or Path(settings.BASE_DIR) / CATALOGUE
        for path in (options["file"], catalogue):
            if not path.exists():
                raise CommandError(f"{path}: there is no such file")
        queries = judged_queries(options["file"])

        def on(server: SearchBackend | None = None) -> list[Measured]:
            return measure_file(queries, catalogue=catalogue, synonyms=built_in(), at=timezone.now(), server=server)

        results = {EMBEDDED: on()}
        if options["engines"]:
            with self._server() as other:
                results[other.name] = on(other)
        self._table(list(results.values()), list(results))
        self._worst(results[EMBEDDED], options["worst"])
        if min(by_type(measured)[ALL][0] for measured in results.values()) < options["at_least"]:
            sys.exit(1)

    @contextmanager
    def _server(self) -> Iterator[SearchBackend]:
        """The search server of the settings, with an index of its own for this measurement."""
        try:
            at = server()
            backend = ElasticsearchBackend(replace(at, index=f"{at.index}-quality"))
            yield backend
        except (BackendAway, ImproperlyConfigured) as away:
            raise CommandError(f"--engines: {away}") from away
        backend.remove_all()
        backend.close()

    def _table(self, results: Sequence[Sequence[Measured]], names: Sequence[str]) -> None:
        tables = [by_type(measured) for measured in results]
        width = max(map(len, tables[0]))
        if len(tables) > 1:
            self.stdout.write(f"{'':{width}}  {'  '.join(f'{name:>13}' for name in names)}")
        for name, (_, count) in tables[0].items():
            values = "  ".join(
                f"{table[name][0]:.3f}" if len(tables) == 1 else f"{table[name][0]:13.3f}" for table in tables
            )
            self.stdout.write(f"{name:{width}}  {values}  {count:4}")
        if len(results) > 1:
            same = sum(one.found == other.found for one, other in zip(*results, strict=True))
            self.stdout.write(f"first ten in common: {overlap(*results):.3f}")
            self.stdout.write(f"the same ten in the same order: {same} of {len(results[0])}")

    def _worst(self, results: list[Measured], count: int) -> None:
        for one in sorted(results, key=lambda one: one.value)[:count]:
            self.stdout.write(f"{one.value:.2f}  {one.judged.query}  → {', '.join(one.found[:4]) or '–'}")
