"""Searching as people type: without accents, every word somewhere. For listings and choosers of any app."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.kernel.text import fold


def matching_words(queryset: "QuerySet[Any]", typed: str, fields: tuple[str, ...]) -> "QuerySet[Any]":
    """The rows in which each word typed occurs, folded, in one of the folded columns."""
    for word in fold(typed).split():
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__contains": word})
        queryset = queryset.filter(found)
    return queryset


class FoldedSearchMixin:
    """A listing of the admin whose search finds text typed without accents.

    `search_fields` names columns that hold folded text.
    """

    search_backend_name = None
    search_fields: tuple[str, ...] = ("search_text",)
    search_query: str
    is_searching: bool

    def search_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Narrow the listing to what was typed."""
        return matching_words(queryset, self.search_query, self.search_fields) if self.is_searching else queryset
