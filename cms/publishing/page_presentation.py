"""A page, asked for its document."""

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from django.utils import translation
from wagtail.models import Page

from cms.kernel.calendar import day_of
from cms.publishing.document_type import DocumentType
from cms.publishing.errors import NotADocument
from cms.publishing.placing import Place
from cms.publishing.presenting import Presentation, PresentContext
from cms.publishing.registry import presenter_for


@dataclass(frozen=True, kw_only=True)
class PresentedPage:
    """What a page says and where it says it; `place` is None when it stands in no site."""

    document_type: DocumentType
    presentation: Presentation
    place: Place | None
    locale: str


def present_page(
    page: Page,
    *,
    mode: Literal["public", "preview"],
    place: Place | None,
    viewer: int | None = None,
    grant: str = "",
    published_at: datetime.datetime | None = None,
) -> PresentedPage:
    """Present the given state of a page (the live row, or a draft built from a revision) in its own language.

    Rich text asks the active language where its links go, so the page's own is active, never the
    request's (ARCHITECTURE 8.10). Files shown are gathered from the context and from the presentation.
    `viewer` is the key of the account that looks at a preview, `grant` what one outside the admin is shown by
    (`media.exposure`). `published_at` is the first publication; where not
    given, the page's own. Raises NotADocument for a type that has no presenter.
    """
    specific = page.specific
    registered = presenter_for(type(specific))
    if registered is None:
        raise NotADocument
    document_type, presenter = registered
    locale = page.locale.language_code
    first = published_at or specific.first_published_at
    context = PresentContext(
        mode=mode,
        viewer=viewer,
        grant=grant,
        locale=locale,
        site_key=place.site.key if place else "",
        published_on=day_of(first) if first is not None else None,
    )
    with translation.override(locale):
        presentation = presenter(specific, context)
    files = tuple(dict.fromkeys([*presentation.files, *context.files]))
    return PresentedPage(
        document_type=document_type, presentation=replace(presentation, files=files), place=place, locale=locale
    )
