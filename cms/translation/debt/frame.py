"""The frame of a site in English: what people must find beside the news, and nobody asks to have translated (R076)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.departments.policy import Actor, actor_of
from cms.kernel.calendar import day_of
from cms.pages.reach import reach_of
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


def untold_parts(actor: Actor, *, at: datetime.datetime) -> list[str]:
    """What no page of a site whose English is live says in any language, of the sites a person works for. Two queries.

    A page that is there in Vietnamese only is one of `missing_frame`.
    """
    sites = Subsite.objects.filter(english_live_from__lte=day_of(at)).order_by("key")
    if not actor.user.is_superuser:
        sites = sites.filter(pk__in=[site.subsite_id for site in reach_of(actor).sites_as_staff()])
    return _untold(list(sites))


def _untold(sites: Sequence[Subsite]) -> list[str]:
    """A sentence for each thing that the law asks for (R076: organisation, functions, contacts) and nobody wrote."""
    rows = PublishedDocument.objects.filter(document_type="organisation", site__in=sites).order_by()
    bodies: dict[int, list[Any]] = {}
    for site_id, body in rows.values_list("site_id", "body"):
        bodies.setdefault(site_id, []).append(orjson.loads(body))
    found = []
    for site in sites:
        pages = bodies.get(site.pk, [])
        if not any(page.get("html") for page in pages):
            told = _("“{site}” has no page that says what the agency is and does: write an organisation page.")
            found.append(told.format(site=site.title_vi))
        # As the foot of the public pages finds it.
        if not any(not page.get("unit_name") and any((page.get("contact") or {}).values()) for page in pages):
            told = _(
                "“{site}” has no page that says how the agency is reached: fill in the contact of an organisation page "
                "without a unit."
            )
            found.append(told.format(site=site.title_vi))
    return found


def remarks_on_site(subsite: Subsite, by: "User", at: datetime.datetime) -> list[str]:
    """Whoever gives a site the day of its English pages is told at once which of its frame are not there."""
    if subsite.english_live_from is None:
        return []
    found = _missing(actor_of(by, at=at), source=SOURCE, site=subsite)
    untold = _untold([subsite])
    if not found:
        return untold
    named = ", ".join(f"“{one.title}”" for one in found[:SHOWN]) + ("…" if len(found) > SHOWN else "")
    told = ngettext(
        "{count} standing page of this site has no English version yet: {titles}. See “Translation debt”.",
        "{count} standing pages of this site have no English version yet: {titles}. See “Translation debt”.",
        len(found),
    )
    return [told.format(count=len(found), titles=named), *untold]


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
