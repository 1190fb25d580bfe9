"""How an editor sees a draft: on the public page itself, rendered by the public templates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import override

from cms.portal.contexts import context_for
from cms.portal.page_meta import page_meta
from cms.portal.paging import Position
from cms.portal.rendering import document_page
from cms.portal.source.port import Document, DocumentSource, Link, ListingQuery, Site, SourceAway
from cms.portal.source.selection import document_source
from cms.portal.views.door import source_away
from cms.portal.visit import Visit, visit_of
from cms.publishing.preview import DraftDocument

LONGEST_QUESTION = 100  # the API's largest page


def render_preview(request: HttpRequest, draft: DraftDocument) -> HttpResponseBase:
    """The draft as its public page would look now. It is stored nowhere; `publishing` adds no-store and noindex."""
    source = document_source()
    try:
        visit = replace(visit_of(request, source), locale=draft.locale, path=draft.path)
        if draft.site is not None:
            visit = replace(visit, site=_site_named(draft.site.key, visit, source))
        with override(draft.locale):
            return HttpResponse(_page(draft, visit, source))
    except SourceAway:
        return source_away(request)


def _page(draft: DraftDocument, visit: Visit, source: DocumentSource) -> str:
    document = document_from_draft(draft, visit, source)
    meta = page_meta(document, visit, source)
    # Nothing of a draft is for machines.
    meta = replace(meta, is_preview=True, is_indexed=False, canonical="", alternates=(), structured=())
    context = context_for(document, visit, source, Position())
    return document_page(document, visit=visit, source=source, meta=meta, context=context)


def document_from_draft(draft: DraftDocument, visit: Visit, source: DocumentSource) -> Document:
    """The document that the draft would become. Its times are now; links show only what is public already."""
    shown = draft.presentation
    now = timezone.now()
    targets = _targets([each for ids in shown.links.values() for each in ids], visit, source)
    links = {name: [targets[each] for each in ids if each in targets] for name, ids in shown.links.items()}
    return Document(
        content_id=str(draft.content_id),
        document_type=draft.document_type,
        locale=draft.locale,
        site=visit.site.key,
        path=draft.path,
        title=shown.title,
        summary=shown.summary,
        image=shown.image,
        first_published_at=now,
        published_at=now,
        updated_at=now,
        breadcrumbs=links.get("breadcrumbs", ()),
        details=shown.details,
        links=links,
    )


def _targets(ids: Sequence[UUID], visit: Visit, source: DocumentSource) -> Mapping[UUID, Link]:
    wanted = list(dict.fromkeys(ids))[:LONGEST_QUESTION]
    if not wanted:
        return {}
    query = ListingQuery(site=visit.site.key, locale=visit.locale, ids=wanted, as_cards=True, limit=LONGEST_QUESTION)
    return {
        UUID(found.content_id): Link(
            title=found.title,
            path=found.path,
            type=found.document_type,
            locale=found.locale,
            content_id=found.content_id,
        )
        for found in source.listing(query).items
    }


def _site_named(key: str, visit: Visit, source: DocumentSource) -> Site:
    return next((site for site in source.sites() if site.key == key), visit.site)
