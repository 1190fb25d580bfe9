"""The frame of a site in English: what people must find beside the news, and nobody asks to have translated (R076)."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from cms.departments.policy import Actor, actor_of
from cms.kernel.calendar import day_of
from cms.pages.visibility import draft_visible_pages
from cms.publishing.models import PublishedDocument
from cms.subsites.models import Subsite
from cms.translation.languages import SOURCE, TARGET

if TYPE_CHECKING:
    from cms.accounts.models import User

# Home, who the agency is and what it does, and what else every site says: contacts, terms, accessibility.
FRAME = ("home", "organisation", "standard")
SHOWN = 5


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
    return _missing(actor, source=source, site__english_live_from__lte=day_of(at))


def remarks_on_site(subsite: Subsite, by: "User", at: datetime.datetime) -> list[str]:
    """Whoever gives a site the day of its English pages is told at once which of its frame are not there."""
    if subsite.english_live_from is None:
        return []
    found = _missing(actor_of(by, at=at), source=SOURCE, site=subsite)
    if not found:
        return []
    named = ", ".join(f"“{one.title}”" for one in found[:SHOWN]) + ("…" if len(found) > SHOWN else "")
    told = ngettext(
        "{count} standing page of this site has no English version yet: {titles}. See “Translation debt”.",
        "{count} standing pages of this site have no English version yet: {titles}. See “Translation debt”.",
        len(found),
    )
    return [told.format(count=len(found), titles=named)]


def _missing(actor: Actor, *, source: str, **sites: Any) -> list[Missing]:
    rows = PublishedDocument.objects.filter(
        locale=source, document_type__in=FRAME, page_id__in=draft_visible_pages(actor).values("pk"), **sites
    )
    translated = PublishedDocument.objects.filter(
        content_id=OuterRef("content_id"), site=OuterRef("site"), locale=TARGET
    )
    rows = rows.exclude(Exists(translated)).order_by("site__key", "path")
    found = rows.values_list("page_id", "title", "site__title_vi")
    return [Missing(page_id=pk, title=title, site=site) for pk, title, site in found if pk is not None]
