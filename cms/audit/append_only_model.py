"""Models whose rows are only added: what was noted or decided is never written anew."""

from collections.abc import Sequence
from typing import Any, Generic, NoReturn, TypeVar

from django.db import models

from cms.audit.errors import AppendOnlyLog

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row], Generic[Row]):
    """Reads and additions; whatever would change rows is refused."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: raise AppendOnlyLog."""
        raise AppendOnlyLog

    def delete(self) -> NoReturn:
        """Refused: raise AppendOnlyLog."""
        raise AppendOnlyLog

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: raise AppendOnlyLog."""
        raise AppendOnlyLog

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: with `update_conflicts` it overwrites. Actions write rows one by one, or `add_all`."""
        raise AppendOnlyLog

    def add_all(self, rows: Sequence[Row]) -> None:
        """Add many rows at once; raise AppendOnlyLog when one is there already, and then add none."""
        if not all(row._state.adding for row in rows):
            raise AppendOnlyLog
        super().bulk_create(rows)

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: raise AppendOnlyLog."""
        raise AppendOnlyLog


class AppendOnly(models.Model):
    """A row that `save` adds once and `delete` never removes; it only loses its link to what is deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raise AppendOnlyLog when it is already there."""
        if not self._state.adding:
            raise AppendOnlyLog
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: raise AppendOnlyLog."""
        raise AppendOnlyLog
