"""Units as documents: which a site shows, and what happens when one changes."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.registry import UnitChange
from cms.kernel.calendar import day_of, start_of_day
from cms.publishing.actions import note_pages_stale, put_document, withdraw_document
from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from home.documents import documents_of_unit
from home.models import OrganisationPage, UnitRecord


@transaction.atomic
def publish_units(*, subsite: Subsite, by: User | None, at: datetime.datetime) -> None:
    """Put every unit of a site's agency, closed ones too, into the store. Idempotent.

    A unit that was shown before keeps its times: only `note_unit_change` says that it changed.
    """
    for unit in _units_below(subsite.unit):
        record, _created = UnitRecord.objects.get_or_create(
            subsite=subsite, unit=unit, defaults={"first_published_at": at, "updated_at": at}
        )
        _put(record, by=by, at=at)


@transaction.atomic
def note_unit_change(*, unit: OrgUnit, by: User | None, at: datetime.datetime) -> None:
    """Renew a unit's documents on every site whose agency it belongs to, and make them where they are missing."""
    above = set(_keys_above(unit))
    for subsite in Subsite.objects.select_related("unit").filter(unit__key__in=above):
        record, created = UnitRecord.objects.get_or_create(
            subsite=subsite, unit=unit, defaults={"first_published_at": at, "updated_at": at}
        )
        if not created:
            record.updated_at = at
            record.save(update_fields=["updated_at"])
        _put(record, by=by, at=at)


def unit_changed(change: UnitChange) -> None:
    """What `cms.departments` calls at every change of a unit, in its transaction."""
    units = (change.unit, *change.successors)
    for unit in units:
        note_unit_change(unit=unit, by=change.by, at=change.at)
    # Parts that stand under another unit since say so, without being changed themselves.
    for record in _records().filter(unit__parent__in=units):
        _put(record, by=change.by, at=change.at)
    note_pages_stale(page_ids=_pages_naming(change), by=change.by, at=change.at)


@transaction.atomic
def note_closed_units(*, at: datetime.datetime) -> int:
    """Say of the units whose last day is over that they are closed; how many. Idempotent."""
    count = 0
    over = _records().filter(unit__valid_to__lt=day_of(at), updated_at__lt=start_of_day(day_of(at)))
    for pk in list(over.values_list("pk", flat=True)):
        # Locked, then read: a name given meanwhile is in it.
        UnitRecord.objects.select_for_update().get(pk=pk)
        record = _records().get(pk=pk)
        if record.unit.valid_to is not None and day_of(record.updated_at) <= record.unit.valid_to:
            record.updated_at = at
            record.save(update_fields=["updated_at"])
            _put(record, by=None, at=at)
            count += 1
    return count


def _pages_naming(change: UnitChange) -> set[int]:
    """Pages whose documents hold a name of the unit that this change may have altered.

    Those first published since the day it holds from (a change may be recorded late), and the pages about the unit.
    """
    named = PublishedDocument.objects.filter(
        facets__name="department",
        facets__value=change.unit.key,
        first_published_at__gte=start_of_day(change.on),
        page_id__isnull=False,
    )
    about = OrganisationPage.objects.filter(unit=change.unit, live=True)
    return {*named.values_list("page_id", flat=True), *about.values_list("pk", flat=True)}


def _records() -> QuerySet[UnitRecord]:
    return UnitRecord.objects.select_related("subsite", "unit", "unit__parent").order_by("pk")


def _put(record: UnitRecord, *, by: User | None, at: datetime.datetime) -> None:
    """Put a unit's documents; one in a language in which it has no name any more is taken out."""
    documents = list(documents_of_unit(record))
    for document in documents:
        put_document(document=document, by=by, at=at)
    named = [document.locale for document in documents]
    rows = PublishedDocument.objects.filter(site=record.subsite, content_id=record.unit.content_id)
    for row in rows.exclude(locale__in=named):
        withdraw_document(document=row, by=by, at=at)


def _units_below(top: OrgUnit) -> Iterable[OrgUnit]:
    """A unit and all below it, level by level; outside agencies are not the site's to show."""
    level = [top]
    while level:
        yield from level
        found = OrgUnit.objects.filter(parent__in=level).exclude(kind=OrgUnit.Kind.EXTERNAL)
        level = list(found.order_by("order", "key"))


def _keys_above(unit: OrgUnit) -> Iterable[str]:
    current: OrgUnit | None = unit
    while current is not None:
        yield current.key
        current = current.parent
