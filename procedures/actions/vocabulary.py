"""Fields and agencies that records name: found by their Vietnamese label, added when they are new."""

import datetime
from typing import TypeVar

from django.db import transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.kernel.text import clean_line, slugify
from cms.pages.vocabulary import Term
from procedures.models import Agency, ProcedureField

_KEY_LENGTH = 60

T = TypeVar("T", bound=Term)


def field_named(label: str, *, by: User | None, at: datetime.datetime) -> ProcedureField | None:
    """The field of that name, made when there is none; None for an empty name."""
    return _named(ProcedureField, label, by=by, at=at)


def agency_named(label: str, *, by: User | None, at: datetime.datetime) -> Agency | None:
    """The agency of that name, made when there is none; None for an empty name.

    A new agency that is called as one of our units is that unit.
    """
    agency = Agency.objects.filter(label_vi=clean_line(label)).first()
    if agency is not None:
        return agency
    agency = _named(Agency, label, by=by, at=at)
    unit = OrgUnit.objects.filter(name_vi=agency.label_vi).first() if agency is not None else None
    if agency is not None and unit is not None:
        agency.unit = unit
        agency.save(update_fields=["unit"])
    return agency


@transaction.atomic
def _named(model: type[T], label: str, *, by: User | None, at: datetime.datetime) -> T | None:
    name = clean_line(label)
    if not name:
        return None
    found = model._default_manager.filter(label_vi=name).first()
    if found is not None:
        return found
    term = model(key=_free_key(model, name), label_vi=name, order=model._default_manager.count() + 1)
    term.save()
    record(action="procedures.term_added", by=by, at=at, target=term, data={"label": name})
    return term


def _free_key(model: type[Term], name: str) -> str:
    base = slugify(name, max_length=_KEY_LENGTH - 4) or "other"
    taken = set(model._default_manager.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)
