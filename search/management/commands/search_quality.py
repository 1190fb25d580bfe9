"""`manage.py search_quality`: nDCG@10 over judged queries, by type of query."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search.in_force import built_in
from search.quality import ALL, Measured, by_type, judged_queries, measure_file

DATA = Path(__file__).resolve().parents[2] / "data"
CATALOGUE = Path("cms/demo/content/procedures/procedures.json")


class Command(BaseCommand):
    help = "Measure the order of results over judged queries of procedures: a table by type of query."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=DATA / "relevance_dev.json", help="the judged queries")
        parser.add_argument("--catalogue", type=Path, help="procedures in the import format; default: the demo's")
        parser.add_argument("--worst", type=int, default=0, help="also show so many of the worst queries")
        parser.add_argument("--at-least", type=float, default=0.0, help="fail when the mean is below")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = options["catalogue"] or Path(settings.BASE_DIR) / CATALOGUE
        for path in (options["file"], catalogue):
            if not path.exists():
                raise CommandError(f"{path}: there is no such file")
        results = measure_file(
            judged_queries(options["file"]), catalogue=catalogue, synonyms=built_in(), at=timezone.now()
        )
        table = by_type(results)
        width = max(map(len, table))
        for name, (value, count) in table.items():
            self.stdout.write(f"{name:{width}}  {value:.3f}  {count:4}")
        self._worst(results, options["worst"])
        if table[ALL][0] < options["at_least"]:
            sys.exit(1)

    def _worst(self, results: list[Measured], count: int) -> None:
        for one in sorted(results, key=lambda one: one.value)[:count]:
            self.stdout.write(f"{one.value:.2f}  {one.judged.query}  → {', '.join(one.found[:4]) or '–'}")
