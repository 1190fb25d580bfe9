"""The English pages of the department are open: who translates, and what lies on the translators' desks."""

import datetime
from collections.abc import Mapping

from cms.demo.articles import Newsroom
from cms.demo.bodies import filled_in
from cms.demo.clock import as_of
from cms.demo.moments import Ago
from cms.demo.timeline import words_of
from cms.departments.models import OrgUnit
from cms.departments.queries import working_calendar
from cms.editorial.models import Section
from cms.moderation.actions import submit
from cms.publishing.models import PublicationEvent, PublishedDocument
from cms.subsites.actions import update_subsite
from cms.subsites.models import Subsite
from cms.translation.actions import (
    ask_for_preparation,
    ask_for_translation,
    build_draft,
    claim_request,
    hear,
    open_request,
    prepare_request,
    save_segments,
)
from cms.translation.actions import set_translation_rule as set_rule
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.states import Occasion
from news.models import ArticlePage

SITE = "department"
# Sections whose texts are translated only when somebody asks: the budget pays for 150 of some 500 a year (R080).
ON_REQUEST = ("procedures",)
# Whose translators stand in for the divisions that have none.
FALLBACK = "van-phong"
TRANSLATOR, OTHER_TRANSLATOR, HEAD = "translator", "translator_2", "department_head_3"
# Asked for last week and not begun; and a text that was corrected after it had been translated.
LATE, STALE = "consular-remote-area", "consular-scam-warning"
# Asked for lately: nobody has begun.
ASKED = {"gov-online-meeting": TRANSLATOR, "coop-investment-seminar": OTHER_TRANSLATOR}
# Begun: the title and the summary are translated. Whole: with the head of the department.
BEGUN: tuple[str, Mapping[str, str]] = (
    "programme-month",
    {"title": "Monthly work programme, $month/$year", "summary": "The month's meetings, missions and deadlines."},
)
WHOLE = ("press-briefing", (
    "Regular press information, quarter $quarter of $year",
    "The Office sums up the questions of the press and the answers given.",
    "In quarter $quarter of $year the Department received 18 questions from the press; 17 were answered in two days.",
    "On procedures for foreign reporters: 7.",
    "On external relations events: 8.",
    "On the protection of citizens: 3.",
    "Press agencies that wish to meet us are asked to send their questions at least one day ahead.",
))  # fmt: skip


def open_english(room: Newsroom) -> None:
    """Open the English pages on the first day, and bring a request to each state that a translator meets."""
    subsite = _open_site(room)
    _asked(room, LATE, HEAD, Ago(workdays=5, hour=9))
    _is_overtaken(room, _from_publication(room, subsite, STALE))
    for key, who in ASKED.items():
        _asked(room, key, who, Ago(workdays=1, hour=10))
    key, words = BEGUN
    _translated(room, _asked(room, key, TRANSLATOR, Ago(workdays=1, hour=8)), key, words, Ago(workdays=1, hour=14))
    _whole(room)


def _open_site(room: Newsroom) -> Subsite:
    config = room.config
    opened_at = datetime.datetime.combine(config.first_day, datetime.time(9), tzinfo=config.loaded_at.tzinfo)
    subsite = Subsite.objects.select_related("unit").get(key=SITE)
    sections = dict(Section.objects.filter(subsite=subsite, key__in=ON_REQUEST).values_list("pk", "key"))
    with as_of(opened_at):
        subsite = update_subsite(subsite=subsite, english_live_from=config.first_day, by=None, at=opened_at)
        set_rule(
            subsite=subsite,
            days=2,
            fallback_unit=OrgUnit.objects.filter(key=FALLBACK).first(),
            sections=dict.fromkeys(sections, "on_request"),
            by=None,
            at=opened_at,
        )
    return subsite


def _page(room: Newsroom, key: str) -> ArticlePage:
    page: ArticlePage = ArticlePage.objects.get(pk=room.pages["vi"][key].pk)
    return page


def _from_publication(room: Newsroom, subsite: Subsite, key: str) -> TranslationRequest:
    """The request that the publication of a text opens."""
    page = _page(room, key)
    document = PublishedDocument.objects.get(site=subsite, content_id=page.translation_key, locale="vi")
    at = document.first_published_at
    with as_of(at):
        return open_request(
            page=page, subsite=subsite, document=document, occasion=Occasion.PUBLISHED, triggered_at=at, by=None, at=at
        )


def _is_overtaken(room: Newsroom, request: TranslationRequest) -> None:
    """What the worker would tell it: the English page went live, and the Vietnamese text has changed since."""
    for event in PublicationEvent.objects.filter(content_id=request.content_id).order_by("pk"):
        with as_of(event.occurred_at):
            hear(event=event, at=event.occurred_at)


def _asked(room: Newsroom, key: str, who: str, ago: Ago) -> TranslationRequest:
    at = ago.before(room.config.loaded_at, working_calendar())
    with as_of(at):
        return ask_for_translation(page=_page(room, key), by=room.users[who], at=at)


def _translated(
    room: Newsroom, request: TranslationRequest, key: str, words: Mapping[str, str], ago: Ago
) -> TranslationRequest:
    """Taken on and prepared; the segments of these paths are translated."""
    at, by = ago.before(room.config.loaded_at, working_calendar()), room.users[TRANSLATOR]
    with as_of(at):
        claim_request(request=request, by=by, at=at)
        request = prepare_request(request=ask_for_preparation(request=request, by=by, at=at), at=at)
        filled = {path: filled_in(text, words_of(room.days[key], room.config)) for path, text in words.items()}
        texts = {one.id: filled[one.path] for one in segments_of(request) if one.path in filled}
        save_segments(request=request, translations=texts, by=by, at=at)
    return request


def _whole(room: Newsroom) -> None:
    """Every segment, and then to the reviewers, as the translator's button does it."""
    key, words = WHOLE
    request = _translated(room, _asked(room, key, HEAD, Ago(workdays=3, hour=9)), key, {}, Ago(workdays=2, hour=9))
    at, by = Ago(workdays=1, hour=9).before(room.config.loaded_at, working_calendar()), room.users[TRANSLATOR]
    filled = [filled_in(text, words_of(room.days[key], room.config)) for text in words]
    required = [segment.id for segment in segments_of(request) if segment.required]
    with as_of(at):
        save_segments(request=request, translations=dict(zip(required, filled, strict=True)), by=by, at=at)
        page = build_draft(request=request, by=by, at=at).as_object()
        submit(page=page, declared_not_secret=True, by=by, at=at)
