"""The frame of a site in English: what people must find beside the news, and nobody asks to have translated (R076)."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from cms.departments.policy import Actor
from cms.kernel.calendar import day_of
from cms.pages.visibility import draft_visible_pages
from cms.publishing.models import PublishedDocument
from cms.translation.languages import TARGET

# Home, who the agency is and what it does, and what else every site says: contacts, terms, accessibility.
FRAME = ("home", "organisation", "standard")


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A page of the frame that is public in Vietnamese only."""

    page_id: int
    title: str
    site: str


def missing_frame(actor: Actor, *, at: datetime.datetime, source: str) -> list[Missing]:
    """Of the sites whose English is live; of the pages whose drafts the person sees, by site and address. One query.

    These are no texts: no request is opened for them, so that nothing but this list says what is owed.
    """
    rows = PublishedDocument.objects.filter(
        locale=source,
        document_type__in=FRAME,
        site__english_live_from__lte=day_of(at),
        page_id__in=draft_visible_pages(actor).values("pk"),
    )
    translated = PublishedDocument.objects.filter(
        content_id=OuterRef("content_id"), site=OuterRef("site"), locale=TARGET
    )
    rows = rows.exclude(Exists(translated)).order_by("site__key", "path")
    found = rows.values_list("page_id", "title", "site__title_vi")
    return [Missing(page_id=pk, title=title, site=site) for pk, title, site in found if pk is not None]
