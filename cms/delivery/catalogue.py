"""`procedures/`: the catalogue in its own order, and one procedure by its key or national code."""

import re

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from cms.api.answers import answer, digest_of
from cms.api.problems import InvalidParameters, ParameterError
from cms.delivery import parameters, shapes
from cms.delivery.description import described
from cms.delivery.kept_lists import FinishedList, finished_list
from cms.delivery.views import DeliveryView, body, cursor_refused, finished, one_answer
from cms.publishing import reading
from cms.publishing.reading import CatalogueQuery, Listing

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")


class ProceduresView(DeliveryView):
    """`procedures/`: a page of the catalogue."""

    parameters = parameters.PROCEDURES

    @described("listProcedures", "A page of the catalogue of procedures", shapes.ProcedurePage)
    def get(self, request: Request) -> HttpResponse:
        """What meets every condition: the often needed first, then by the alphabet."""
        asked = self.asked(request)
        query = parameters.catalogue_query(self.site(request, asked), asked)
        with cursor_refused():
            if asked.get("facets") == "yes":
                found = finished_list(("with facets", query), _read_page, lambda listing: _with_facets(query, listing))
            else:
                found = finished_list(query, reading.procedures, finished)
        return answer(request._request, found.body, changed_at=found.changed_at, digest=found.digest)


class ProcedureView(DeliveryView):
    """`procedures/{key or code}/`: one procedure in one language."""

    parameters = parameters.DOCUMENT

    @described(
        "getProcedure", "One procedure by the key of its record or its national code",
        shapes.ProcedureDocument, one=True,
    )  # fmt: skip
    def get(self, request: Request, name: str) -> HttpResponse:
        """The document, 410 with the public reason, or 404; a key wins over a code."""
        if not _NAME.fullmatch(name):
            raise InvalidParameters([ParameterError("name", _("Give the key of a record or a national code."))])
        asked = self.asked(request)
        found = reading.procedure(
            site=self.site(request, asked),
            name=name,
            locale=asked.get("locale", "vi"),
            fallback=asked.get("fallback", "none"),
        )
        return one_answer(request._request, found, asked)


def _read_page(question: tuple[str, CatalogueQuery]) -> Listing:
    return reading.procedures(question[1])


def _with_facets(query: CatalogueQuery, listing: Listing) -> FinishedList:
    text = body(listing, {"facets": reading.catalogue_facets(query)})
    return FinishedList(body=text, digest=digest_of(text), changed_at=listing.changed_at)
