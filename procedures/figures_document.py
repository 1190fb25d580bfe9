"""Processing figures as a document: the public reads the store, so a source that is away costs it nothing (R106)."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import translation
from django.utils.translation import gettext as _

from cms.publishing.presenting import Presentation
from cms.publishing.sources import SourceDocument
from cms.subsites.models import Subsite
from procedures.figures.rules import Numbers, total_of
from procedures.models import Figure, FigureReport

SLUG = "giai-quyet-thu-tuc"  # no page may stand in front of it
PERIODS_SHOWN = 12


def content_id_of(subsite: Subsite) -> UUID:
    """One document a site."""
    return uuid5(NAMESPACE_URL, f"{subsite.key}/processing-figures")


def figure_documents() -> Iterator[SourceDocument]:
    """The figures of every site that has any."""
    sites = FigureReport.objects.order_by().values_list("subsite", flat=True).distinct()
    for subsite in Subsite.objects.filter(pk__in=list(sites)).order_by("pk"):
        document = figure_document(subsite)
        if document is not None:
            yield document


def figure_document(subsite: Subsite) -> SourceDocument | None:
    """What the public reads of a site's figures; None while nothing was delivered."""
    reports = newest_reports(subsite)
    if not reports:
        return None
    first = FigureReport.objects.filter(subsite=subsite).order_by("at", "pk")[0]
    newest = max(reports, key=lambda report: (report.at, report.pk))
    with translation.override("vi"):
        title = _("Processing of administrative procedures")
        summary = _("Files received and solved, unit by unit, as of {day}.").format(
            day=reports[0].as_of.strftime("%d/%m/%Y")
        )
    return SourceDocument(
        document_type="processing_figures",
        site=subsite,
        content_id=content_id_of(subsite),
        locale="vi",
        path=f"/{SLUG}/",
        presentation=Presentation(
            title=title, summary=summary, details={"periods": [_period(report) for report in reports]}
        ),
        first_published_at=first.at,
        published_at=newest.at,
        updated_at=newest.at,
    )


def newest_reports(subsite: Subsite) -> list[FigureReport]:
    """The last delivery of each period and source, the newest period first."""
    found: dict[tuple[Any, ...], FigureReport] = {}
    rows = FigureReport.objects.filter(subsite=subsite).prefetch_related("figures__unit")
    for report in rows.order_by("-period_end", "-period_start", "source", "-as_of", "-at", "-pk"):
        found.setdefault((report.period_end, report.period_start, report.source), report)
        if len(found) > PERIODS_SHOWN:
            break
    return list(found.values())[:PERIODS_SHOWN]


def _period(report: FigureReport) -> dict[str, Any]:
    figures = list(report.figures.all())
    return {
        "start": report.period_start.isoformat(),
        "end": report.period_end.isoformat(),
        "as_of": report.as_of.isoformat(),
        "source": report.source,
        "totals": _numbers(total_of([numbers_of(figure) for figure in figures])),
        "units": [
            {
                "name": figure.unit.name_vi if figure.unit is not None else figure.unit_name,
                "unit": figure.unit.key if figure.unit is not None else None,
                **_numbers(numbers_of(figure)),
            }
            for figure in figures
        ],
    }


def numbers_of(figure: Figure) -> Numbers:
    """The numbers of a stored row."""
    return Numbers(
        received=figure.received,
        solved=figure.solved,
        on_time=figure.on_time,
        late=figure.late,
        pending=figure.pending,
    )


def _numbers(numbers: Numbers) -> dict[str, Any]:
    return {
        "received": numbers.received,
        "solved": numbers.solved,
        "on_time": numbers.on_time,
        "late": numbers.late,
        "pending": numbers.pending,
        "on_time_percent": numbers.on_time_percent,
    }
