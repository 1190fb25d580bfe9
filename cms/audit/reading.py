"""Whose entries a reader of the log is shown: said by the app that knows sites and agencies."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from cms.audit.models import AuditEntry, AuditEntryQuerySet

Scope = Callable[[Any], Q]
_scopes: list[Scope] = []


def register_scope(scope: Scope) -> None:
    """Say which entries a person may read, as a condition; raise ImproperlyConfigured when that is said already."""
    if _scopes:
        raise ImproperlyConfigured("who reads which entries of the log is registered twice")
    _scopes.append(scope)


def readable_entries(user: Any) -> AuditEntryQuerySet:
    """The entries that a person with the right to read the log is shown; all of them for a superuser."""
    if user.is_superuser:
        return AuditEntry.objects.all()
    if not _scopes:
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(_scopes[0](user))
