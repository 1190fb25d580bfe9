"""Our search and stock Wagtail's over the same texts, side by side, in one run of one machine.

`VAR_DIR=var/bench python -m benchmarks.search_stock --documents 20000`, after `benchmarks.search` has filled the store
and built the index. Stock is what a plain site does: a model with search fields, Wagtail's database back end on SQLite,
the first twenty of a question with their number. Its answer is no document and has no facets, highlights or
corrections; those would come on top, so this flatters it. What takes longer than `--minutes` is cut short and said.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson

_WARM = 2
_LONGEST = 5.0  # seconds for one question of stock; what takes longer is stopped and counted as that long
CUT = -1
_BATCH = 1000
Answer = Callable[[str], int]  # a question → how many matched


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=4.0, help="for stock; what is not done by then is left out")
    given = parser.parse_args()
    from benchmarks import search, search_content

    search_content.prepare(given.documents)
    end = time.monotonic() + 60 * given.minutes
    model = _filled()
    built = _built(model, end)
    questions = search.queries()[: given.questions + _WARM]
    sides = [
        ("ours, the whole answer", _measured(search.endpoint(), questions, float("inf"))),
        ("stock Wagtail, ids of the first 20", _measured(_stock(model), questions, end)),
    ]
    print(f"\n{built:,} documents\n")
    print(
        "| | questions | median ms | p95 ms | processor, median | processor, p95 | matches, mean |\n" + "|---" * 7 + "|"
    )
    for name, asked in sides:
        print(f"| {name} | {_line(asked)} |")


def _filled() -> Any:
    """A table of its own with the texts of the store."""
    from django.db import connection, models
    from wagtail.search import index

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
    return StockText


def _built(model: Any, end: float) -> int:
    """Wagtail's index of the table; what a former run built stays. How many documents it holds."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.search.backends import get_search_backend
    from wagtail.search.models import IndexEntry

    places = get_search_backend().get_index_for_model(model)
    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    have = entries.count()
    ids = list(model.objects.order_by("pk").values_list("pk", flat=True))[have:]
    began, used = time.perf_counter(), time.process_time()
    for start in range(0, len(ids), _BATCH):
        if time.monotonic() > end:
            print("stock: cut short while building")
            break
        with transaction.atomic():
            places.add_items(model, list(model.objects.filter(pk__in=ids[start : start + _BATCH])))
    seconds, used = time.perf_counter() - began, time.process_time() - used
    if ids:
        added = entries.count() - have
        print(f"rebuild, stock Wagtail: {added} documents in {seconds:.1f} s ({used:.1f} s of the processor)")
    return entries.count()


def _stock(model: Any) -> Answer:
    from django.db import OperationalError, connection
    from wagtail.search.backends.database import SearchBackend

    backend = SearchBackend({})  # not the product's, which also asks for folded words

    def ask(text: str) -> int:
        end = time.monotonic() + _LONGEST
        connection.ensure_connection()
        connection.connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
        try:
            results = backend.search(text, model)
            list(results[:20])
            total: int = results.count()
        except OperationalError:  # told to stop
            return CUT
        finally:
            connection.connection.set_progress_handler(None, 0)
        return total

    return ask


def _measured(answer: Answer, questions: Sequence[str], end: float) -> list[tuple[float, float, int]]:
    """(seconds, seconds of the processor, matches) of each question after the first few."""
    return list(_times(answer, questions, end))[_WARM:]


def _times(answer: Answer, questions: Sequence[str], end: float) -> Iterator[tuple[float, float, int]]:
    for text in questions:
        if time.monotonic() > end:
            print("stock: cut short while asking")
            return
        began, used = time.perf_counter(), time.process_time()
        found = answer(text)
        yield time.perf_counter() - began, time.process_time() - used, found


def _line(asked: Sequence[tuple[float, float, int]]) -> str:
    if len(asked) < 2:
        return f"{len(asked)} | too slow to say | | | |"
    cells = [str(len(asked))]
    for times in ([one[0] for one in asked], [one[1] for one in asked]):
        cuts = statistics.quantiles(times, n=100)
        cells += [f"{cuts[49] * 1000:.1f}", f"{cuts[94] * 1000:.1f}"]
    whole = [one[2] for one in asked if one[2] != CUT]
    cut = f" ({len(asked) - len(whole)} stopped after {_LONGEST:.0f} s)" if len(whole) < len(asked) else ""
    return " | ".join([*cells, (f"{statistics.mean(whole):,.0f}" if whole else "–") + cut])


if __name__ == "__main__":
    main()
