"""Two agencies with a site each and a page in every state for every relation of tests/policy/expectations.py.

Built once a module, in a transaction that is taken back; texts pass the product's own actions, through the hands of a
crew that nobody asks anything. Everybody who is asked holds one role in division "own".
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import StringSegment, Translation

from cms.accounts.models import User
from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.media.models import Image
from cms.moderation.actions import approve, send_back, submit, sync_workflows
from cms.moderation.models import ModerationRule, ReviewState
from cms.moderation.queries import open_state_of
from cms.pages.actions import add_page, publish_latest, withdraw
from cms.publishing.models import PublishedDocument
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection
from cms.translation.actions import open_request, prepare_request
from home.models import StandardPage
from news.actions import Byline
from news.models import ArticlePage
from procedures.models import ChangeNoticePage
from tests.conftest import media_in
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.media import ImageFactory
from tests.factories.moderation import reading
from tests.factories.pages import ArticlePageFactory, ASite, a_site, a_standard_page, add_section
from tests.policy import expectations as expected

FAR_AWAY = timezone.now() + datetime.timedelta(days=300)  # a page may be set to go live within a year


@dataclass
class Crew:
    """Who makes and decides the texts of the world."""

    unit: OrgUnit
    writer: User
    head: User
    secretary: User
    member: User


@dataclass
class World:
    """Pages by (relation, state), people by role, and what else the probes need."""

    site: ASite
    foreign_site: ASite
    crews: dict[str, Crew] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    pages: dict[tuple[str, str], int] = field(default_factory=dict)
    pictures: dict[str, Image] = field(default_factory=dict)
    translations: dict[str, tuple[int, int]] = field(default_factory=dict)  # of the relation's draft: row, segment
    shelves: dict[str, Page] = field(default_factory=dict)  # standing pages to move others to
    at: datetime.datetime = field(default_factory=timezone.now)

    def place(self, relation: str) -> ASite:
        return self.foreign_site if relation == expected.FOREIGN else self.site

    def language(self, relation: str) -> str:
        return "en" if relation == expected.ENGLISH else "vi"

    def section(self, relation: str, key: str = "news") -> Page:
        return self.place(relation).sections[key][self.language(relation)]

    def home(self, relation: str) -> Page:
        return self.place(relation).homes[self.language(relation)]


@contextmanager
def a_world(blocker: DjangoDbBlocker, media: Path) -> Iterator[World]:
    """The world, for as long as the block runs."""
    with blocker.unblock(), media_in(media), transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build() -> World:
    world = World(
        site=a_site("city", sections=("news", "events")),
        foreign_site=a_site("ward", sections=("news", "events"), hostname="ward.localhost", is_default=False),
    )
    for place in (world.site, world.foreign_site):
        _catalogues(place)
    ModerationRule.objects.create(subsite=world.foreign_site.subsite, technical_edit=True)
    for relation in (expected.OWN, expected.OTHER, expected.FOREIGN):
        world.crews[relation] = _crew(world.place(relation), relation)
    world.crews[expected.ENGLISH] = world.crews[expected.OWN]
    world.people = {role.value: member_of(world.crews[expected.OWN].unit, role) for role in Role}
    for place in (world.site, world.foreign_site):
        place.subsite.site.root_page.refresh_from_db()
        sync_workflows(subsite=place.subsite, by=None, at=world.at)
        sync_access(subsite=place.subsite, by=None, at=world.at)
    for relation in expected.RELATIONS:
        world.pages |= {(relation, state): _text(world, relation, state).pk for state in expected.ARTICLES}
        world.pages |= {(relation, state): _notice(world, relation, state).pk for state in expected.NOTICES}
        if relation != expected.OTHER:
            _frame(world, relation)
    for relation in (expected.OWN, expected.OTHER, expected.FOREIGN):
        collection = DerivedCollection.objects.get(unit=world.crews[relation].unit).collection
        world.pictures[relation] = ImageFactory(size=(64, 48), collection=collection)
        world.translations[relation] = _translation(world.pages[relation, expected.LIVE])
    world.clients = {role: Client() for role in expected.ACTORS}
    for role, person in world.people.items():
        world.clients[role].force_login(person)
    return world


def _catalogues(place: ASite) -> None:
    """A section for procedures, and another one to move to."""
    for number, key in (("5", "procedures"), ("6", "more_procedures")):
        add_section(place, key, number=number, content_kind="procedure")


def _crew(place: ASite, relation: str) -> Crew:
    unit = OrgUnitFactory(parent=place.unit, name_vi=f"Phòng {relation}")
    return Crew(
        unit=unit,
        writer=member_of(unit, Role.CONTRIBUTOR),
        head=member_of(unit, Role.DEPARTMENT_HEAD),
        secretary=member_of(place.unit, Role.SECRETARIAT),
        member=member_of(place.unit, Role.BOARD_MEMBER),
    )


def word(relation: str, state: str) -> str:
    """A word that only the titles of this page have, without accents."""
    return f"zq{relation}{state}x".replace("_", "")  # of none the beginning of another


def _text(world: World, relation: str, state: str) -> ArticlePage:
    crew = world.crews[relation]
    page: ArticlePage = ArticlePageFactory(
        section_page=world.section(relation),
        department=crew.unit,
        title=f"Bài {word(relation, state)}",
        by=crew.writer,
        at=world.at,
        authors=[Byline(name="Người viết", account=crew.writer)],
    )
    page.summary = "Bản thứ hai"
    page.go_live_at = FAR_AWAY if state == expected.SCHEDULED else None
    page.save_revision(user=crew.writer, clean=False)
    _bring(world, page, crew, state)
    return ArticlePage.objects.get(pk=page.pk)


def _notice(world: World, relation: str, state: str) -> ChangeNoticePage:
    crew, section = world.crews[relation], world.section(relation, "procedures")
    page = ChangeNoticePage(
        title=f"Tin {word(relation, state)}", action="amended", department=crew.unit, locale=section.locale
    )
    add_page(page=page, parent=Page.objects.get(pk=section.pk), by=crew.writer, at=world.at)
    page.summary = "Bản thứ hai"
    page.save_revision(user=crew.writer, clean=False)
    if state == expected.NOTICE_LIVE:
        publish_latest(page=page, by=None, at=world.at)
    return ChangeNoticePage.objects.get(pk=page.pk)


def _bring(world: World, page: ArticlePage, crew: Crew, state: str) -> None:
    """Let the crew bring a draft to the state."""
    at = world.at
    if state == expected.DRAFT:
        return
    step = _submitted(page, crew, at)
    if state == expected.DEPARTMENT:
        return
    if state == expected.RETURNED:
        send_back(state=step, reason="Thiếu nguồn.", by=crew.head, at=at)
        return
    step = _passed(step, crew.head, at)
    if state == expected.TECHNICAL:
        return
    step = _passed(step, crew.secretary, at)
    if state == expected.BOARD:
        return
    approve(state=step, by=crew.member, at=at, **reading(step))
    stored = ArticlePage.objects.get(pk=page.pk)
    assert stored.live is (state != expected.SCHEDULED)
    _afterwards(stored, crew, state, at)


def _afterwards(page: ArticlePage, crew: Crew, state: str, at: datetime.datetime) -> None:
    if state == expected.WITHDRAWN:
        withdraw(page=page, reason="Thông tin sai.", by=None, at=at)
    if state == expected.PRIVATE:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    if state in {expected.LIVE_EDITED, expected.LIVE_REVIEWED}:
        page.summary = "Bản mới hơn"
        page.save_revision(user=crew.writer, clean=False)
    if state == expected.LIVE_REVIEWED:
        _submitted(page, crew, at)


def _submitted(page: ArticlePage, crew: Crew, at: datetime.datetime) -> ReviewState:
    submit(page=page, declared_not_secret=True, by=crew.writer, at=at)
    return _open(page)


def _passed(step: ReviewState, by: User, at: datetime.datetime) -> ReviewState:
    approve(state=step, by=by, at=at, **reading(step))
    return _open(step.page)


def _open(page: Any) -> ReviewState:
    step = open_state_of(page)
    assert step is not None
    return step


def _frame(world: World, relation: str) -> None:
    home = world.home(relation)
    live = a_standard_page(home, title=f"Trang {word(relation, expected.FRAME_LIVE)}", at=world.at)
    draft = StandardPage(
        title=f"Trang {word(relation, expected.FRAME_DRAFT)}", department=home.specific.department, locale=home.locale
    )
    add_page(page=draft, parent=Page.objects.get(pk=home.pk), by=None, at=world.at)
    for page in (live, draft):
        fresh = StandardPage.objects.get(pk=page.pk)
        fresh.summary = "Bản thứ hai"
        revision = fresh.save_revision(clean=False)
        if fresh.live:
            revision.publish(skip_permission_checks=True)
    world.pages[relation, expected.FRAME_LIVE], world.pages[relation, expected.FRAME_DRAFT] = live.pk, draft.pk
    world.shelves[relation] = a_standard_page(Page.objects.get(pk=home.pk), title="Kệ", at=world.at)


def _translation(page_id: int) -> tuple[int, int]:
    """An English draft of a page, made by wagtail-localize: the row and one of its strings."""
    page = ArticlePage.objects.get(pk=page_id)
    document = PublishedDocument.objects.select_related("site__unit").get(content_id=page.translation_key)
    at = timezone.now()
    request = open_request(
        page=page, subsite=document.site, document=document, occasion="asked", triggered_at=at, by=None, at=at
    )
    prepare_request(request=request, at=at)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    source = translation.source
    segment = StringSegment.objects.filter(source=source).order_by("pk").first()
    assert segment is not None
    return translation.pk, segment.pk
