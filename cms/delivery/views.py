"""The doors of the read API: parse, ask one query, answer with its bytes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from cms.api import values
from cms.api.answers import CACHE_CONTROL, JSON_TYPE, answer, digest_of
from cms.api.parameters import Parameters, Refused
from cms.api.problems import GoneForReason, InvalidParameters, ParameterError
from cms.api.views import ReadView
from cms.delivery import parameters, shapes
from cms.delivery.description import ReadSchema, described
from cms.delivery.kept_lists import FinishedList, finished_list
from cms.delivery.sites import named_site, site_of
from cms.kernel.calendar import day_of
from cms.publishing import reading
from cms.publishing.reading import Found, Gone, Listing, Missing, Moved
from cms.subsites.queries import SubsiteInfo


class DeliveryView(ReadView):
    """A read that describes itself by the parameters it parses."""

    schema = ReadSchema()

    def site(self, request: Request, asked: dict[str, Any]) -> SubsiteInfo:
        """The site that is read; raise NotPermitted when the caller's token is for another."""
        return self.permitted(site_of(request._request, asked))

    def permitted(self, site: SubsiteInfo) -> SubsiteInfo:
        """The same site; raise NotPermitted when the caller's token is for another."""
        if self.caller is not None:
            self.caller.need_site(site.key)
        return site


class DocumentsView(DeliveryView):
    """`documents/`: a page of documents."""

    parameters = parameters.DOCUMENTS

    @described("listDocuments", "A page of documents", shapes.DocumentPage)
    def get(self, request: Request) -> HttpResponse:
        """The documents that meet every condition."""
        asked = self.asked(request)
        query = parameters.document_query(self.site(request, asked), asked)
        with cursor_refused():
            found = finished_list(query, reading.documents, finished)
        return answer(request._request, found.body, changed_at=found.changed_at, digest=found.digest)


class DocumentView(DeliveryView):
    """`documents/{content_id}/`: one document in one language."""

    parameters = parameters.DOCUMENT

    @described("getDocument", "One document by its content id", shapes.AnyDocument, one=True)
    def get(self, request: Request, content_id: str) -> HttpResponse:
        """The document, 410 with the public reason, or 404."""
        asked = self.asked(request)
        try:
            wanted = values.uuid(content_id)
        except Refused as refusal:
            raise Http404 from refusal  # a slug is no id: like an id that nothing has
        found = reading.document(
            site=self.site(request, asked),
            content_id=wanted,
            locale=asked.get("locale", "vi"),
            fallback=asked.get("fallback", "none"),
        )
        return one_answer(request._request, found, asked)


class ByPathView(DeliveryView):
    """`by-path/`: what stands at an address of the public site."""

    parameters = parameters.BY_PATH

    @described("getDocumentByPath", "What stands at an address", shapes.AnyDocument, one=True, moves=True)
    def get(self, request: Request) -> HttpResponse:
        """The document, 301 to its present address, 410 with the public reason, or 404."""
        asked = self.asked(request)
        if "path" not in asked:
            raise InvalidParameters([ParameterError("path", _("This parameter is required."))])
        found = reading.by_path(site=self.site(request, asked), path=asked["path"])
        return one_answer(request._request, found, asked)


class SectionsView(DeliveryView):
    """`sections/`: every open section, empty or not."""

    parameters = parameters.SHORT_LIST

    @described("listSections", "Every open section, empty or not", shapes.SectionPage)
    def get(self, request: Request) -> HttpResponse:
        """The sections in the order of their numbers."""
        asked = self.asked(request)
        site = self.site(request, asked)
        return _list_answer(
            request._request, lambda: reading.sections(site=site, on=day_of(timezone.now()), **_paging(asked))
        )


class MenusView(DeliveryView):
    """`menus/`: the menus of a site."""

    parameters = parameters.SHORT_LIST

    @described("listMenus", "The menus of a site", shapes.MenuPage)
    def get(self, request: Request) -> HttpResponse:
        """The menus by key, without entries that a reader could not open."""
        asked = self.asked(request)
        site = self.site(request, asked)
        return _list_answer(request._request, lambda: reading.menus(site=site, **_paging(asked)))


class SitesView(DeliveryView):
    """`sites/`: the sites of the platform."""

    parameters = parameters.SHORT_LIST

    @described("listSites", "The sites of the platform", shapes.SitePage)
    def get(self, request: Request) -> HttpResponse:
        """Every site, or the one that `site` names."""
        asked = self.asked(request)
        site = named_site(asked)
        if site is not None:
            self.permitted(site)
        return _list_answer(request._request, lambda: reading.sites(site=site, **_paging(asked)))


class IndexView(DeliveryView):
    """`/api/v1/`: what there is to read."""

    parameters = parameters.NONE

    @described("getIndex", "What there is to read", shapes.Index)
    def get(self, request: Request) -> HttpResponse:
        """The address of each resource."""
        self.asked(request)
        root = reverse("delivery:index")
        resources = (
            "documents",
            "procedures",
            "by-path",
            "sections",
            "menus",
            "sites",
            "search",
            "preview",
            "schema",
            "docs",
        )
        index = {"version": "1", "resources": {name: f"{root}{name}/" for name in resources}}
        return answer(request._request, orjson.dumps(index))


class UnknownView(DeliveryView):
    """Everything else under `/api/`: a 404, counted like any other request."""

    parameters = Parameters()

    @extend_schema(exclude=True)
    def get(self, request: Request, rest: str = "") -> HttpResponse:
        """Nothing."""
        raise Http404


def _paging(asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "locale": asked.get("locale", "vi"),
        "limit": asked.get("limit", parameters.DEFAULT_LIMIT),
        "cursor": asked.get("cursor"),
    }


def _list_answer(request: HttpRequest, read: Callable[[], Listing]) -> HttpResponse:
    with cursor_refused():
        listing = read()
    return answer(request, body(listing), changed_at=listing.changed_at)


@contextmanager
def cursor_refused() -> Iterator[None]:
    """A cursor that we did not give out is the caller's mistake."""
    try:
        yield
    except reading.InvalidCursor as error:
        message = _("Give the cursor as it stood in `next`, with the same order.")
        raise InvalidParameters([ParameterError("cursor", message)]) from error


def finished(listing: Listing) -> FinishedList:
    text = body(listing)
    return FinishedList(body=text, digest=digest_of(text), changed_at=listing.changed_at)


def body(listing: Listing, extra: Mapping[str, Any] | None = None) -> bytes:
    """The items between their brackets, joined once: the copy of 250 KB costs more than the rest of it."""
    tail = orjson.dumps({"next": listing.next_cursor, "total": listing.total, **(extra or {})})
    if not listing.items_json:
        return b'{"items":[],' + tail[1:]
    first, *others = listing.items_json
    parts = [b'{"items":[', first]
    for item in others:
        parts += (b",", item)
    return b"".join([*parts, b"],", tail[1:]])


def one_answer(request: HttpRequest, found: Found | Moved | Gone | Missing, asked: dict[str, Any]) -> HttpResponse:
    match found:
        case Found():
            return answer(request, found.body, changed_at=found.changed_at)
        case Moved():
            return _moved(found, asked)
        case Gone():
            raise GoneForReason(found.reason)
        case _:
            raise Http404


def _moved(moved: Moved, asked: dict[str, Any]) -> HttpResponse:
    """301 to the same question with the present path: a client that follows gets the document."""
    question: dict[str, str] = {name: asked[name] for name in ("site", "locale") if name in asked}
    question["path"] = moved.path
    location = f"{reverse('delivery:by-path')}?{urlencode(question, safe='/')}"
    headers = {"Location": location, "Cache-Control": CACHE_CONTROL, "Content-Type": JSON_TYPE}
    return HttpResponse(orjson.dumps({"status": 301, "path": moved.path}), status=301, headers=headers)
