"""Which faults a person sees, what a quarter's were, and who mends them."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from cms.departments.models import Membership, OrgUnit
from cms.departments.queries import AGENCY_KINDS, ancestors_of
from cms.departments.standing import read_organisation
from cms.incidents.access import HANDLERS, REPORT, VIEW
from cms.incidents.models import Incident
from cms.incidents.rules import Figures, figures_of
from cms.kernel.calendar import start_of_day
from cms.kernel.periods import Period
from cms.subsites.allowed import sites_for
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User

LISTED = ("subsite__unit", "opened_by", "taken_by", "closed_by")


def incidents_visible_to(user: "User", *, at: datetime.datetime) -> QuerySet[Incident]:
    """The registers the person may read, and their own reports of sites they still work for; newest first."""
    read = Q(subsite__in=sites_for(user, VIEW, at=at))
    own = Q(opened_by=user, subsite__in=sites_for(user, REPORT, at=at))
    return Incident.objects.filter(read | own).select_related(*LISTED).order_by("-opened_at", "-pk")


def log_of(rows: QuerySet[Incident], period: Period) -> QuerySet[Incident]:
    """Those of `rows` that were open at some moment of a period (R074), the first reported first."""
    start, end = moments_of(period)
    return rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=start), opened_at__lt=end).order_by(
        "opened_at", "pk"
    )


def figures_for(rows: QuerySet[Incident], period: Period, *, at: datetime.datetime) -> Figures:
    """The figures of a period for the quarterly report, of `rows` as they are known now. One query."""
    start, end = moments_of(period)
    return figures_of((row.fault for row in rows), start=start, end=end, at=at)


def moments_of(period: Period) -> tuple[datetime.datetime, datetime.datetime]:
    """Its first moment in Hanoi, and the first one after it."""
    return start_of_day(period.start), start_of_day(period.end + datetime.timedelta(days=1))


def handlers_of(subsite: Subsite, *, on: datetime.date) -> "list[User]":
    """Who mends the faults of a site: of its agency, else of the nearest agency above it that has somebody."""
    organisation = read_organisation()
    for agency in _agencies(subsite.unit):
        units = organisation.units_of_agencies({agency.pk})
        rows = Membership.objects.in_force(on=on).filter(role__in=HANDLERS, unit__in=units, person__is_active=True)
        if people := {row.person_id: row.person for row in rows.select_related("person").order_by("pk")}:
            return list(people.values())
    return []


def _agencies(unit: OrgUnit) -> list[OrgUnit]:
    return [unit, *(above for above in ancestors_of(unit) if above.kind in AGENCY_KINDS)]
