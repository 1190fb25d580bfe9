"""Stock Wagtail's search over the texts of the search benchmark, in the same run of the same machine.

`VAR_DIR=var/bench python -m benchmarks.search_stock --documents 20000`, after `benchmarks.search` has filled the store.
What a plain site does: a model with search fields, Wagtail's database back end on SQLite, the first twenty of a
question with their number. Its answer is no document and has no facets: those come on top, so this flatters it.
"""

import argparse
import statistics
import time
from typing import Any

import orjson

_WARM = 10
_BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=100)
    given = parser.parse_args()
    from benchmarks import search, search_content

    search_content.prepare(given.documents)
    model = _filled()
    seconds, processor, found = _asked(model, search._queries()[: given.questions + _WARM])
    print(f"stock Wagtail, {len(seconds)} questions once each, {sum(found) / len(found):.0f} matches on average")
    for name, times in (("clock", seconds), ("processor", processor)):
        cuts = [cut * 1000 for cut in statistics.quantiles(times, n=100)]
        print(f"  {name:9}  median {cuts[49]:.1f} ms  p95 {cuts[94]:.1f} ms")


def _filled() -> Any:
    """A table of its own with the texts of the store, in Wagtail's index."""
    from django.db import connection, models
    from wagtail.search import index
    from wagtail.search.backends import get_search_backend

    from cms.publishing.models import PublishedDocument

    class StockText(index.Indexed, models.Model):
        title = models.CharField(max_length=255)
        text = models.TextField()
        search_fields = [index.SearchField("title", boost=3), index.SearchField("text")]

        class Meta:
            app_label = "wagtailsearch"  # one that is installed: the table is this benchmark's

    if StockText._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(StockText)
    if not StockText.objects.exists():
        rows = PublishedDocument.objects.exclude(search="").values_list("title", "summary", "search")
        made = (
            StockText(title=title, text=f"{summary} {orjson.loads(search).get('text', '')}")
            for title, summary, search in rows.iterator()
        )
        StockText.objects.bulk_create(made, batch_size=_BATCH)
    began, used = time.perf_counter(), time.process_time()
    backend = get_search_backend()
    places = backend.get_index_for_model(StockText)
    count = StockText.objects.count()
    for start in range(0, count, _BATCH):
        places.add_items(StockText, list(StockText.objects.order_by("pk")[start : start + _BATCH]))
    seconds, used = time.perf_counter() - began, time.process_time() - used
    print(f"rebuild, stock Wagtail: {count} documents in {seconds:.1f} s ({used:.1f} s of the processor)")
    return StockText


def _asked(model: Any, queries: list[str]) -> tuple[list[float], list[float], list[int]]:
    from wagtail.search.backends import get_search_backend

    backend = get_search_backend()
    seconds, processor, found = [], [], []
    for number, text in enumerate(queries):
        began, used = time.perf_counter(), time.process_time()
        results = backend.search(text, model)
        list(results[:20])
        total = results.count()
        if number >= _WARM:
            seconds.append(time.perf_counter() - began)
            processor.append(time.process_time() - used)
            found.append(total)
    return seconds, processor, found


if __name__ == "__main__":
    main()
