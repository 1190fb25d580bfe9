"""What the log says."""

from django.db.models import Model

from cms.audit.models import AuditEntry, AuditEntryQuerySet


def entries_about(target: Model) -> AuditEntryQuerySet:
    """The entries about one thing, newest first."""
    return AuditEntry.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))
