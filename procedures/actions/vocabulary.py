"""Fields and agencies that records name: found by their Vietnamese label, added when they are new."""

import datetime
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.departments.queries import agency_of, subtree_ids
from cms.kernel.calendar import day_of
from cms.kernel.text import clean_line, slugify
from cms.pages.vocabulary import Term
from cms.subsites.models import Subsite
from procedures.models import Agency, ProcedureField

_KEY_LENGTH = 60

T = TypeVar("T", bound=Term)


def field_named(label: str, *, by: User | None, at: datetime.datetime) -> ProcedureField | None:
    """The field of that name, made when there is none; None for an empty name."""
    name = clean_line(label)
    if not name:
        return None
    return _found_or_added(ProcedureField, name, by=by, at=at)


def agency_named(label: str, *, by: User | None, at: datetime.datetime) -> Agency | None:
    """The agency of that name, made when there is none; None for an empty name.

    A new agency that is called as exactly one of our units is that unit: “Văn phòng” is the name of many.
    """
    name = clean_line(label)
    if not name:
        return None
    units = OrgUnit.objects.in_being(on=day_of(at)).filter(name_vi=name)

    def facts() -> dict[str, OrgUnit | None]:
        found = list(units[:2])
        return {"unit": found[0] if len(found) == 1 else None}

    return _found_or_added(Agency, name, facts, by=by, at=at)


def department_of(agency: Agency | None, subsite: Subsite) -> OrgUnit:
    """Under which unit a new record of an agency is filed: never under one of another agency than the site's.

    The agency's own unit where it stands below that of the site, else the only one there of its name, else the site's.
    At most three queries.
    """
    if agency is None:
        return subsite.unit
    below = subtree_ids([agency_of(subsite.unit).pk])
    if agency.unit is not None and agency.unit_id in below:
        return agency.unit
    named = list(OrgUnit.objects.filter(pk__in=below, name_vi=agency.label("vi"))[:2])
    return named[0] if len(named) == 1 else subsite.unit


def _known(model: type[T], name: str) -> T | None:
    """The term that the public knows by that name."""
    said = Q(public_words={}, label_vi=name) | Q(public_words__label_vi=name)
    return model._default_manager.filter(said).first()


def _found_or_added(
    model: type[T],
    name: str,
    facts: Callable[[], dict[str, OrgUnit | None]] = dict,
    *,
    by: User | None,
    at: datetime.datetime,
) -> T:
    """The term of a name; `facts` are those of a new one.

    Its key is chosen before the name is looked for once more: whoever adds the same name meanwhile takes the same key,
    which the database gives once.
    """
    if (known := _known(model, name)) is not None:
        return known
    key = _free_key(model, name)
    if (known := _known(model, name)) is not None:
        return known
    try:
        return _added(model, key, name, by=by, at=at, **facts())
    except IntegrityError:
        known = _known(model, name)
        if known is None:
            raise
        return known


@transaction.atomic
def _added(
    model: type[T], key: str, name: str, *, by: User | None, at: datetime.datetime, **values: OrgUnit | None
) -> T:
    term = model(key=key, label_vi=name, order=model._default_manager.count() + 1, **values)
    term.save()
    record(action="procedures.term_added", by=by, at=at, target=term, data={"label": name})
    return term


def _free_key(model: type[Term], name: str) -> str:
    base = slugify(name, max_length=_KEY_LENGTH - 4) or "other"
    taken = set(model._default_manager.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)
