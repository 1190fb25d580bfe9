"""Units as documents: which a site shows, and what happens when one changes."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.registry import UnitChange
from cms.publishing.actions import put_document
from cms.subsites.models import Subsite
from home.documents import documents_of_unit
from home.models import UnitRecord


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
    for unit in (change.unit, *change.successors):
        note_unit_change(unit=unit, by=change.by, at=change.at)


def _put(record: UnitRecord, *, by: User | None, at: datetime.datetime) -> None:
    for document in documents_of_unit(record):
        put_document(document=document, by=by, at=at)


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
