"""Wagtail's database search for the admin, finding what is typed with accents, without them, or with some.

The index holds titles as written and folded (`title_folded`); what is typed is asked in both forms too. So
"ho chieu", "hộ chiếu" and "Hộ chieu" find the same pages on every database, and a word that stands in the
index only as written (a tag) is still found as written.
"""

from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText, SearchQuery

from cms.kernel.text import fold, nfc, strip_controls


class FoldedQueriesMixin:
    """A search backend of Wagtail's that asks for the folded words beside those typed."""

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        if isinstance(query, str) and query:
            operator = kwargs.get("operator") or query_compiler_class.DEFAULT_OPERATOR
            query = PlainText(query, operator=operator)
        return super()._search(query_compiler_class, in_both_forms(query), model_or_queryset, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (the name Wagtail looks for)
    """The stock backend for the present database, with folded queries."""
    stock = type(database.SearchBackend(dict(params)))
    return type(f"Folded{stock.__name__}", (FoldedQueriesMixin, stock), {})(params)


def in_both_forms(query: Any) -> Any:
    """The query with each text as typed or folded; texts that folding leaves alone, and anything else, as they are."""
    if isinstance(query, PlainText):
        return _words_in_both_forms(query)
    if isinstance(query, Phrase):
        return _either(Phrase(nfc(query.query_string)), Phrase(fold(query.query_string)))
    if isinstance(query, And | Or):
        return type(query)([in_both_forms(part) for part in query.subqueries])
    if isinstance(query, Not):
        return Not(in_both_forms(query.subquery))
    if isinstance(query, Boost):
        return Boost(in_both_forms(query.subquery), query.boost)
    return query


def _words_in_both_forms(query: PlainText) -> SearchQuery:
    # Quotation marks end the string in which SQLite gets each word: typed into a chooser they were a 500.
    text = strip_controls(query.query_string, keep_lines=True).replace('"', " ")
    if not text.strip():
        return MATCH_NONE
    typed, folded = (PlainText(form, operator=query.operator, boost=query.boost) for form in (nfc(text), fold(text)))
    return _either(typed, folded)


def _either(typed: PlainText | Phrase, folded: PlainText | Phrase) -> SearchQuery:
    same = typed.query_string.lower() == folded.query_string
    return typed if same or not folded.query_string.strip() else Or([typed, folded])
