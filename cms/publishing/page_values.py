"""The document that a public page should have now: publication and repair ask the same function."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page

from cms.media.exposure import PublicFile
from cms.publishing.history import History
from cms.publishing.identity import Identity
from cms.publishing.page_presentation import present_page
from cms.publishing.placing import Place
from cms.publishing.values import DocumentValues, Times, document_values


@dataclass(frozen=True, kw_only=True)
class PageDocument:
    """Which document a page is, the row it should have, and the files the public must be able to fetch."""

    what: Identity
    values: DocumentValues
    files: Sequence[PublicFile]


def page_times(page: Page, *, history: History, at: datetime.datetime) -> Times:
    """When a page became public and when an editor last changed it.

    From the page, else from its events (pages made live by code have no dates), else `at`: never from
    the clock at a rebuild. Listings are ordered by the first publication: an edit moves nothing up.
    """
    first = page.first_published_at or (history.first.occurred_at if history.first is not None else at)
    updated = page.last_published_at or (history.published.occurred_at if history.published is not None else at)
    return Times(first_published_at=first, published_at=first, updated_at=max(first, updated))


def page_document(page: Page, place: Place, *, history: History, at: datetime.datetime) -> PageDocument:
    """Present the live state of a public page and lay it out as a row. Writes nothing."""
    times = page_times(page, history=history, at=at)
    presented = present_page(page, mode="public", place=place, published_at=times.first_published_at)
    values = document_values(
        document_type=presented.document_type,
        path=place.path,
        presentation=presented.presentation,
        times=times,
        page_id=page.pk,
    )
    what = Identity(site=place.site, content_id=page.translation_key, locale=presented.locale)
    return PageDocument(what=what, values=values, files=presented.presentation.files)
