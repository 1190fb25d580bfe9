"""Validity by date: both ends inclusive, an open end is null."""

import datetime

from django.db.models import CheckConstraint, F, Q


def in_force(on: datetime.date, *, prefix: str = "") -> Q:
    """The condition "valid on that day" for rows with `valid_from` and `valid_to` (`prefix` as in a lookup)."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    not_over = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    return begun & not_over


def validity_constraint(name: str) -> CheckConstraint:
    """The database's own word that a row does not end before it begins."""
    ends_in_order = Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
    return CheckConstraint(name=f"{name}_ends_after_it_begins", condition=ends_in_order)
