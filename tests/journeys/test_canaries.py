"""What is not public is nowhere the public reads, and what is another department's is nowhere in the admin of others.

Words that stand in nothing else are put into drafts, private pages, pictures and files, notes of reviewers and
comments; then every public surface and every address of the admin is read by everybody and searched for them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, Page, PageViewRestriction

from cms.departments.roles import Role
from cms.media.models import Document, Image
from cms.moderation.actions import send_back, submit
from cms.moderation.actions.workflows import sync_workflows
from cms.moderation.queries import open_state_of
from cms.publishing.worker import run_until_idle
from cms.subsites.models import DerivedCollection
from tests.factories.accounts import UserFactory
from tests.factories.departments import member_of
from tests.factories.media import PDF, DocumentFactory, ImageFactory, picture
from tests.factories.newsroom import Newsroom, a_newsroom
from tests.factories.pages import AT, ArticlePageFactory
from tests.journeys.admin_screens import Rows, arguments_of, patterns

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R070")]

# Where a secret stands → the word that says so. Own: of the division of everybody who reads; other: of another.
PLACES = (
    "draft-title", "draft-summary", "draft-body", "draft-source", "draft-caption", "newer-title", "newer-summary",
    "newer-body", "private-title", "private-summary", "private-body", "image-title", "image-file", "document-title",
    "document-file", "note", "reason", "comment", "tag", "review-title",
)  # fmt: skip
SEARCHED = ("search", "results", "choose", "api/main", "tag-autocomplete", "reports")
WHOSE = ("own", "other", "foreign")
PUBLIC_HOSTS = ("localhost", "ward.localhost")


def canary(whose: str, place: str) -> str:
    """The word of one place; no accents, so that it is the same in an address, a file name and a text."""
    return f"canary{whose}{place.replace('-', '')}q"


@dataclass
class Aviary:
    """A newsroom with canaries in every place, and the rows its addresses are about."""

    room: Newsroom
    pages: dict[tuple[str, str], Page]
    rows: Rows


def _body(word: str) -> list[dict[str, Any]]:
    return [{"type": "paragraph", "value": {"text": f"<p>Nội dung {word}.</p>", "lang": ""}}]


def _texts(room: Newsroom, whose: str) -> dict[tuple[str, str], Page]:
    """A draft, a live page with a newer draft, a private page and a text in review, full of canaries."""
    place = room.foreign_site if whose == "foreign" else room.site
    unit = {"own": room.own, "other": room.other, "foreign": room.foreign}[whose]
    section, writer = place.sections["news"]["vi"], member_of(unit, Role.CONTRIBUTOR)

    def text(**values: Any) -> Any:
        return ArticlePageFactory(section_page=section, department=unit, by=writer, **values)

    draft = text(
        title=canary(whose, "draft-title"), summary=canary(whose, "draft-summary"),
        body=_body(canary(whose, "draft-body")), origin="collected", source_name=canary(whose, "draft-source"),
        source_url="https://nguon.example/tin", source_on=AT.date(),
        lead_image_caption=canary(whose, "draft-caption"),
    )  # fmt: skip
    newer = text(title=f"Bài sống {whose}", live=True)
    newer.title, newer.summary = canary(whose, "newer-title"), canary(whose, "newer-summary")
    newer.body = _body(canary(whose, "newer-body"))
    newer.save_revision(user=writer, clean=False)
    private = text(
        title=canary(whose, "private-title"), summary=canary(whose, "private-summary"),
        body=_body(canary(whose, "private-body")),
    )  # fmt: skip
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    private.save_revision().publish()
    reviewed = text(title=canary(whose, "review-title"))
    submit(page=reviewed, declared_not_secret=True, comment=canary(whose, "note"), by=writer, at=AT)
    state = open_state_of(reviewed)
    assert state is not None
    send_back(state=state, reason=canary(whose, "reason"), by=member_of(unit, Role.DEPARTMENT_HEAD), at=AT)
    submit(page=reviewed, declared_not_secret=True, comment=canary(whose, "note"), by=writer, at=AT)
    draft.wagtail_admin_comments.add(Comment(user=writer, text=canary(whose, "comment"), contentpath="title"))
    draft.save_revision(user=writer, clean=False)
    return {(whose, "draft"): draft, (whose, "live"): newer, (whose, "private"): private, (whose, "review"): reviewed}


def _media(room: Newsroom, whose: str) -> tuple[Any, Any]:
    unit = {"own": room.own, "other": room.other, "foreign": room.foreign}[whose]
    collection = DerivedCollection.objects.get(unit=unit).collection
    file = ContentFile(picture("JPEG", (64, 48)), name=f"{canary(whose, 'image-file')}.jpg")
    image = ImageFactory(title=canary(whose, "image-title"), collection=collection, file=file)
    image.tags.add(canary(whose, "tag"))
    name = f"{canary(whose, 'document-file')}.pdf"
    document = DocumentFactory(
        title=canary(whose, "document-title"), collection=collection, file=ContentFile(PDF, name=name)
    )
    return image, document


@pytest.fixture
def aviary() -> Aviary:
    room = a_newsroom()
    for place in (room.site, room.foreign_site):
        place.subsite.site.root_page.refresh_from_db()
        sync_workflows(subsite=place.subsite, by=None, at=AT)
    pages: dict[tuple[str, str], Page] = {}
    media = {}
    for whose in WHOSE:
        pages |= _texts(room, whose)
        media[whose] = _media(room, whose)
    run_until_idle(clock=timezone.now)
    return Aviary(room=room, pages=pages, rows=Rows(by_argument={}))


def rows_about(aviary: Aviary, whose: str, kind: str, media: tuple[int, int]) -> Rows:
    """What the addresses of the admin are filled in with: the rows of one department."""
    page = Page.objects.get(pk=aviary.pages[whose, kind].pk)
    place = aviary.room.foreign_site if whose == "foreign" else aviary.room.site
    section = place.sections["news"]["vi"]
    state = open_state_of(aviary.pages[whose, "review"])
    assert state is not None
    image, document = media
    return Rows(
        by_argument={
            "page_id": page.pk, "parent_page_id": section.pk, "page_to_move_id": page.pk, "page_pk": page.pk,
            "destination_id": section.pk, "revision_id": page.latest_revision_id, "state_id": state.pk,
            "task_state_id": state.pk, "workflow_state_id": state.workflow_state_id, "action_name": "approve",
            "image_id": image, "doc_id": document, "document_id": document, "subsite_id": place.subsite.pk,
            "content_type_app_name": "news", "content_type_model_name": "articlepage",
            "app_label": "news", "model_name": "articlepage", "app_name": "media", "task_id": state.task_id,
            "pk": page.pk, "number": 1, "mode": "default",
        },
        by_name={
            "wagtailimages_chooser:chosen": {"pk": image},
            "wagtaildocs_chooser:chosen": {"pk": document},
            "wagtailadmin_api:images:detail": {"pk": image},
            "wagtailadmin_api:documents:detail": {"pk": document},
        },
    )  # fmt: skip


def admin_addresses(rows: Rows) -> Iterator[str]:
    """Every address of the admin that can be filled in, and what lists do when they are searched and filtered."""
    for route, name, pattern in patterns():
        arguments = arguments_of(name, pattern, rows)
        if arguments is None or "logout" in route:
            continue
        address = "/" + route
        for argument, value in arguments.items():
            for kind in ("int", "str", "slug", "path"):
                address = address.replace(f"<{kind}:{argument}>", str(value))
        if not any(sign in address for sign in "^(<"):
            yield address
            if any(
                part in route for part in ("search", "results", "choose", "api/main", "tag-autocomplete", "reports")
            ):
                yield f"{address}?q=canary&term=canary&search=canary"
    for action in ("delete", "move", "publish", "unpublish"):
        yield f"/admin/bulk/wagtailcore/page/{action}/?id={rows.by_argument['page_id']}"
        yield f"/admin/bulk/wagtailcore/page/{action}/?id=all&childOf={rows.by_argument['parent_page_id']}"


def said(client: Client, address: str, **headers: str) -> str:
    """What an address answers, headers included, to words that are written as they are meant."""
    client.raise_request_exception = False
    response = client.get(address, headers=headers or None)
    assert response.status_code < 500, address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    text = content.decode(errors="replace") + " ".join(f"{name}: {value}" for name, value in response.items())
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda escaped: chr(int(escaped[1], 16)), text)


def public_addresses(aviary: Aviary) -> Iterator[tuple[str, str]]:
    """(host, address) of pages, interface, feeds, site maps, files and errors; hidden rows by their own addresses."""
    fixed = [
        "/", "/en/", "/robots.txt", "/sitemap.xml", "/rss/", "/khong-co/", "/en/no/", "/api/v1/", "/api/v1/sites/",
        "/api/v1/schema/", "/api/v1/docs/", "/api/v1/preview/", "/api/v1/documents/?limit=abc",
    ]  # fmt: skip
    for host in PUBLIC_HOSTS:
        for address in fixed:
            yield host, address
        for locale in ("vi", "en"):
            yield host, f"/sitemap-{locale}.xml"
            for year in (2017, 2026):
                yield host, f"/sitemap-{locale}-{year}.xml"
        for kind in ("rss", "atom"):
            yield host, f"/{kind}/news.xml"
        for site in ("department", "ward"):
            for locale in ("vi", "en"):
                for what in ("documents", "sections", "menus"):
                    yield host, f"/api/v1/{what}/?site={site}&locale={locale}&limit=100"
        for page in Page.objects.filter(depth__gt=1).specific():
            yield host, page.get_url() or "/"
            yield host, f"/api/v1/documents/{page.translation_key}/"
            yield host, f"/api/v1/by-path/?path={page.get_url() or '/'}&site=department"
            yield host, f"/api/v1/by-path/?path={page.get_url() or '/'}&site=ward"


def words(*whose: str) -> list[str]:
    return [canary(one, place) for one in whose for place in PLACES]


def test_the_public_reads_no_canary_anywhere(aviary: Aviary, client: Client) -> None:
    secret, read = words(*WHOSE), 0
    for host, address in public_addresses(aviary):
        text = said(client, address, host=host)
        # An address that somebody guessed is repeated to them; what it stands for is not.
        text = text.replace(address, "")
        assert [word for word in secret if word in text] == [], (host, address)
        read += 1
    assert read > 150
    assert len(secret) >= 40


def test_the_crawler_of_the_public_sees_what_is_public(aviary: Aviary, client: Client) -> None:
    """The control: the same draft, published, is found on its page, in the interface, the feed and the site map."""
    page = aviary.pages["own", "draft"].specific
    page.save_revision().publish()
    run_until_idle(clock=timezone.now)
    found = {
        address.partition("?")[0]
        for host, address in public_addresses(aviary)
        if canary("own", "draft-title") in said(client, address, host=host).replace(address, "")
    }
    assert {"/api/v1/documents/", "/rss/news.xml", "/atom/news.xml", page.get_url()} <= found


def _media_ids(aviary: Aviary, whose: str) -> tuple[int, int]:
    image = Image.objects.get(title=canary(whose, "image-title"))
    return int(image.pk), int(Document.objects.get(title=canary(whose, "document-title")).pk)


def leaks(aviary: Aviary, client: Client, about: str, secret: list[str]) -> dict[str, list[str]]:
    """address → the secrets it told; every address of the admin, about every text of a department."""
    found = {}
    seen: set[str] = set()
    for kind in ("draft", "live", "private", "review"):
        for address in admin_addresses(rows_about(aviary, about, kind, _media_ids(aviary, about))):
            if address in seen:
                continue
            seen.add(address)
            text = said(client, address, accept="text/html,application/json")
            told = [word for word in secret if word in text]
            if told:
                found[address] = told
    return found


NARROW = (Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD, Role.TRANSLATOR)
FINANCE = (Role.FINANCE_ESTIMATE, Role.FINANCE_ALLOCATION, Role.FINANCE_PAYMENT)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.FINANCE_PAYMENT])
def test_no_address_of_the_admin_tells_another_departments_secret(aviary: Aviary, client: Client, role: str) -> None:
    client.force_login(aviary.room.people[role])
    assert leaks(aviary, client, "other", words("other", "foreign")) == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", [*NARROW, *FINANCE])
@pytest.mark.parametrize("about", ["other", "foreign"])
def test_no_role_is_told_another_departments_secret(aviary: Aviary, client: Client, role: str, about: str) -> None:
    client.force_login(aviary.room.people[role])
    assert leaks(aviary, client, about, words("other", "foreign")) == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", [role for role in Role.values if role not in {*NARROW, *FINANCE}])
def test_no_role_of_an_agency_is_told_another_agencys_secret(aviary: Aviary, client: Client, role: str) -> None:
    client.force_login(aviary.room.people[role])
    assert leaks(aviary, client, "foreign", words("foreign")) == {}


# Not in any screen that is asked for with GET: for these the crawl of the admin proves nothing.
UNTOLD = ("note", "draft-caption", "comment")


def test_the_crawler_of_the_admin_sees_what_it_hides(aviary: Aviary, client: Client) -> None:
    """The control: to a technical person these addresses tell every canary but three, which none of them shows."""
    client.force_login(UserFactory(admin=True))
    told = {word for row in leaks(aviary, client, "other", words("other")).values() for word in row}
    assert set(words("other")) - told <= {canary("other", place) for place in UNTOLD}
