"""What became of an import, record by record: lines for a terminal, rows for a screen."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count
from django.utils.translation import gettext as _

from cms.kernel.groups import AT_ONCE
from procedures.importing.problems import Problem, Weight, from_json
from procedures.importing.values import code_of_key
from procedures.models import BatchItem, ImportBatch, ProcedurePage
from procedures.record_values import RENAMED

# Fields of a record, and columns of a table, that a page calls otherwise.
_ON_THE_PAGE = {
    **RENAMED,
    "id": "key",
    "name": "title",
    "level": "levels",
    "time_limit": "submissions",
    "fees": "submissions",
    "decision_number": "publication_decisions",
}
_NO_FIELD = frozenset({"official_name", "search_text"})


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many records ended how."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    unread: int = 0
    pending: int = 0
    approved: int = 0
    published: int = 0
    invalid: int = 0

    @property
    def total(self) -> int:
        """All records."""
        return self.created + self.changed + self.unchanged + self.refused + self.unread

    @property
    def done(self) -> int:
        """Records that were read."""
        return self.total - self.unread

    @property
    def to_publish(self) -> int:
        """Drafts that a decision covers or may cover."""
        return self.pending + self.approved + self.published


def counts_of(batch: ImportBatch) -> Counts:
    """One query, which counts: the screen asks again and again while the worker is at it."""
    ends = batch.items.order_by().values_list("outcome", "publication").annotate(number=Count("pk"))
    return _summed({(outcome, publication): number for outcome, publication, number in ends})


def counted(ends: Iterable[tuple[str, str]]) -> Counts:
    """How many of each: result and publication of every record."""
    return _summed(Counter(ends))


def _summed(ends: Mapping[tuple[str, str], int]) -> Counts:
    by_outcome: Counter[str] = Counter()
    by_publication: Counter[str] = Counter()
    for (outcome, publication), number in ends.items():
        by_outcome[outcome] += number
        by_publication[publication] += number
    numbers = {name: by_outcome[name] for name in ("created", "changed", "unchanged", "refused", "unread")}
    numbers |= {name: by_publication[name] for name in ("pending", "approved", "published", "invalid")}
    return Counts(**numbers)


def lines_of(batch: ImportBatch) -> Iterator[str]:
    """One line for each record, in the order of the file; what the records themselves said is not read."""
    for item in batch.items.defer("raw").order_by("place").iterator(chunk_size=AT_ONCE):
        yield line_of(item)


def problems_of(item: BatchItem) -> list[Problem]:
    """What was found in the record."""
    return [from_json(stored) for stored in item.problems]


def called_by(item: BatchItem) -> str:
    """What the record is called by: its key, and the national code where the key was made of one."""
    return code_of_key(item.key)


def why_refused(item: BatchItem) -> str:
    """The sentences that refuse a record."""
    errors = [_sentence(found) for found in problems_of(item) if found.weight is Weight.ERROR]
    return "; ".join([*errors, *([item.reason] if item.reason else [])])


def remarks(item: BatchItem) -> list[str]:
    """What was mended or has to be checked."""
    return [_sentence(found) for found in problems_of(item) if found.weight is not Weight.ERROR]


def changed_labels(item: BatchItem) -> list[str]:
    """The fields that say something else now, by name."""
    return [str(ProcedurePage._meta.get_field(name).verbose_name) for name in item.changed if name not in _NO_FIELD]


def line_of(item: BatchItem, *, verbose: bool = True) -> str:
    """One line for a terminal: row, key, result, and why or what."""
    said = item.get_outcome_display()
    if item.outcome == BatchItem.Outcome.REFUSED:
        said = f"{said}: {why_refused(item)}"
    elif item.outcome == BatchItem.Outcome.CHANGED:
        said = f"{said}: {', '.join(changed_labels(item))}"
    if item.publication == BatchItem.Publication.INVALID and item.outcome != BatchItem.Outcome.REFUSED:
        said = f"{said}; {item.get_publication_display()}: {item.reason}"
    notes = f" ({'; '.join(remarks(item))})" if verbose and item.problems and remarks(item) else ""
    return f"{item.place}\t{called_by(item) or '—'}\t{said}{notes}"


def summary_of(counts: Counts) -> str:
    """One line of numbers."""
    return _("{total} records: {created} created, {changed} changed, {unchanged} unchanged, {refused} refused.").format(
        total=counts.total,
        created=counts.created,
        changed=counts.changed,
        unchanged=counts.unchanged,
        refused=counts.refused,
    )


def _sentence(found: Problem) -> str:
    return f"{_label(found.field)}: {found.message}" if found.field else found.message


def _label(name: str) -> str:
    """What the form calls a field of a record; a name that no form knows stays as the file has it."""
    try:
        return str(ProcedurePage._meta.get_field(_ON_THE_PAGE.get(name, name)).verbose_name).capitalize()
    except FieldDoesNotExist:
        return name
