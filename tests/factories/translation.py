"""A newsroom whose English pages are open, with translators.

Usage:
    room = a_translating_room()                # a newsroom, English live from 1 March 2026, one translator a division
    page = room.newsroom.live()                # a public Vietnamese text
    request = room.request_of(page)            # opened by its publication
    request = room.prepared(request)           # taken apart, as the worker does it
    room.translated(request)                   # every segment confirmed: "EN: …"
    english = room.published(request)          # built, submitted, approved by everybody: the live English page
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.moderation.actions import submit
from cms.publishing.worker import run_until_idle
from cms.translation.actions import ask_for_preparation, build_draft, prepare_next, save_segments
from cms.translation.admin.marks import marks_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.segments import Segment
from news.models import ArticlePage
from tests.factories.departments import member_of
from tests.factories.moderation import AT, Newsroom, a_newsroom, open_step_of

ENGLISH_FROM = datetime.date(2026, 3, 1)


@dataclass
class TranslatingRoom:
    """A newsroom and its translators."""

    newsroom: Newsroom
    translator: User
    other_translator: User

    def request_of(self, page: Any) -> TranslationRequest:
        """The request that the publication of a page opened."""
        run_until_idle(clock=timezone.now)
        return TranslationRequest.objects.get(content_id=page.translation_key)

    def public(self, **values: Any) -> tuple[ArticlePage, TranslationRequest]:
        """A public Vietnamese text and its request."""
        page = self.newsroom.live(self.newsroom.draft(**values))
        return page, self.request_of(page)

    def prepared(self, request: TranslationRequest, *, at: datetime.datetime = AT) -> TranslationRequest:
        """Taken apart into segments."""
        ask_for_preparation(request=request, by=self.translator, at=at)
        while prepare_next(at=at) is not None:
            pass
        return TranslationRequest.objects.get(pk=request.pk)

    def translated(self, request: TranslationRequest, *, at: datetime.datetime = AT) -> TranslationRequest:
        """Every segment that nobody confirmed gets English words, with the tags of its source after them."""
        texts = {s.id: english_of(s) for s in segments_of(request) if s.is_missing}
        assert not save_segments(request=request, translations=texts, by=self.translator, at=at).rejected
        return TranslationRequest.objects.get(pk=request.pk)

    def submitted(self, request: TranslationRequest, *, at: datetime.datetime = AT) -> ArticlePage:
        """Built and sent to its reviewers."""
        build_draft(request=request, by=self.translator, at=at)
        page = self.target(request)
        submit(page=page, declared_not_secret=True, by=self.translator, at=at)
        return self.target(request)

    def published(self, request: TranslationRequest, *, at: datetime.datetime = AT) -> ArticlePage:
        """All the way: the live English page."""
        page = self.submitted(request, at=at)
        state = open_step_of(page)
        while state is not None:
            state = self.newsroom.approve(state, at=at)  # type: ignore[assignment]
        run_until_idle(clock=timezone.now)
        return self.target(request)

    def target(self, request: TranslationRequest) -> Any:
        """The English page as it is stored."""
        return Page.objects.get(pk=TranslationRequest.objects.get(pk=request.pk).target_page_id).specific


def english_of(segment: Segment) -> str:
    """Words without a Vietnamese letter; in HTML with the tags of the source, each around one of them."""
    words = f"English {segment.path.split('.')[0]} {segment.id}"
    tags = marks_of(segment.source) if segment.is_html else []
    return words + "".join(f" {tag.opening}{'word' if tag.closing else ''}{tag.closing}" for tag in tags)


def a_translating_room(**site: Any) -> TranslatingRoom:
    """A newsroom whose English pages are open since 1 March 2026."""
    newsroom = a_newsroom(**site)
    newsroom.site.subsite.english_live_from = ENGLISH_FROM
    newsroom.site.subsite.save()
    return TranslatingRoom(
        newsroom=newsroom,
        translator=member_of(newsroom.division, Role.TRANSLATOR),
        other_translator=member_of(newsroom.other_division, Role.TRANSLATOR),
    )
