"""The English pages of the department are open: who translates, and what waits for a translator."""

import datetime

from cms.demo.articles import Newsroom
from cms.demo.clock import as_of
from cms.departments.models import OrgUnit
from cms.editorial.models import Section
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import update_subsite
from cms.subsites.models import Subsite
from cms.translation.actions import open_request, set_translation_rule
from cms.translation.states import Occasion
from news.models import ArticlePage

SITE = "department"
# Sections whose texts are translated only when somebody asks: the budget pays for 150 of some 500 a year (R080).
ON_REQUEST = ("procedures",)
# Whose translators stand in for the divisions that have none.
FALLBACK = "van-phong"
WAITING = 5


def open_english(room: Newsroom) -> None:
    """Open the English pages on the first day, and a request for the newest texts without an English version."""
    config = room.config
    opened_at = datetime.datetime.combine(config.first_day, datetime.time(9), tzinfo=config.loaded_at.tzinfo)
    subsite = Subsite.objects.select_related("unit").get(key=SITE)
    sections = dict(Section.objects.filter(subsite=subsite, key__in=ON_REQUEST).values_list("pk", "key"))
    with as_of(opened_at):
        subsite = update_subsite(subsite=subsite, english_live_from=config.first_day, by=None, at=opened_at)
        set_translation_rule(
            subsite=subsite,
            days=2,
            fallback_unit=OrgUnit.objects.filter(key=FALLBACK).first(),
            sections=dict.fromkeys(sections, "on_request"),
            by=None,
            at=opened_at,
        )
    for document in _untranslated(subsite):
        page = ArticlePage.objects.filter(pk=document.page_id, live=True).first()
        if page is None:
            continue
        with as_of(document.first_published_at):
            open_request(
                page=page,
                subsite=subsite,
                document=document,
                occasion=Occasion.PUBLISHED,
                triggered_at=document.first_published_at,
                by=None,
                at=document.first_published_at,
            )


def _untranslated(subsite: Subsite) -> list[PublishedDocument]:
    translated = PublishedDocument.objects.filter(site=subsite, locale="en").values("content_id")
    rows = PublishedDocument.objects.filter(site=subsite, locale="vi", document_type="article")
    return list(rows.exclude(content_id__in=translated).order_by("-first_published_at")[:WAITING])
