"""Every decision about a page, an image or a file is one row of the audit log, whichever door it came through."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.media.models import Document, Image
from cms.pages.actions import publish_latest, retitle, withdraw
from cms.publishing.jobs import publish_scheduled
from news.models import ArticlePage
from tests.factories.media import PDF, ImageFactory, picture
from tests.factories.pages import AT, ArticlePageFactory, ASite, a_site, add_section

pytestmark = pytest.mark.django_db
OUTSIDE = "page.published_outside_workflow"  # tests/unit/moderation/test_outside_the_workflow.py


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser("boss", password="not used in this test")


@pytest.fixture
def admin(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


def article(site: ASite, **values: Any) -> ArticlePage:
    page: ArticlePage = ArticlePageFactory(section_page=site.sections["news"]["vi"], **values)
    return page


class Log:
    """What was logged since the last look. That a text went live past its reviewers is a row of its own beside it."""

    def __init__(self) -> None:
        self.new()

    def new(self) -> list[AuditEntry]:
        return [row for row in self.everything() if row.action != OUTSIDE]

    def everything(self) -> list[AuditEntry]:
        last = getattr(self, "last", 0)
        rows = list(AuditEntry.objects.filter(pk__gt=last).order_by("pk"))
        self.last = rows[-1].pk if rows else last
        return rows


def test_an_action_logs_its_person_its_moment_and_its_page_once(site: ASite, boss: User) -> None:
    log = Log()
    page = article(site, title="Tin mới", by=boss)
    (added,) = [row for row in log.new() if row.action.startswith("page.")]
    assert (added.action, added.by, added.at) == ("page.added", boss, AT)
    assert (added.target_type, added.target_id, added.target_label) == ("news.articlepage", str(page.pk), "Tin mới")

    later = AT + datetime.timedelta(hours=1)
    publish_latest(page=page, by=boss, at=later)
    (published,) = log.new()
    assert (published.action, published.by, published.at) == ("page.published", boss, later)
    assert published.data == {"revision": page.live_revision_id}

    assert retitle(page=page, title="Tin khác", by=boss, at=later)
    (retitled,) = log.new()
    assert retitled.action == "page.published"
    assert retitled.data["title"] == {"old": "Tin mới", "new": "Tin khác"}

    withdraw(page=page, reason="Tin sai", by=boss, at=later)
    (withdrawn,) = log.new()
    assert (withdrawn.action, withdrawn.by, withdrawn.at) == ("page.withdrawn", boss, later)
    assert withdrawn.data == {"reason": "Tin sai"}


def test_code_that_publishes_outside_any_form_is_marked_so(site: ASite, boss: User) -> None:
    page = article(site)
    log = Log()
    page.save_revision().publish()
    outside, row = log.everything()
    assert (outside.action, outside.by, outside.target_id) == (OUTSIDE, None, str(page.pk))
    assert (row.action, row.by) == ("page.published", None)
    assert row.data["outside_forms"] is True

    page.save_revision(user=boss).publish()
    (row,) = log.new()
    assert (row.action, row.by) == ("page.published", boss)
    assert "outside_forms" not in row.data


def test_the_schedule_publishes_and_expires_with_one_row_each(site: ASite, boss: User) -> None:
    page = article(site)
    now = timezone.now()
    page.go_live_at = now + datetime.timedelta(hours=1)
    log = Log()
    page.save_revision(user=boss).publish(user=boss, skip_permission_checks=True)
    assert [(row.action, row.by) for row in log.new()] == [("page.publication_scheduled", boss)]

    page.refresh_from_db()
    revision = page.latest_revision
    revision.approved_go_live_at = now - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    assert publish_scheduled(now) == 1
    (row,) = log.new()
    assert (row.action, row.by, row.data["by_schedule"]) == ("page.published", boss, True)

    type(page).objects.filter(pk=page.pk).update(expire_at=now - datetime.timedelta(minutes=1))
    assert publish_scheduled(now) == 1
    (row,) = log.new()
    assert (row.action, row.by) == ("page.withdrawn", None)
    assert row.data == {"by_schedule": True, "reason": "", "outside_forms": True}


def test_an_alias_follows_its_page_without_a_row_of_its_own(site: ASite) -> None:
    page = article(site, live=True)
    page.create_alias(parent=Page.objects.get(pk=site.homes["vi"].pk), update_slug="ban-sao")
    log = Log()
    publish_latest(page=page, by=None, at=AT)
    assert [row.action for row in log.new()] == ["page.published"]
    withdraw(page=page, reason="Tin sai", by=None, at=AT)
    assert [row.action for row in log.new()] == ["page.withdrawn"]


def test_bulk_withdrawal_is_a_row_a_page(site: ASite, admin: Client, boss: User) -> None:
    pages = [article(site, live=True) for _ in range(2)]
    log = Log()
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
    admin.post(url + f"?id={pages[0].pk}&id={pages[1].pk}", {"reason": "Đăng nhầm"})
    rows = log.new()
    assert {row.target_id for row in rows} == {str(page.pk) for page in pages}
    assert [(row.action, row.by, row.data["reason"]) for row in rows] == [("page.withdrawn", boss, "Đăng nhầm")] * 2


def test_moving_and_deleting_in_the_admin_are_logged(site: ASite, admin: Client, boss: User) -> None:
    page = article(site, live=True, title="Tin cũ")
    add_section(site, "events", number="2")
    there = site.sections["events"]["vi"].pk
    log = Log()
    admin.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, there)))
    (moved,) = log.new()
    assert (moved.action, moved.by, moved.target_id) == ("page.moved", boss, str(page.pk))
    assert moved.data["destination"]["id"] == there

    admin.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    assert log.new() == []  # a live page goes only with the public reason
    admin.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)), {"reason": "Tin cũ"})
    made, withdrawn, moved, binned = log.new()
    assert (made.action, made.by, made.target_label) == ("page.added", None, "Thùng rác")  # the first deletion of all
    assert [row.action for row in (withdrawn, moved, binned)] == ["page.withdrawn", "page.moved", "page.binned"]
    assert {(row.by, row.target_id, row.target_label) for row in (withdrawn, moved, binned)} == {
        (boss, str(page.pk), "Tin cũ")
    }
    assert withdrawn.data["reason"] == "Tin cũ"


def test_privacy_is_logged_when_set_changed_and_lifted(site: ASite, admin: Client, boss: User) -> None:
    page = article(site, live=True)
    log = Log()
    url = reverse("wagtailadmin_pages:set_privacy", args=(page.pk,))
    for restriction, action in (
        ("login", "page.restricted"),
        ("password", "page.restriction_changed"),
        ("none", "page.restriction_lifted"),
    ):
        admin.post(url, {"restriction_type": restriction, "password": "không công khai", "groups": []})
        (row,) = log.new()
        assert (row.action, row.by, row.target_id) == (action, boss, str(page.pk))
        assert "không công khai" not in str(row.data)
    assert not PageViewRestriction.objects.exists()


def test_a_publication_that_fails_leaves_no_row(site: ASite, monkeypatch: pytest.MonkeyPatch) -> None:
    page = article(site)
    log = Log()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("wagtail.actions.publish_page_revision.PublishPageRevisionAction.execute", fail)
    with pytest.raises(RuntimeError):
        publish_latest(page=page, by=None, at=AT)
    assert log.new() == []


def test_an_image_is_logged_when_made_changed_and_deleted(admin: Client, boss: User) -> None:
    log = Log()
    file = SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg")
    admin.post(reverse("wagtailimages:add"), {"title": "Lễ ký", "file": file, "collection": "1"})
    image = Image.objects.get()
    (row,) = log.new()
    assert (row.action, row.by, row.target_id) == ("media.image_created", boss, str(image.pk))

    admin.post(reverse("wagtailimages:edit", args=(image.pk,)), {"title": "Lễ ký kết", "collection": "1"})
    (row,) = log.new()
    assert (row.action, row.by, row.target_label) == ("media.image_changed", boss, "Lễ ký kết")

    admin.post(reverse("wagtailimages:delete", args=(image.pk,)))
    (row,) = log.new()
    assert (row.action, row.by, row.target_id) == ("media.image_deleted", boss, str(image.pk))


def test_a_file_is_logged_when_made_changed_and_deleted(admin: Client, boss: User) -> None:
    log = Log()
    file = SimpleUploadedFile("a.pdf", PDF, content_type="application/pdf")
    admin.post(reverse("wagtaildocs:add"), {"title": "Quyết định", "file": file, "collection": "1"})
    document = Document.objects.get()
    admin.post(reverse("wagtaildocs:edit", args=(document.pk,)), {"title": "Quyết định 1", "collection": "1"})
    admin.post(reverse("wagtaildocs:delete", args=(document.pk,)))
    rows = log.new()
    assert [row.action for row in rows] == ["media.file_created", "media.file_changed", "media.file_deleted"]
    assert [(row.by, row.target_id) for row in rows] == [(boss, str(document.pk))] * 3


def test_bulk_changes_of_images_are_a_row_each(admin: Client, boss: User) -> None:
    images = [ImageFactory() for _ in range(2)]
    ids = "&".join(f"id={image.pk}" for image in images)
    log = Log()
    admin.post(reverse("wagtail_bulk_action", args=("media", "image", "add_tags")) + f"?{ids}", {"tags": "lễ"})
    assert [(row.action, row.by) for row in log.new()] == [("media.image_changed", boss)] * 2

    admin.post(reverse("wagtail_bulk_action", args=("media", "image", "delete")) + f"?{ids}")
    rows = log.new()
    assert [(row.action, row.by) for row in rows] == [("media.image_deleted", boss)] * 2
    assert {row.target_id for row in rows} == {str(image.pk) for image in images}
