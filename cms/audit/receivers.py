"""What the log does when the database has been migrated."""

from typing import Any

from django.db import connections

from cms.audit.append_only import protect_all


def keep_append_only(using: str, **kwargs: Any) -> None:
    """A migration may have remade a table, and SQLite then forgets its triggers."""
    protect_all(connections[using])
