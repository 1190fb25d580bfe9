"""Drafts read many at a time say what Wagtail's own reading says of each."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page

from cms.media.models import Image
from cms.pages.newest_drafts import newest_texts, pages_with_newest
from news.actions import Byline
from news.models import ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.pages import ArticlePageFactory, ASite, a_site

pytestmark = pytest.mark.django_db
NOT_COMPARED = {"url_path", COMMENTS_RELATION_NAME}  # said in the module


@pytest.fixture
def site() -> ASite:
    return a_site()


def article(site: ASite, **values: Any) -> ArticlePage:
    bylines = [Byline(name="Cộng tác viên A"), Byline(name="Cộng tác viên B")]
    return ArticlePageFactory(section_page=site.sections["news"]["vi"], authors=bylines, **values)


def with_a_newer_draft(page: ArticlePage, **values: Any) -> ArticlePage:
    draft = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision()
    return ArticlePage.objects.get(pk=page.pk)


def as_read(page: ArticlePage) -> dict[str, Any]:
    return newest_texts(list(pages_with_newest([page.pk]).values()))[page.pk].serializable_data()


def as_wagtail_reads(page: ArticlePage) -> dict[str, Any]:
    return Page.objects.get(pk=page.pk).latest_revision.as_object().serializable_data()


def same(page: ArticlePage) -> None:
    read, expected = as_read(page), as_wagtail_reads(page)
    assert expected["authors"]
    for one in (read, expected):
        for name in NOT_COMPARED:
            one.pop(name)
    assert read == expected


def test_a_new_draft_and_a_newer_one_of_a_public_page_say_the_same(site: ASite) -> None:
    owner = UserFactory()
    fresh = article(site, with_lead_image=True)
    Page.objects.filter(pk=fresh.pk).update(owner=owner, locked=True, locked_by=owner)
    public = with_a_newer_draft(article(site, live=True), title="Tên mới", slug="ten-moi", summary="Tóm tắt mới")
    for page in (fresh, public):
        same(page)
    assert as_read(public)["title"] == "Tên mới"
    assert as_read(fresh)["owner"] == owner.pk


def test_a_draft_is_filed_where_the_stored_page_is(site: ASite) -> None:
    page = article(site, live=True)
    text = newest_texts(list(pages_with_newest([page.pk]).values()))[page.pk]
    assert text.filed_under_id == page.latest_revision.as_object().filed_under_id == page.department_id


def test_what_a_draft_led_to_and_is_gone_is_gone_from_it(site: ASite) -> None:
    page, other = article(site, lead_image=ImageFactory(), lead_image_alt="Cổng"), article(site)
    Image.objects.filter(pk=page.lead_image_id).delete()
    for one in (page, other):
        same(one)
    assert as_read(page)["lead_image"] is None


def test_comments_are_no_part_of_what_is_read(site: ASite) -> None:
    page = article(site)
    draft = page.get_latest_revision_as_object()
    setattr(draft, COMMENTS_RELATION_NAME, [Comment(user=UserFactory(), text="Xem lại", contentpath="title")])
    draft.save_revision()
    same(page)


def test_many_drafts_take_the_queries_of_one(site: ASite) -> None:
    pages = [article(site, with_lead_image=True) for _number in range(4)]
    counts = []
    for some in (pages[:1], pages):
        with CaptureQueriesContext(connection) as seen:
            texts = newest_texts(list(pages_with_newest([page.pk for page in some]).values()))
            assert [texts[page.pk].title for page in some] == [page.title for page in some]
        counts.append(len(seen))
    assert counts[0] == counts[1]
