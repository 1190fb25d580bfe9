"""What the units of an agency owe its plans on a day: for the desk. Two queries, however many lines and sites."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Min, OuterRef, Subquery

from cms.departments.models import OrgUnit
from cms.departments.queries import BOARD_STANDING_MEMBER, SELECTOR_KINDS
from cms.editorial.models import Contribution, PlanLine, PlanVersion
from cms.editorial.queries import quotas_of
from cms.editorial.rules import (
    Pace,
    Piece,
    Progress,
    Quota,
    done_in,
    owed_until,
    progress,
    translated_in,
)
from cms.kernel.calendar import day_of, end_of_day, start_of_day
from cms.kernel.periods import Week, Year


@dataclass(frozen=True, kw_only=True)
class OwedLine:
    """A line of the plan in force, where it stands, and what is missing of its even share by the end of the week.

    `supplier_ids` are the units that supply it that day; `own_done` counts what one of the asked units published.
    """

    line: PlanLine
    progress: Progress
    owed: int
    own_done: int
    supplier_ids: frozenset[int]
    for_standing_office: bool

    @property
    def is_behind(self) -> bool:
        """Whether this pace does not lead to the minimum by the end of the year."""
        return self.progress.pace == Pace.BEHIND


@dataclass(frozen=True, kw_only=True)
class Owing:
    """The lines, and how many pieces each unit published this week and this year."""

    lines: tuple[OwedLine, ...] = ()
    week_by_unit: dict[int, int] = field(default_factory=dict)
    year_by_unit: dict[int, int] = field(default_factory=dict)


def owing(agencies: Collection[int], units: Collection[OrgUnit], *, own: Collection[int], on: datetime.date) -> Owing:
    """What the plans of some agencies' sites ask, on a day. `units`: those in being below the agencies."""
    if not agencies:
        return Owing()
    year, week = Year(on.year), Week.of(on)
    lines = _lines_in_force(agencies, on)
    quotas = quotas_of(line for line, _suppliers in lines)
    subsites = {line.version.plan.subsite_id for line, _suppliers in lines}
    pieces = _pieces(subsites, year, until=on)
    of_section: dict[tuple[int, int | None], list[_Row]] = {}
    for row in pieces:
        of_section.setdefault((row.subsite_id, row.section_id), []).append(row)
    found = []
    for line, named in lines:
        quota, concerned = quotas[line.pk], _concerned(line, pieces, of_section)
        suppliers, is_office = _suppliers(named, units)
        found.append(
            OwedLine(
                line=line,
                progress=progress(quota, done := _done(line, quota, concerned, year), year, on=on),
                owed=owed_until(quota, done, year, until=week.end),
                own_done=_done(line, quota, [row for row in concerned if row.department_id in own], year),
                supplier_ids=suppliers,
                for_standing_office=is_office,
            )
        )
    return Owing(lines=tuple(found), week_by_unit=_by_unit(pieces, since=week.start), year_by_unit=_by_unit(pieces))


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A piece with whose it is and where it stands."""

    piece: Piece
    subsite_id: int
    section_id: int | None
    department_id: int


_Supplier = tuple[int | None, str]  # a unit, or a selector


def _lines_in_force(agencies: Collection[int], on: datetime.date) -> list[tuple[PlanLine, list[_Supplier]]]:
    """The lines of the version in force on each site of the agencies (R014), with sections and suppliers. One query.

    The join answers a row a supplier; a line without any has one with neither unit nor selector.
    """
    newest = PlanVersion.objects.filter(
        plan__subsite=OuterRef("version__plan__subsite"), plan__year=on.year, effective_on__lte=on
    ).order_by("-effective_on", "-number")
    rows = PlanLine.objects.filter(
        version=Subquery(newest.values("pk")[:1]),
        version__plan__subsite__unit__in=agencies,
        version__plan__year=on.year,
    )
    rows = rows.select_related("section", "version__plan__subsite").defer("version__source", "version__provisions")
    rows = rows.annotate(supplying_unit=F("suppliers__unit"), supplying_selector=F("suppliers__selector"))
    found: dict[int, tuple[PlanLine, list[_Supplier]]] = {}
    for row in rows.order_by("version__plan__subsite", "order", "pk"):
        _line, suppliers = found.setdefault(row.pk, (row, []))
        suppliers.append((row.supplying_unit, row.supplying_selector or ""))
    return list(found.values())


def _pieces(subsites: Collection[int], year: Year, *, until: datetime.date) -> list[_Row]:
    """The contributions of the sites in the year up to a day. One query."""
    # By the content alone, whose index finds them: with the site, SQLite read all its rows for each row (6 s of 5,000).
    versions = Contribution.objects.filter(content_id=OuterRef("content_id"))
    first = versions.order_by().values("content_id").annotate(first=Min("published_at")).values("first")
    # What was first published before the year counts in no line of it; its later translations are told by `first`.
    rows = Contribution.objects.filter(
        subsite__in=subsites, published_at__gte=start_of_day(year.start), published_at__lte=end_of_day(until)
    )
    columns = ("subsite", "section", "department", "content_id", "locale", "kind", "format", "images", "published_at")
    values = rows.order_by().annotate(first_at=Subquery(first)).values_list(*columns, "deleted_at", "first_at")
    return [
        _Row(
            piece=Piece(
                content_id=row[3],
                locale=row[4],
                kind=row[5],
                format=row[6],
                images=row[7],
                published_on=day_of(row[8]),
                group_first_on=day_of(row[10]),
                is_deleted=row[9] is not None,
            ),
            subsite_id=row[0],
            section_id=row[1],
            department_id=row[2],
        )
        for row in values.iterator(chunk_size=2000)
    ]


def _concerned(
    line: PlanLine, rows: Iterable[_Row], of_section: Mapping[tuple[int, int | None], list[_Row]]
) -> list[_Row]:
    """Of a line of a section: what stands there; of the line of the English site: everything of the site."""
    subsite = line.version.plan.subsite_id
    if line.section_id is not None:
        return of_section.get((subsite, line.section_id), [])
    return [row for row in rows if row.subsite_id == subsite]


def _done(line: PlanLine, quota: Quota, rows: list[_Row], year: Year) -> int:
    pieces = [row.piece for row in rows]
    if line.section_id is None:
        return translated_in(pieces, year, locale=line.locale)
    return done_in(quota, pieces, year)


def _suppliers(suppliers: Collection[_Supplier], units: Collection[OrgUnit]) -> tuple[frozenset[int], bool]:
    """The units that supply a line, of those in being; and whether the standing member of the board does (R066)."""
    named = {unit_id for unit_id, _selector in suppliers if unit_id is not None}
    kinds = {kind for _unit, selector in suppliers for kind in SELECTOR_KINDS.get(selector, ())}
    found = frozenset(unit.pk for unit in units if unit.pk in named or unit.kind in kinds)
    return found, any(selector == BOARD_STANDING_MEMBER for _unit, selector in suppliers)


def _by_unit(rows: Iterable[_Row], *, since: datetime.date | None = None) -> dict[int, int]:
    """How many contents each unit first published, in any language counted once."""
    found: dict[int, set[object]] = {}
    for row in rows:
        first = row.piece.group_first_on
        if not row.piece.is_deleted and (since is None or first >= since) and first == row.piece.published_on:
            found.setdefault(row.department_id, set()).add(row.piece.content_id)
    return {unit: len(contents) for unit, contents in found.items()}
