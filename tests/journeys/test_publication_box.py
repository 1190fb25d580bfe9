"""Beside the form of a page stands how far its publication has travelled."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.departments.roles import Role
from cms.publishing.models import Delivery
from cms.publishing.worker.delivering import run_until_idle
from cms.subsites.actions import sync_access
from tests.factories.departments import member_of
from tests.factories.pages import AT, ArticlePageFactory, ASite, a_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def editor(client: Client, site: ASite) -> Client:
    person: User = member_of(site.unit, Role.SECRETARIAT)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client.force_login(person)
    return client


def box(client: Client, page_id: int) -> str:
    page = client.get(reverse("wagtailadmin_pages:edit", args=[page_id])).content.decode()
    found = re.search(r'<section [^>]*aria-label="Tiến trình phát hành">.*?</section>', page, re.S)
    assert found is not None
    return found[0]


def test_the_box_says_what_has_arrived_and_where_to_ask_again(editor: Client, site: ASite) -> None:
    article = ArticlePageFactory(section_page=site.sections["news"]["vi"], title="Tin", live=True)
    before = box(editor, article.pk)
    assert 'aria-live="polite"' in before
    assert f'data-page-status="{reverse("publishing_page_status", args=[article.pk])}"' in before
    assert "đang chuyển…" in before
    run_until_idle(clock=timezone.now)
    after = box(editor, article.pk)
    assert "đang chuyển…" not in after
    assert (
        len(re.findall("xong lúc", after))
        == 1
        + Delivery.objects.filter(
            event=Delivery.objects.filter(event__content_id=article.translation_key).latest("event_id").event
        ).count()
    )


def test_a_draft_is_told_to_be_one(editor: Client, site: ASite) -> None:
    article = ArticlePageFactory(section_page=site.sections["news"]["vi"], title="Nháp", live=False)
    assert "Chưa được đăng." in box(editor, article.pk)


def test_a_new_page_has_no_box_and_the_script_is_no_inline_one(editor: Client, site: ASite) -> None:
    section = site.sections["news"]["vi"]
    form = editor.get(reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])).content.decode()
    assert "Tiến trình phát hành" not in form
    article = ArticlePageFactory(section_page=section, title="Tin", live=True)
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert re.search(r'<script src="[^"]*pages/page-status[^"]*\.js"></script>', page)
    assert not re.search(r"\son(click|load)=", box(editor, article.pk))
