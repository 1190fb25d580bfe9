"""The articles of the scenario: drafted by their authors, published by the board, and what befalls them later."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.management import call_command
from wagtail.models import Page

from cms.accounts.models import User
from cms.demo.bodies import Library, body_json, filled_in
from cms.demo.clock import as_of
from cms.demo.config import DemoConfig
from cms.demo.content_models import Content, Item, Text
from cms.demo.pictures.catalogue import PICTURES
from cms.demo.timeline import Step, event_days, words_of
from cms.departments.models import OrgUnit
from cms.kernel.text import slugify
from cms.media.models import Image
from cms.pages.actions import publish_latest, withdraw
from news.actions import Byline, draft_article, draft_translation
from news.models import ArticlePage, Genre, SectionPage, Topic

HEADS = {"department": "board_head", "city": "board_head_city"}
_TRANSLATORS = {"phong-hop-tac-quoc-te": "translator_2"}
_TRANSLATOR = "translator"


@dataclass(kw_only=True)
class Newsroom:
    """What articles are made with: people, media, and the pages drafted so far, by item key and language."""

    content: Content
    config: DemoConfig
    users: Mapping[str, User]
    images: Mapping[str, int]
    files: Mapping[str, int]
    pages: dict[str, dict[str, Page]] = field(default_factory=lambda: {"vi": {}, "en": {}})

    def __post_init__(self) -> None:
        self.items = {item.key: item for item in self.content.items}
        self.days = event_days(self.content, self.config)
        self.media = Image.objects.in_bulk(list(self.images.values()))
        self.units = {unit.key: unit for unit in OrgUnit.objects.all()}
        self.genres = {genre.key: genre for genre in Genre.objects.all()}
        self.topics = {topic.key: topic for topic in Topic.objects.all()}

    def text(self, item: Item, locale: str) -> Text:
        """The item's words in a language, with the scenario's dates filled in."""
        raw = item.vi if locale == "vi" or item.en is None else item.en
        words = words_of(self.days[item.key], self.config)
        return Text(
            title=filled_in(raw.title, words), summary=filled_in(raw.summary, words), body=filled_in(raw.body, words)
        )

    def body(self, item: Item, locale: str) -> str:
        """The item's body; related items in the same language, else in Vietnamese."""
        pages = {key: page.pk for key, page in {**self.pages["vi"], **self.pages[locale]}.items()}
        library = Library(images=self.images, files=self.files, pages=pages)
        return body_json(self.text(item, locale).body, seed=f"{item.key}/{locale}", locale=locale, library=library)


def draft(room: Newsroom, item: Item, *, at: datetime.datetime, is_begun: bool = False) -> None:
    """The Vietnamese draft, in the name of its first author who has an account. is_begun: its day is not known yet."""
    text, day = room.text(item, "vi"), room.days[item.key]
    values = {
        "summary": text.summary,
        "body": room.body(item, "vi"),
        "format": item.format,
        "origin": item.origin,
        "event_on": None if is_begun else day,
        "is_work_programme": "work_programme" in item.flags,
        "is_directive": "directive" in item.flags,
        "slug": item.former_slug or slugify(text.title),
        **_lead_image(room, item, "vi"),
    }
    if item.source is not None:
        values |= {"source_name": item.source.name, "source_url": item.source.url, "source_on": day}
    page = draft_article(
        section_page=_section_page(item),
        title=text.title,
        department=room.units[item.unit],
        genre=room.genres[item.genre],
        authors=[_byline(room, name, share) for name, share in item.authors.items()],
        topics=[room.topics[key] for key in item.topics],
        values=values,
        by=_writer(room, item),
        at=at,
    )
    room.pages["vi"][item.key] = page


def perform(room: Newsroom, step: Step) -> None:
    """Let one step of the timeline happen, at its moment."""
    with as_of(step.at):
        _ACTS[step.kind](room, room.items[step.key], step.at)


def _publish(room: Newsroom, item: Item, at: datetime.datetime) -> None:
    page = _article(room, item)
    if item.related:
        page.body = room.body(item, "vi")  # type: ignore[assignment]  # a StreamField takes its stored form
    if item.state == "expired":
        page.expire_at = at + datetime.timedelta(days=7)
    page.latest_revision_created_at = at
    page.save_revision(user=_writer(room, item))
    room.pages["vi"][item.key] = publish_latest(page=page, by=_head(room, item), at=at)


def _translate(room: Newsroom, item: Item, at: datetime.datetime) -> None:
    text = room.text(item, "en")
    page = draft_translation(
        source=_article(room, item),
        language="en",
        title=text.title,
        values={
            "summary": text.summary,
            "body": room.body(item, "en"),
            "slug": slugify(text.title),
            **{k: v for k, v in _lead_image(room, item, "en").items() if k != "lead_image"},
        },
        by=room.users[_TRANSLATORS.get(item.unit, _TRANSLATOR)],
        at=at,
    )
    room.pages["en"][item.key] = publish_latest(page=page, by=_head(room, item), at=at)


def _correct(room: Newsroom, item: Item, at: datetime.datetime) -> None:
    page = _article(room, item)
    page.corrections = [  # type: ignore[assignment]  # a StreamField takes a list of pairs
        ("correction", {"corrected_on": at.date(), "text": text}) for text in item.corrections
    ]
    page.save_revision(user=_writer(room, item))
    publish_latest(page=page, by=_head(room, item), at=at)


def _move(room: Newsroom, item: Item, at: datetime.datetime) -> None:
    """Give the page the slug of its title: the former address leads to it from now on (301)."""
    page = _article(room, item)
    page.slug = slugify(page.title)
    page.save_revision(user=_writer(room, item))
    publish_latest(page=page, by=_head(room, item), at=at)


def _withdraw(room: Newsroom, item: Item, at: datetime.datetime) -> None:
    withdraw(page=_article(room, item), reason=item.reason, by=_head(room, item), at=at)


def _expire(room: Newsroom, item: Item, at: datetime.datetime) -> None:
    """What the scheduler does when the day has come."""
    call_command("publish_scheduled", verbosity=0)


_ACTS = {
    "publish": _publish, "translate": _translate, "correct": _correct,
    "move": _move, "withdraw": _withdraw, "expire": _expire,
}  # fmt: skip


def _article(room: Newsroom, item: Item) -> ArticlePage:
    """The page as the database has it, whatever happened to the instance at hand."""
    page = ArticlePage.objects.get(pk=room.pages["vi"][item.key].pk)
    latest = page.get_latest_revision_as_object()
    assert isinstance(latest, ArticlePage)  # noqa: S101 (says the type)
    return latest


def _section_page(item: Item) -> SectionPage:
    page: SectionPage = SectionPage.objects.get(
        section__subsite__key=item.site, section__key=item.section, locale__language_code="vi"
    )
    return page


def _lead_image(room: Newsroom, item: Item, locale: str) -> dict[str, object]:
    if item.picture is None:
        return {}
    picture = PICTURES[item.picture]
    return {
        "lead_image": room.media[room.images[item.picture]],
        "lead_image_alt": picture.alt(locale),
        "lead_image_caption": picture.title(locale),
    }


def _byline(room: Newsroom, name: str, share: int) -> Byline:
    account = room.users.get(name)
    return Byline(name=account.display_name if account else name, account=account, share=share)


def _writer(room: Newsroom, item: Item) -> User:
    return next((room.users[name] for name in item.authors if name in room.users), room.users["contributor_city"])


def _head(room: Newsroom, item: Item) -> User:
    return room.users[HEADS[item.site]]
