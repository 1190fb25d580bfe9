"""What the plan says on a day, how far it is, and which sections are empty."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Min, OuterRef, Subquery

from cms.departments.models import OrgUnit
from cms.departments.queries import holders_of, units_matching
from cms.editorial.models import Contribution, PlanLine, PlanVersion, Section
from cms.editorial.plan_file import PlanFile, read_plan, shifted_to
from cms.editorial.rules import Piece, Progress, Quota, done_in, progress, translated_in
from cms.kernel.calendar import day_of, end_of_day, start_of_day
from cms.kernel.periods import Week, Year
from cms.publishing.models import PublicationEvent
from cms.publishing.registry import document_types
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Who supplies a line on a day: units, and persons where the plan names a role."""

    units: tuple[OrgUnit, ...]
    people: tuple["User", ...]


@dataclass(frozen=True, kw_only=True)
class LineStanding:
    """A line of the plan with what it asks, where it stands and who answers for it, on a day."""

    line: PlanLine
    progress: Progress
    supply: Supply
    editors: tuple["User", ...]
    last_published_on: datetime.date | None


def latest_version(subsite_key: str, kind: str) -> PlanVersion | None:
    """The newest version of the newest plan of a site and kind, whenever it takes effect."""
    versions = PlanVersion.objects.select_related("plan").filter(plan__subsite__key=subsite_key, plan__kind=kind)
    return versions.order_by("-plan__year", "-number").first()


def plan_of(version: PlanVersion) -> PlanFile:
    """The plan that a version was read from, for its year."""
    return shifted_to(read_plan(version.source.encode()), version.plan.year)


def version_in_force(subsite: Subsite, on: datetime.date) -> PlanVersion | None:
    """The version of the plan of that day's year that is in force on the day (R014), or None."""
    versions = PlanVersion.objects.select_related("plan", "plan__subsite").filter(
        plan__subsite=subsite, plan__year=on.year, effective_on__lte=on
    )
    return versions.order_by("-effective_on", "-number").first()


def suppliers_on(line: PlanLine, agency: OrgUnit, on: datetime.date) -> Supply:
    """The suppliers of a line on a day: its units that exist then, and whom its selectors name then (R066)."""
    units: dict[int, OrgUnit] = {}
    people: dict[int, User] = {}
    for supplier in line.suppliers.all():
        if supplier.unit is not None:
            if supplier.unit.is_in_being(on=on):
                units[supplier.unit.pk] = supplier.unit
            continue
        matched = units_matching(supplier.selector, agency, on)
        units |= {unit.pk: unit for unit in matched.units}
        people |= {person.pk: person for person in matched.people}
    return Supply(units=tuple(units.values()), people=tuple(people.values()))


def standings(version: PlanVersion, on: datetime.date, *, section_key: str | None = None) -> list[LineStanding]:
    """Every line of a version, or of one section, with its progress on a day, in the order of the appendix."""
    year = Year(version.plan.year)
    rows = version.lines.select_related("section", "responsible_post", "responsible_unit")
    if section_key is not None:
        rows = rows.filter(section__key=section_key)
    lines = list(rows.prefetch_related("suppliers__unit"))
    if not lines:
        return []
    pieces = _pieces(version.plan.subsite, until=min(on, year.end))
    newest = _newest(version.plan.subsite)
    quotas = quotas_of(lines)
    agency = version.plan.subsite.unit
    return [
        LineStanding(
            line=line,
            progress=progress(quotas[line.pk], _done(line, quotas[line.pk], pieces, year), year, on=on),
            supply=suppliers_on(line, agency, on),
            editors=tuple(holders_of(line.responsible_post, on)) if line.responsible_post else (),
            last_published_on=newest.get(line.section_id),
        )
        for line in lines
    ]


def total_standing(version: PlanVersion, on: datetime.date) -> Progress | None:
    """Progress of the quantity a plan sets for the whole year (R108), or None where it sets none."""
    if version.total_minimum is None and version.total_maximum is None:
        return None
    year = Year(version.plan.year)
    quota = Quota(unit_of_count="tin_bai", minimum=version.total_minimum, maximum=version.total_maximum)
    pieces = _pieces(version.plan.subsite, until=min(on, year.end))
    done = done_in(quota, (piece for group in pieces.values() for piece in group), year)
    return progress(quota, done, year, on=on)


def quotas_of(lines: Iterable[PlanLine]) -> dict[int, Quota]:
    """The quota of each line, by its id; a section with a line of documents counts them there (rows 8 and 9)."""
    lines = list(lines)
    with_documents = {line.section_id for line in lines if line.unit_of_count == PlanLine.UnitOfCount.VAN_BAN}
    return {
        line.pk: Quota(
            unit_of_count=line.unit_of_count,
            minimum=line.minimum,
            maximum=line.maximum,
            section_counts_documents=line.section_id in with_documents,
        )
        for line in lines
    }


def empty_sections(subsite: Subsite, on: datetime.date) -> list[Section]:
    """Open sections in which nothing was ever published that still stands (R025); headings are never empty."""
    filled = Contribution.objects.counted().filter(subsite=subsite, withdrawn_at__isnull=True)
    sections = Section.objects.filter(subsite=subsite).open_on(on).exclude(content_kind="group")
    return list(sections.exclude(pk__in=filled.values("section")))


def updates_in_week(subsite: Subsite, week: Week) -> int:
    """How often the site's content was published from Monday to Sunday (R036).

    One content in one language counts once a day, however often it was saved and published that day; only
    types that are listed are news of the site, a unit or a menu is not.
    """
    listed = [kind.name for kind in document_types() if kind.listed]
    events = PublicationEvent.objects.filter(
        kind=PublicationEvent.Kind.PUBLISHED,
        site=subsite,
        document_type__in=listed,
        occurred_at__gte=start_of_day(week.start),
        occurred_at__lte=end_of_day(week.end),
    )
    rows = events.values_list("content_id", "locale", "occurred_at")
    return len({(content_id, locale, day_of(moment)) for content_id, locale, moment in rows})


def _done(line: PlanLine, quota: Quota, pieces: Mapping[int | None, list[Piece]], year: Year) -> int:
    if line.section_id is None:
        everything = [piece for group in pieces.values() for piece in group]
        return translated_in(everything, year, locale=line.locale)
    return done_in(quota, pieces.get(line.section_id, ()), year)


def _pieces(subsite: Subsite, *, until: datetime.date) -> dict[int | None, list[Piece]]:
    """Contributions up to a day, by section, each with the first day of its translation group. One query."""
    # By the content alone, whose index finds them: with the site, SQLite read all its rows for each row.
    versions = Contribution.objects.filter(content_id=OuterRef("content_id"))
    first = versions.order_by().values("content_id").annotate(first=Min("published_at")).values("first")
    columns = ("section", "content_id", "locale", "kind", "format", "images", "published_at", "deleted_at", "first_at")
    rows = Contribution.objects.filter(subsite=subsite, published_at__lte=end_of_day(until))
    found: dict[int | None, list[Piece]] = {}
    for row in rows.order_by().annotate(first_at=Subquery(first)).values(*columns):
        piece = Piece(
            content_id=row["content_id"],
            locale=row["locale"],
            kind=row["kind"],
            format=row["format"],
            images=row["images"],
            published_on=day_of(row["published_at"]),
            group_first_on=day_of(row["first_at"]),
            is_deleted=row["deleted_at"] is not None,
        )
        found.setdefault(row["section"], []).append(piece)
    return found


def _newest(subsite: Subsite) -> dict[int | None, datetime.date]:
    rows = (
        Contribution.objects.counted()
        .filter(subsite=subsite, withdrawn_at__isnull=True)
        .order_by()
        .values_list("section")
        .annotate(newest=Max("published_at"))
    )
    return {section_id: day_of(newest) for section_id, newest in rows}
