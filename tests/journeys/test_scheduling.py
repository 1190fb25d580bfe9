"""When a page goes live and when it is taken down is decided by those who may publish, whatever is posted."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.pages.actions import add_page
from cms.subsites.actions import sync_access
from home.models import StandardPage
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.pages import AT, ASite, a_site

pytestmark = pytest.mark.django_db
LATER, LAST = "2099-03-01 08:00", "2099-04-01 08:00"


@pytest.fixture
def site() -> ASite:
    return a_site()


@pytest.fixture
def unit(site: ASite) -> OrgUnit:
    return OrgUnitFactory(parent=site.unit)


def login(client: Client, site: ASite, unit: OrgUnit, role: Role) -> None:
    person = member_of(unit, role)
    sync_access(subsite=site.subsite, by=None, at=AT)
    client.force_login(person)


def form(unit: OrgUnit, **values: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "title": "Giới thiệu",
        "slug": "gioi-thieu",
        "summary": "",
        "department": unit.pk,
        "body": streamfield([]),
        "go_live_at": LATER,
        "expire_at": LAST,
        "comments": inline_formset([]),
    }
    return nested_form_data({**given, **values})


def add(client: Client, site: ASite, unit: OrgUnit) -> tuple[Any, StandardPage]:
    url = reverse("wagtailadmin_pages:add", args=("home", "standardpage", site.homes["vi"].pk))
    response = client.post(url, form(unit))
    assert response.status_code == 302, response.context["form"].errors
    page = StandardPage.objects.get(slug="gioi-thieu")
    return page.get_latest_revision_as_object(), page


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.TRANSLATOR])
def test_who_may_not_publish_stores_no_schedule(client: Client, site: ASite, unit: OrgUnit, role: Role) -> None:
    login(client, site, unit, role)
    draft, page = add(client, site, unit)
    assert (draft.title, draft.go_live_at, draft.expire_at) == ("Giới thiệu", None, None)
    assert (page.go_live_at, page.expire_at) == (None, None)


def test_who_may_publish_stores_it(client: Client, site: ASite, unit: OrgUnit) -> None:
    login(client, site, unit, Role.DEPARTMENT_HEAD)
    draft, _page = add(client, site, unit)
    assert draft.go_live_at is not None
    assert draft.expire_at is not None


def test_a_contributor_neither_changes_nor_removes_the_schedule_of_a_draft(
    client: Client, site: ASite, unit: OrgUnit
) -> None:
    login(client, site, unit, Role.DEPARTMENT_HEAD)
    planned, page = add(client, site, unit)
    login(client, site, unit, Role.CONTRIBUTOR)
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    for posted in ("2098-01-01 00:00", ""):
        assert client.post(url, form(unit, title="Sửa", go_live_at=posted, expire_at="")).status_code == 302
        draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert (draft.title, draft.go_live_at, draft.expire_at) == ("Sửa", planned.go_live_at, planned.expire_at)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_the_form_of_a_contributor_is_still_shown(client: Client, site: ASite, unit: OrgUnit) -> None:
    login(client, site, unit, Role.CONTRIBUTOR)
    page = StandardPage(title="Giới thiệu", slug="gioi-thieu", department=unit, locale=site.homes["vi"].locale)
    add_page(page=page, parent=site.homes["vi"], by=None, at=AT)
    assert client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).status_code == 200
