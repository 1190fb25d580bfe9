"""Processing figures are taken, kept with their dates, and shown to the public (R106)."""

import datetime
import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record as log
from cms.departments.models import OrgUnit
from cms.departments.policy import require
from cms.departments.queries import agency_of, subtree_ids
from cms.kernel.calendar import day_of
from cms.kernel.text import clean_line
from cms.moderation.errors import ReasonMissing
from cms.publishing.actions.documents import put_document, withdraw_document
from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from procedures.errors import NotInThisState
from procedures.figures.errors import RefusedFigures
from procedures.figures.port import Delivery, Fetch, ask, sources
from procedures.figures_document import content_id_of, figure_document
from procedures.models import Figure, FigureReport, FigureSourceState

logger = logging.getLogger(__name__)


@transaction.atomic
def take_figures(
    *, subsite: Subsite, deliveries: Iterable[Delivery], by: User | None, at: datetime.datetime
) -> list[FigureReport]:
    """Keep deliveries and publish the newest of each period; what is shown already is not taken again.

    Units of the agency are found by their name as it stands; what belongs to none keeps the name it came with. Numbers
    and names only: nothing of a person passes here. Raise NotAllowed, RefusedFigures for days to come; then nothing
    has changed.
    """
    if by is not None:
        require(by, "import_figures", target=subsite, at=at)
    _one_at_a_time(subsite)
    taken = [report for delivery in deliveries if (report := _take(subsite, delivery, by=by, at=at)) is not None]
    if taken:
        _show(subsite, by=by, at=at)
    return taken


@transaction.atomic
def withdraw_figures(*, report: FigureReport, reason: str, by: User, at: datetime.datetime) -> None:
    """Take a wrong delivery away: the one before it is public again, or none. It stays in the log with the reason.

    Raise NotAllowed, ReasonMissing, NotInThisState for one that somebody withdrew already; then nothing has changed.
    """
    subsite = report.subsite
    require(by, "import_figures", target=subsite, at=at)
    said = clean_line(reason)[:500]
    if not said:
        raise ReasonMissing
    _one_at_a_time(subsite)
    if not FigureReport.objects.filter(pk=report.pk).exists():
        raise NotInThisState
    data = {"source": report.source, "period": str(report), "as_of": report.as_of, "reason": said}
    log(action="procedures.figures_withdrawn", by=by, at=at, target=report, data=data)
    report.delete()
    _show(subsite, by=by, at=at)


def _one_at_a_time(subsite: Subsite) -> None:
    """What is public is made of all deliveries of a site: two at once would each leave out the other's."""
    Subsite.objects.select_for_update(no_key=True).get(pk=subsite.pk)


def _show(subsite: Subsite, *, by: User | None, at: datetime.datetime) -> None:
    document = figure_document(subsite)
    if document is not None:
        put_document(document=document, by=by, at=at)
        return
    public = PublishedDocument.objects.filter(site=subsite, content_id=content_id_of(subsite)).first()
    if public is not None:
        withdraw_document(document=public, by=by, at=at)


def _take(subsite: Subsite, delivery: Delivery, *, by: User | None, at: datetime.datetime) -> FigureReport | None:
    if delivery.as_of > day_of(at):
        raise RefusedFigures("future", day=delivery.as_of.strftime("%d/%m/%Y"))
    report, is_new = FigureReport.objects.get_or_create(
        subsite=subsite,
        source=delivery.source,
        period_start=delivery.period_start,
        period_end=delivery.period_end,
        as_of=delivery.as_of,
        sha256=delivery.sha256,
        defaults={"file_name": delivery.file_name[:150], "by": by, "at": at},
    )
    if not is_new and not _corrects(report):
        return None
    if not is_new:  # the right numbers again, after wrong ones: they are the newest now
        report.by, report.at = by, at
        report.save(update_fields=["by", "at"])
        log(action="procedures.figures_taken", by=by, at=at, target=report, data=_said(report, delivery))
        return report
    names = [row.unit_name for row in delivery.rows]
    ours = OrgUnit.objects.filter(name_vi__in=names, pk__in=subtree_ids([agency_of(subsite.unit).pk]))
    units = {unit.name_vi: unit for unit in ours.order_by("-pk")}
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
    log(action="procedures.figures_taken", by=by, at=at, target=report, data=_said(report, delivery))
    return report


def _said(report: FigureReport, delivery: Delivery) -> dict[str, Any]:
    rows = len(delivery.rows)
    return {"source": delivery.source, "period": str(report), "as_of": delivery.as_of, "records": rows}


def _corrects(report: FigureReport) -> bool:
    """Whether another delivery of the same period and day is shown instead of this one."""
    same = FigureReport.objects.filter(
        subsite=report.subsite, source=report.source, period_start=report.period_start, period_end=report.period_end
    )
    newest = same.order_by("-as_of", "-at", "-pk")[0]
    return newest.pk != report.pk and newest.as_of == report.as_of


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
        delivered = ask(fetch, subsite.key, at, seconds=settings.PROCEDURE_FIGURES_SECONDS)
        taken = len(take_figures(subsite=subsite, deliveries=delivered, by=None, at=at))
    except Exception as away:  # whatever a connector raises: the public keeps the last good figures
        error = f"{type(away).__name__}: {away}"[:2000]
        logger.warning("source of figures %s failed for %s: %s", name, subsite.key, error)
    values = {"tried_at": at, "error": error, **({} if error else {"succeeded_at": at})}
    FigureSourceState.objects.update_or_create(subsite=subsite, source=name, defaults=values)
    return taken
