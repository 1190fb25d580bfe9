"""Processing figures are taken, kept with their dates, and shown to the public (R106)."""

import datetime
import logging
from collections.abc import Iterable

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.departments.models import OrgUnit
from cms.departments.policy import require
from cms.publishing.actions.documents import put_document
from cms.subsites.models import Subsite
from procedures.figures.port import Delivery, Fetch, sources
from procedures.figures_document import figure_document
from procedures.models import Figure, FigureReport, FigureSourceState

logger = logging.getLogger(__name__)


@transaction.atomic
def take_figures(
    *, subsite: Subsite, deliveries: Iterable[Delivery], by: User | None, at: datetime.datetime
) -> list[FigureReport]:
    """Keep deliveries and publish the newest of each period; the same delivery is taken once.

    Units are found by their name as it stands; what belongs to no unit of the platform keeps the name it came with.
    Numbers and names only: nothing of a person passes here. Raise NotAllowed; then nothing has changed.
    """
    if by is not None:
        require(by, "import_figures", target=subsite, at=at)
    taken = [report for delivery in deliveries if (report := _take(subsite, delivery, by=by, at=at)) is not None]
    document = figure_document(subsite) if taken else None
    if document is not None:
        put_document(document=document, by=by, at=at)
    return taken


def _take(subsite: Subsite, delivery: Delivery, *, by: User | None, at: datetime.datetime) -> FigureReport | None:
    report, is_new = FigureReport.objects.get_or_create(
        subsite=subsite,
        source=delivery.source,
        period_start=delivery.period_start,
        period_end=delivery.period_end,
        as_of=delivery.as_of,
        sha256=delivery.sha256,
        defaults={"file_name": delivery.file_name[:150], "by": by, "at": at},
    )
    if not is_new:
        return None
    names = [row.unit_name for row in delivery.rows]
    units = {unit.name_vi: unit for unit in OrgUnit.objects.filter(name_vi__in=names).order_by("-pk")}
    Figure.objects.bulk_create(
        Figure(
            report=report,
            unit=units.get(row.unit_name),
            unit_name=row.unit_name,
            received=row.numbers.received,
            solved=row.numbers.solved,
            on_time=row.numbers.on_time,
            late=row.numbers.late,
            pending=row.numbers.pending,
            order=order,
        )
        for order, row in enumerate(delivery.rows)
    )
    data = {"source": delivery.source, "period": str(report), "as_of": delivery.as_of, "records": len(delivery.rows)}
    log(action="procedures.figures_taken", by=by, at=at, target=report, data=data)
    return report


def ask_sources(*, at: datetime.datetime) -> int:
    """Ask every registered source for every site; how many new deliveries. One that is away stops no other."""
    count = 0
    for name, fetch in sources().items():
        for subsite in Subsite.objects.select_related("unit").order_by("pk"):
            count += _ask(name, fetch, subsite, at=at)
    return count


def _ask(name: str, fetch: Fetch, subsite: Subsite, *, at: datetime.datetime) -> int:
    error, taken = "", 0
    try:
        taken = len(take_figures(subsite=subsite, deliveries=fetch(subsite.key, at), by=None, at=at))
    except Exception as away:  # whatever a connector raises: the public keeps the last good figures
        error = f"{type(away).__name__}: {away}"[:2000]
        logger.warning("source of figures %s failed for %s: %s", name, subsite.key, error)
    values = {"tried_at": at, "error": error, **({} if error else {"succeeded_at": at})}
    FigureSourceState.objects.update_or_create(subsite=subsite, source=name, defaults=values)
    return taken
