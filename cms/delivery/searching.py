"""`search/` and `search/suggest/`: the doors of the search."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from cms.api.answers import answer
from cms.delivery import parameters, search_shapes
from cms.delivery.description import described
from cms.delivery.views import DeliveryView, cursor_refused
from cms.subsites.queries import SubsiteInfo
from search.answers import SearchRequest, search_answer, suggested
from search.asking import FILTERS, Asked
from search.questions import note_question


class SearchView(DeliveryView):
    """`search/`: what is looked for, best first."""

    parameters = parameters.SEARCH

    @described("search", "What is looked for, best first", search_shapes.SearchPage)
    def get(self, request: Request) -> HttpResponse:
        """The documents that answer a question, with counts, corrections and suggestions."""
        given = self.asked(request)
        wanted = search_request(self.site(request, given), given)
        with cursor_refused():
            found = search_answer(wanted, at=timezone.now())
        if wanted.cursor is None and not wanted.asked.filters:
            note_question(wanted.asked, found)
        # No date: the index follows the store a second or two later, and a best bet ends with its day.
        return answer(request._request, found.body, changed_at=None)


class SuggestView(DeliveryView):
    """`search/suggest/`: names for what was typed so far."""

    parameters = parameters.SUGGEST

    @described("suggest", "Names for what was typed so far", search_shapes.Suggestions)
    def get(self, request: Request) -> HttpResponse:
        """Procedures first, then sections and units; nothing below two characters."""
        given = self.asked(request)
        asked = Asked(text=given.get("q", ""), site=self.site(request, given), locale=given.get("locale", "vi"))
        found = suggested(asked.text, asked, limit=given.get("limit", 8))
        return answer(request._request, orjson.dumps({"suggestions": found}), changed_at=None)


def search_request(site: SubsiteInfo, given: dict[str, Any]) -> SearchRequest:
    """The search that the parsed parameters ask."""
    filters = {name: _values(given[name]) for name in FILTERS if name in given}
    return SearchRequest(
        asked=Asked(
            text=given.get("q", ""),
            site=site,
            locale=given.get("locale", "vi"),
            filters=filters,
            as_typed=given.get("exact") == "true",
            expired=given.get("include_expired") == "true",
        ),
        limit=given.get("limit", parameters.DEFAULT_LIMIT),
        cursor=given.get("cursor"),
        detail=given.get("detail", "card"),
    )


def _values(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
