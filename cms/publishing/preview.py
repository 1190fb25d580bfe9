"""How an editor sees a draft: through the renderer that the portal registered, or as JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import orjson
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.models import Page

from cms.publishing.page_presentation import present_page
from cms.publishing.placing import place_of
from cms.publishing.presenting import Presentation
from cms.subsites.models import Subsite


@dataclass(frozen=True, kw_only=True)
class DraftDocument:
    """A presentation that stands in no store, with what the store would add.

    `path` is where it would stand; `site` is None for a draft outside every site.
    """

    document_type: str
    schema_version: int
    content_id: UUID
    locale: str
    site: Subsite | None
    path: str
    presentation: Presentation


PreviewRenderer = Callable[[HttpRequest, DraftDocument], HttpResponseBase]

_renderers: list[PreviewRenderer] = []


def register_preview_renderer(renderer: PreviewRenderer) -> None:
    """Say who renders drafts; ImproperlyConfigured when somebody does already."""
    if _renderers:
        raise ImproperlyConfigured("a preview renderer is registered already")
    _renderers.append(renderer)


def draft_document(page: Page, *, viewer: int | None = None) -> DraftDocument:
    """The document that this state of a page would become, with private file addresses for `viewer`; stores nothing."""
    place = place_of(page) if page.pk and page.url_path else None
    presented = present_page(page, mode="preview", place=place, viewer=viewer)
    return DraftDocument(
        document_type=presented.document_type.name,
        schema_version=presented.document_type.schema_version,
        content_id=page.translation_key,
        locale=presented.locale,
        site=place.site if place else None,
        path=place.path if place else "",
        presentation=presented.presentation,
    )


def serve_preview(request: HttpRequest, page: Page) -> HttpResponseBase:
    """Answer a preview request for a draft: never stored by anyone, never indexed."""
    draft = draft_document(page, viewer=request.user.pk if hasattr(request, "user") else None)
    response = _renderers[0](request, draft) if _renderers else _as_json(draft)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _as_json(draft: DraftDocument) -> HttpResponse:
    presentation = draft.presentation
    body = {
        "content_id": str(draft.content_id),
        "document_type": draft.document_type,
        "schema_version": draft.schema_version,
        "locale": draft.locale,
        "site": draft.site.key if draft.site else None,
        "path": draft.path or None,
        "title": presentation.title,
        "summary": presentation.summary,
        "image": presentation.image,
        "details": presentation.details,
        "links": {name: [str(i) for i in ids] for name, ids in presentation.links.items()},
    }
    return HttpResponse(orjson.dumps(body), content_type="application/json")
