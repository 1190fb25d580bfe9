"""The embedded engine."""

from search.backends.sqlite.backend import SqliteBackend

__all__ = ["SqliteBackend"]
