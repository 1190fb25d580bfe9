"""An address that a route answers, or a unit has, is refused at every door, in Vietnamese, never with a 500."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.accounts.models import User
from cms.pages.actions import publish_latest
from cms.publishing.actions import publish_page, put_document
from cms.publishing.errors import AddressReserved, PathTaken
from cms.publishing.models import PublishedDocument
from cms.publishing.reserved import reserved_slugs
from home.documents import documents_of_unit
from home.models import StandardPage, UnitRecord
from tests.factories.pages import AT, ASite, a_site, a_standard_page

pytestmark = pytest.mark.django_db
REFUSAL = "Đường dẫn “en” dành riêng cho hệ thống. Hãy chọn đường dẫn khác."


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(username="quan-tri", password="mat-khau-dai-va-kho"))
    return client


def home(site: ASite) -> Page:
    return Page.objects.get(pk=site.homes["vi"].pk)


def addresses() -> set[tuple[int | None, str | None]]:
    return set(PublishedDocument.objects.values_list("page_id", "path"))


def form(site: ASite, slug: str) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Giới thiệu",
            "slug": slug,
            "summary": "",
            "department": site.unit.pk,
            "body": streamfield([]),
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
        }
    )


@pytest.mark.parametrize("action", [{}, {"action-publish": "action-publish"}])
def test_the_form_of_a_new_page_refuses_it_even_as_a_draft(admin: Client, site: ASite, action: dict[str, str]) -> None:
    before = addresses()
    url = reverse("wagtailadmin_pages:add", args=("home", "standardpage", site.homes["vi"].pk))
    response = admin.post(url, {**form(site, "en"), **action})

    assert response.status_code == 200
    assert response.context["form"].errors["slug"] == [REFUSAL]
    assert not StandardPage.objects.exists()
    assert addresses() == before


def test_the_form_of_a_page_refuses_it(admin: Client, site: ASite) -> None:
    page = a_standard_page(home(site))
    before = addresses()
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = admin.post(url, {**form(site, "en"), "action-publish": "action-publish"})

    assert response.status_code == 200
    assert response.context["form"].errors["slug"] == [REFUSAL]
    assert addresses() == before


def test_a_copy_is_refused_beside_its_new_slug(admin: Client, site: ASite) -> None:
    page = a_standard_page(home(site))
    data = {"new_title": "Bản sao", "new_slug": "en", "new_parent_page": site.homes["vi"].pk}
    response = admin.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), {**data, "alias": "on"})

    assert response.status_code == 200
    assert response.context["form"].errors["new_slug"] == [REFUSAL]
    assert StandardPage.objects.count() == 1


def test_a_move_is_refused_alone_and_in_bulk(admin: Client, site: ASite) -> None:
    page = a_standard_page(a_standard_page(home(site)), slug="en")
    before = addresses()
    single = admin.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, site.homes["vi"].pk)), follow=True)
    bulk = admin.post(
        reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move")) + f"?id={page.pk}",
        {"chooser": site.homes["vi"].pk},
        follow=True,
    )

    for response in (single, bulk):
        assert response.status_code == 200
        assert any(REFUSAL in str(message) for message in response.context["messages"])
    assert StandardPage.objects.get(pk=page.pk).get_parent().pk != site.homes["vi"].pk
    assert addresses() == before


@pytest.mark.parametrize("slug", sorted(reserved_slugs()))
def test_code_is_refused_too(site: ASite, slug: str) -> None:
    before = addresses()
    for locale in ("vi", "en"):
        with pytest.raises(ValidationError, match=slug):
            a_standard_page(Page.objects.get(pk=site.homes[locale].pk), slug=slug)
    page = a_standard_page(a_standard_page(home(site), slug="tren"), slug=slug)
    with pytest.raises(AddressReserved):
        page.move(home(site), pos="last-child")

    assert StandardPage.objects.get(pk=page.pk).get_parent().slug == "tren"
    assert addresses() - before == {(page.get_parent().pk, "/tren/"), (page.pk, f"/tren/{slug}/")}


def test_the_same_word_further_down_is_an_address_like_any_other(site: ASite) -> None:
    page = a_standard_page(site.sections["news"]["vi"], slug="en")
    assert PublishedDocument.objects.get(page_id=page.pk).path == "/chuyen-muc-news/en/"


def test_a_page_does_not_take_the_address_of_a_unit(site: ASite) -> None:
    """A page that came there without being asked (SQL, an older release) breaks neither."""
    record = UnitRecord.objects.create(subsite=site.subsite, unit=site.unit, first_published_at=AT, updated_at=AT)
    for document in documents_of_unit(record):
        put_document(document=document, by=None, at=AT)
    above = a_standard_page(home(site), slug="tren")
    page = a_standard_page(above, slug="khac")
    StandardPage.objects.filter(pk=above.pk).update(slug="don-vi", url_path=f"{home(site).url_path}don-vi/")
    page.refresh_from_db()
    page.slug = site.unit.key
    revision = page.save_revision(clean=False)
    before = addresses()

    with pytest.raises(ValidationError, match="đang được một nội dung khác sử dụng"):
        publish_latest(page=page, by=None, at=AT)
    StandardPage.objects.filter(pk=page.pk).update(
        slug=site.unit.key, url_path=f"{home(site).url_path}don-vi/{site.unit.key}/"
    )
    with pytest.raises(PathTaken):
        publish_page(page=page, by=None, at=AT, revision=revision)

    assert addresses() == before
    assert (None, f"/don-vi/{site.unit.key}/") in before
