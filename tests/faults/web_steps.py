"""What is prepared for, and asked of, a running copy of the product: under its own development settings."""

import datetime
import io
import json
import logging
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.accounts.models import User
from cms.departments.models import Membership, OrgUnit
from cms.departments.roles import Role
from cms.editorial.models import Contribution
from cms.media.actions import prepare_image, reconcile_public
from cms.media.models import PublicCopy
from cms.moderation.actions import approve, submit
from cms.moderation.checklist import Point
from cms.moderation.hashing import content_hash
from cms.moderation.queries import open_state_of
from cms.moderation.steps import Verdict
from cms.publishing.models import Delivery, FormerAddress, PublicationEvent, PublishedDocument
from cms.publishing.reconciling import findings
from cms.publishing.worker import run_until_idle
from cms.subsites.actions import sync_access
from cms.subsites.models import DerivedCollection, Subsite
from news.actions import load_vocabulary
from news.models import ArticleAuthor, ArticlePage, Genre, SectionPage
from tests.factories.accounts import PASSWORD
from tests.factories.article_form import article_form
from tests.factories.departments import member_of
from tests.factories.media import ImageFactory

PLAN = settings.BASE_DIR / "cms" / "demo" / "plans" / "department-2017.yaml"
EDITORS_UNIT = "ban-bien-tap"
logging.disable(logging.WARNING)  # Wagtail tells of every page at INFO
Kind = PublicationEvent.Kind


def prepare(port: int) -> dict[str, str]:
    """The plan of the department, loaded; a writer, a head and an editor; everything delivered.

    Returns the editor, who adds and withdraws pages and decides for the board, and the site's host.
    """
    call_command("load_plan", str(PLAN), year=timezone.now().year, port=port, stdout=io.StringIO())
    load_vocabulary(by=None, at=timezone.now())
    subsite = Subsite.objects.get()
    editor = member_of(OrgUnit.objects.get(key=EDITORS_UNIT), Role.SECRETARIAT, Role.BOARD_HEAD)
    office = SectionPage.objects.get(section__key="news", locale__language_code="vi").department
    for role in (Role.CONTRIBUTOR, Role.DEPARTMENT_HEAD):
        member_of(office, role)
    sync_access(subsite=subsite, by=None, at=timezone.now())
    run_until_idle(clock=timezone.now)
    site = subsite.site
    return {"username": editor.username, "password": PASSWORD, "host": f"{site.hostname}:{site.port}"}


def add_form(slug: str, title: str) -> dict[str, Any]:
    """Where and what a browser posts to make a draft with a picture."""
    section = SectionPage.objects.get(section__key="news", locale__language_code="vi")
    url = reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk))
    return {"url": url, "fields": _fields(section, slug, title)}


def approval_form(slug: str, title: str) -> dict[str, Any]:
    """What the board's click posts to make a text public: a new article, or a new version of the one at the slug.

    Written with a picture that nobody has published yet, sent, and approved by the head of its department before.
    """
    at = timezone.now()
    writer, head = _person(Role.CONTRIBUTOR), _person(Role.DEPARTMENT_HEAD)
    page = _draft(slug, title, writer)
    submit(page=page, declared_not_secret=True, by=writer, at=at)
    _approve(page, by=head, at=at)
    state = open_state_of(page)
    assert state is not None
    fields = {
        "verdict": Verdict.APPROVED.value,
        "revision_id": state.revision_id,
        "content_hash": content_hash(state.revision),
        "checklist": list(Point.values),
        "comment": "",
    }
    return {"url": reverse("moderation_task", args=(state.pk,)), "fields": fields}


def _person(role: str) -> User:
    membership = Membership.objects.exclude(unit__key=EDITORS_UNIT).get(role=role)
    return membership.person


def _draft(slug: str, title: str, writer: User) -> ArticlePage:
    """The newest version of the article, by the writer; the article is made when it is not there."""
    page = ArticlePage.objects.filter(slug=slug).first()
    if page is None:
        section = SectionPage.objects.get(section__key="news", locale__language_code="vi")
        page = ArticlePage(
            title=title, slug=slug, department=section.department, live=False, owner=writer,
            genre=Genre.objects.get(key="tin-tuc-su-kien"), event_on=timezone.localdate(),
        )  # fmt: skip
        page.authors = [ArticleAuthor(name="Cộng tác viên A", share=100)]
        section.add_child(instance=page)
    page = page.get_latest_revision_as_object()
    page.title, page.summary = title, title
    page.body = _body(slug, title)
    page.save_revision(user=writer)
    return ArticlePage.objects.get(pk=page.pk)


def _approve(page: ArticlePage, *, by: User, at: datetime.datetime) -> None:
    state = open_state_of(page)
    assert state is not None
    approve(state=state, revision_id=state.revision_id, content_hash=content_hash(state.revision), by=by, at=at)


def _picture(slug: str, title: str) -> dict[str, Any]:
    """A picture of the editor's own unit, whose cuts are ready and whose public copies are not."""
    collection = DerivedCollection.objects.get(unit__key=EDITORS_UNIT).collection
    image = ImageFactory(size=(64, 48), title=f"{slug} {title}", collection=collection)
    prepare_image(image=image, at=timezone.now())
    return {"image": image.pk, "alt": "Hai đoàn bắt tay", "caption": "Lễ ký kết", "credit": "", "lang": ""}


def _body(slug: str, title: str) -> str:
    """The body as it is stored."""
    text = {"text": f"<p>{title}</p>", "lang": ""}
    blocks = [{"type": "paragraph", "value": text}, {"type": "image", "value": _picture(slug, title)}]
    return json.dumps(blocks)


def unpublish_form(slug: str) -> dict[str, Any]:
    """Where and what a browser posts to withdraw an article."""
    page = ArticlePage.objects.get(slug=slug)
    return {"url": reverse("wagtailadmin_pages:unpublish", args=(page.pk,)), "fields": {"reason": "Rà soát"}}


def _fields(section: SectionPage, slug: str, title: str) -> dict[str, Any]:
    picture = _picture(slug, title)
    text = {"text": rich_text(f"<p>{title}</p>"), "lang": ""}
    return article_form(
        title=title,
        slug=slug,
        department=section.department_id,
        event_on=datetime.date.today().isoformat(),  # noqa: DTZ011
        topics=[],
        body=streamfield([("paragraph", text), ("image", picture)]),
    )


def state(slug: str) -> dict[str, Any]:
    """The article as the tree, the store, the outbox and the addresses have it; nothing of it may be half."""
    page = ArticlePage.objects.filter(slug=slug).first()
    if page is None:
        return {"page": None, "live": False, "store": None, "events": [], "gone": False}
    row = PublishedDocument.objects.filter(content_id=page.translation_key).first()
    events = PublicationEvent.objects.filter(content_id=page.translation_key, kind__in=[Kind.PUBLISHED, Kind.WITHDRAWN])
    return {
        "page": page.title,
        "live": page.live,
        "store": row.title if row is not None else None,
        "events": list(events.order_by("id").values_list("kind", flat=True)),
        "gone": FormerAddress.objects.filter(content_id=page.translation_key, is_gone=True).exists(),
    }


def address() -> str:
    """The public path below which the articles stand."""
    section = SectionPage.objects.get(section__key="news", locale__language_code="vi")
    path: str = PublishedDocument.objects.get(page_id=section.pk).path
    return path


def pending() -> int:
    return Delivery.objects.filter(state=Delivery.State.PENDING).count()


def check() -> list[str]:
    """Everything that is wrong between pages, store, events, deliveries, contributions and public files."""
    now = timezone.now()
    wrong = [f"{f.kind} {f.path} {f.detail}" for f in findings(at=now)]
    wrong += [f"not done: {d} {d.error}" for d in Delivery.objects.exclude(state=Delivery.State.DONE)]
    for event in PublicationEvent.objects.filter(kind__in=[Kind.PUBLISHED, Kind.WITHDRAWN]):
        by = Counter(event.deliveries.values_list("subscriber", flat=True))
        if {"contributions": 1, "cache": 1}.items() - by.items():
            wrong.append(f"deliveries of {event}: {by}")
    firsts = PublicationEvent.objects.filter(is_first_publication=True, document_type="article")
    contributions = Counter(Contribution.objects.values_list("content_id", "locale"))
    if contributions != Counter(firsts.values_list("content_id", "locale")) or set(contributions.values()) - {1}:
        wrong.append(f"contributions: {contributions}")
    withdrawn = set(Contribution.objects.filter(withdrawn_at__isnull=False).values_list("page_id", flat=True))
    gone = set(ArticlePage.objects.filter(live=False, pk__in=firsts.values("page_id")).values_list("pk", flat=True))
    if withdrawn != gone:
        wrong.append(f"withdrawn contributions {withdrawn}, withdrawn pages {gone}")
    wrong += [f"the tree: {problem}" for problem in Page.find_problems() if problem]
    return wrong + _files(now)


def _files(now: datetime.datetime) -> list[str]:
    """Files in use that are missing; and, after the hourly repair, files that nothing leads to."""
    public = Path(settings.MEDIA_ROOT)
    used = PublicCopy.objects.filter(uses__isnull=False).distinct()
    wrong = [f"missing {copy}" for copy in used if not (public / copy.name).exists()]
    wrong += [f"in use and due for the sweep: {copy}" for copy in used if copy.unused_since is not None]
    wrong += [f"never swept: {copy}" for copy in PublicCopy.objects.filter(uses=None, unused_since=None)]
    reconcile_public(at=now + datetime.timedelta(minutes=1))
    known = set(PublicCopy.objects.values_list("name", flat=True))
    stored = list(public.iterdir()) if public.is_dir() else []  # made with the first file
    return wrong + [f"left over: {file.name}" for file in stored if file.name not in known]


ALL = (prepare, add_form, approval_form, unpublish_form, state, address, pending, check)
STEPS = {step.__name__: step for step in ALL}
