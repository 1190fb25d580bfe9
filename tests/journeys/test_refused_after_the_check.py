"""Somebody takes an address after the form has checked it: an error in words at every door, and nothing half done."""

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models.signals import ModelSignal, post_save
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.accounts.models import User
from cms.audit.models import AuditEntry
from cms.departments import policy
from cms.departments.models import OrgUnit
from cms.pages.actions import add_page
from cms.publishing.actions import put_document, withdraw_document
from cms.publishing.models import PeriodicJob, PublicationEvent, PublishedDocument
from cms.publishing.periodic import periodic_jobs
from cms.publishing.worker.jobs import run_job, take_turn
from home.documents import documents_of_unit
from home.models import StandardPage, UnitRecord
from tests.factories.pages import AT, ASite, a_site, a_standard_page

pytestmark = pytest.mark.django_db
TAKEN = "Địa chỉ /gioi-thieu/ đang được một nội dung khác sử dụng."
NOTHING = "Chưa có thay đổi nào được ghi nhận."


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(username="quan-tri", password=None))
    return client


def home(site: ASite) -> Page:
    return Page.objects.get(pk=site.homes["vi"].pk)


def take(site: ASite, path: str = "/gioi-thieu/") -> None:
    """Publish a document that is no page at the address."""
    record, _created = UnitRecord.objects.get_or_create(
        subsite=site.subsite, unit=site.unit, defaults={"first_published_at": AT, "updated_at": AT}
    )
    document = next(iter(documents_of_unit(record)))
    put_document(document=dataclasses.replace(document, path=path), by=None, at=AT)


@contextmanager
def meanwhile(sender: type, do: Callable[[], None], signal: ModelSignal = post_save) -> Iterator[list[int]]:
    """Do something once, when a row of the model is first saved: what another request commits at that moment."""
    done: list[int] = []

    def receiver(**kwargs: Any) -> None:
        if not done:
            done.append(1)
            do()

    signal.connect(receiver, sender=sender, weak=False)
    try:
        yield done
    finally:
        signal.disconnect(receiver, sender=sender)


def state() -> tuple[Any, ...]:
    """Everything a publication writes."""
    return (
        sorted(Page.objects.values_list("pk", "path", "slug", "title", "live", "has_unpublished_changes")),
        sorted(PublishedDocument.objects.values_list("pk", "path", "version")),
        PublicationEvent.objects.count(),
        Revision.objects.count(),
        PageLogEntry.objects.count(),
        AuditEntry.objects.count(),
    )


def form(site: ASite, **values: Any) -> dict[str, Any]:
    given = {
        "title": "Giới thiệu Sở",
        "slug": "gioi-thieu",
        "summary": "",
        "department": site.unit.pk,
        "body": streamfield([("paragraph", {"text": rich_text("<p>Lời vừa gõ</p>"), "lang": ""})]),
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
        "action-publish": "action-publish",
    }
    return nested_form_data({**given, **values})


def draft(site: ASite, slug: str = "gioi-thieu") -> StandardPage:
    page = StandardPage(title="Giới thiệu", slug=slug, department=site.unit, locale=home(site).locale)
    return add_page(page=page, parent=home(site), by=None, at=AT)


def said(response: Any) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


@pytest.fixture
def forms_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form publishes, as Wagtail's does. Here nobody may; what stands behind that rule is tested all the same."""
    allowed = policy.Operation("publish_page", "", lambda actor, target: policy.ALLOWED, binds_superusers=True)
    monkeypatch.setitem(policy._operations, "publish_page", allowed)


@pytest.mark.usefixtures("forms_publish")
@pytest.mark.parametrize("moment", [Revision, StandardPage])
@pytest.mark.parametrize("door", ["add", "edit"])
def test_the_form_is_shown_again_with_what_was_typed(admin: Client, site: ASite, moment: type, door: str) -> None:
    if door == "add":
        url = reverse("wagtailadmin_pages:add", args=("home", "standardpage", site.homes["vi"].pk))
    else:
        url = reverse("wagtailadmin_pages:edit", args=(draft(site).pk,))
    before = state()
    with meanwhile(moment, lambda: take(site)) as happened:
        response = admin.post(url, form(site))

    assert happened
    assert response.status_code == 200
    assert response.context["form"].errors["slug"] == [TAKEN]
    assert "Giới thiệu Sở" in response.content.decode()
    typed = json.dumps(json.dumps("Lời vừa gõ")[1:-1])[1:-1]  # rich text is JSON, and travels in JSON
    assert typed in response.content.decode()
    assert state() == before


def test_a_move_to_an_address_that_became_a_route_is_told(admin: Client, site: ASite) -> None:
    page = a_standard_page(a_standard_page(home(site)), slug="muc")
    url = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, site.homes["vi"].pk))
    before = state()

    with readdressed_on_its_way():
        response = admin.post(url, headers={"Referer": f"http://testserver{url}"}, follow=True)

    assert response.status_code == 200
    assert said(response) == [f"{NOTHING} Đường dẫn “rss” dành riêng cho hệ thống. Hãy chọn đường dẫn khác."]
    assert state() == before


def test_bulk_move_refuses_two_pages_that_would_get_one_address(admin: Client, site: ASite) -> None:
    """Wagtail asks of each page whether its slug is free there, and not whether another of them takes it."""
    pages = [a_standard_page(a_standard_page(home(site)), slug="muc") for _ in range(2)]
    there = a_standard_page(home(site), slug="dich")
    query = "&".join(f"id={page.pk}" for page in pages)
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move")) + f"?{query}"
    before = state()
    response = admin.post(url, {"chooser": there.pk}, follow=True)

    assert response.status_code == 200
    assert any("“muc” đã được dùng" in message for message in said(response))
    assert state() == before


@contextmanager
def readdressed_on_its_way() -> Iterator[None]:
    """The page that is moved gets an address that is kept for a route, after everything was checked."""

    def readdress(request: Any, moving: Page, destination: Page) -> None:
        moving.slug = "rss"

    with hooks.register_temporarily("before_move_page", readdress, order=100):
        yield


def test_a_script_gets_json_and_no_page(admin: Client, site: ASite) -> None:
    page = a_standard_page(a_standard_page(home(site)), slug="muc")
    url = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, site.homes["vi"].pk))
    with readdressed_on_its_way():
        response = admin.post(url, {}, headers={"X-Requested-With": "XMLHttpRequest"})

    assert response.status_code == 400
    assert response.json()["error_message"].startswith(f"{NOTHING} Đường dẫn “rss”")


def test_another_host_is_no_place_to_go_back_to(admin: Client, site: ASite) -> None:
    page = a_standard_page(a_standard_page(home(site)), slug="muc")
    url = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, site.homes["vi"].pk))
    with readdressed_on_its_way():
        response = admin.post(url, {}, headers={"Referer": "http://elsewhere.example/admin/"})

    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))


def test_a_unit_whose_address_a_page_has_is_refused_on_its_form(admin: Client, site: ASite) -> None:
    above, page = a_standard_page(home(site), slug="tren"), None
    page = a_standard_page(above, slug="bien-gioi")
    # As a page of an older release would stand there: the slug has been kept for units since.
    url_path = f"{home(site).url_path}don-vi/"
    Page.objects.filter(pk=above.pk).update(slug="don-vi", url_path=url_path)
    Page.objects.filter(pk=page.pk).update(url_path=f"{url_path}bien-gioi/")
    PublishedDocument.objects.filter(page_id=page.pk).update(path="/don-vi/bien-gioi/")
    before = state()
    unit = {"name_vi": "Phòng Biên giới", "key": "bien-gioi", "kind": "phong", "parent": site.unit.pk, "order": "7"}
    response = admin.post(reverse("units:add"), unit)

    assert response.status_code == 200
    assert "Địa chỉ /don-vi/bien-gioi/ đang được một nội dung khác sử dụng." in response.content.decode()
    assert not OrgUnit.objects.filter(key="bien-gioi").exists()
    assert state() == before


def scheduled(site: ASite) -> StandardPage:
    """A page that was due two minutes ago."""
    page = draft(site)
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    due = timezone.now() - datetime.timedelta(minutes=2)
    revision.content["go_live_at"] = due.isoformat()
    revision.approved_go_live_at = due
    revision.save()
    return page


def run_schedule() -> str:
    job = next(job for job in periodic_jobs() if job.name == "publish_scheduled")
    now = timezone.now()
    take_turn(job, at=now)
    run_job(job, at=now)
    return PeriodicJob.objects.get(name="publish_scheduled").error


def test_a_schedule_that_is_refused_is_recorded_told_and_tried_again(admin: Client, site: ASite) -> None:
    page = scheduled(site)
    assert not StandardPage.objects.get(pk=page.pk).live
    take(site)
    assert TAKEN in run_schedule()
    assert not StandardPage.objects.get(pk=page.pk).live

    shown = said(admin.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))))
    assert any("mà chưa được đăng" in message and TAKEN in message for message in shown)
    report = admin.get(reverse("publishing_deliveries")).content.decode()
    assert TAKEN in report
    assert "Traceback" not in report

    withdraw_document(document=PublishedDocument.objects.get(path="/gioi-thieu/"), by=None, at=AT)
    assert run_schedule() == ""
    assert StandardPage.objects.get(pk=page.pk).live
    assert PublishedDocument.objects.get(path="/gioi-thieu/").page_id == page.pk
    assert TAKEN not in admin.get(reverse("publishing_deliveries")).content.decode()


def test_a_schedule_without_an_obstacle_keeps_no_error(site: ASite) -> None:
    page = scheduled(site)
    assert run_schedule() == ""
    assert StandardPage.objects.get(pk=page.pk).live
