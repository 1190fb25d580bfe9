"""The one way into the log."""

import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from cms.audit.models import AuditEntry


def record(
    *,
    action: str,
    by: AbstractUser | None,
    at: datetime.datetime,
    target: Model | None = None,
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write that `by` (None = the system) did `action` at `at`, in the caller's transaction.

    `action` reads "unit.renamed"; `data` holds what changed, never personal data of citizens. The target's
    name is kept as it is now. Raise ValueError for a naive moment.
    """
    if at.tzinfo is None:
        raise ValueError("an audit entry needs a moment with a time zone")
    person: Any = by  # our User, which lives a layer above
    entry = AuditEntry(at=at, action=action, by=person, data=_as_json(data or {}))
    if target is not None:
        entry.target_type = target._meta.label_lower
        entry.target_id = str(target.pk)
        entry.target_label = str(target)[:255]
    entry.save()
    return entry


def _as_json(data: dict[str, Any]) -> dict[str, Any]:
    """The data with dates, moments and decimals as text: an entry never fails for what it tells."""
    encoder = DjangoJSONEncoder()
    return {key: _plain(value, encoder) for key, value in data.items()}


def _plain(value: Any, encoder: DjangoJSONEncoder) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item, encoder) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item, encoder) for item in value]
    return encoder.default(value) if not isinstance(value, Model) else f"{value._meta.label_lower}:{value.pk}"
