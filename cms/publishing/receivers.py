"""Where Wagtail's signals become actions: one call each."""

from django.db.models import Model


def connect_watched(model: type[Model]) -> None:
    """Watch the saves and deletions of a model (cms.publishing.references.watch)."""
