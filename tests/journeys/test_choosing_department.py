"""Whose a page is: the units of its site, and for who writes for a unit that unit."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.departments.roles import Role
from cms.pages.actions import publish_latest
from cms.subsites.actions import sync_access
from news.models import ArticlePage
from tests.factories.departments import MembershipFactory, OrgUnitFactory
from tests.factories.pages import AT, ArticlePageFactory
from tests.journeys.test_choosing_media import Scene, form

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R070")]

NARROW = (Role.CONTRIBUTOR, Role.SECTION_EDITOR, Role.DEPARTMENT_HEAD)
WIDE = (Role.STANDING_OFFICE, Role.SECRETARIAT, Role.ADMINISTRATOR)


def accepts(scene: Scene, department: object) -> bool:
    before = ArticlePage.objects.count()
    response = scene.add(department=department)
    accepted = response.status_code == 302
    assert ArticlePage.objects.count() == before + int(accepted)
    assert accepted or list(response.context["form"].errors) == ["department"]
    return accepted


def become(scene: Scene, role: str) -> None:
    scene.editor.memberships.all().delete()
    MembershipFactory(person=scene.editor, unit=scene.own, role=role)
    sync_access(subsite=scene.site.subsite, by=None, at=AT)


@pytest.mark.parametrize("role", NARROW)
def test_who_writes_for_a_unit_files_pages_under_that_unit_only(client: Client, role: str) -> None:
    scene = Scene(client)
    become(scene, role)
    assert (accepts(scene, scene.own.pk), accepts(scene, scene.other.pk)) == (True, False)


def test_a_translator_files_pages_of_other_languages_under_their_unit(client: Client) -> None:
    scene = Scene(client)
    become(scene, Role.TRANSLATOR)
    assert scene.add(department=scene.own.pk).status_code == 403
    assert not ArticlePage.objects.exists()
    scene.site.sections["news"]["vi"] = scene.site.sections["news"]["en"]
    assert (accepts(scene, scene.own.pk), accepts(scene, scene.other.pk)) == (True, False)


@pytest.mark.parametrize("role", WIDE)
def test_who_works_for_the_site_files_pages_under_any_of_its_units_and_no_other(client: Client, role: str) -> None:
    scene = Scene(client)
    become(scene, role)
    foreign = OrgUnitFactory(agency=True)
    assert (accepts(scene, scene.other.pk), accepts(scene, foreign.pk)) == (True, False)


def test_a_page_keeps_the_unit_it_has(client: Client) -> None:
    scene = Scene(client)
    scene.editor.memberships.all().delete()
    # Held above the divisions, the role lets them edit the texts of each, and file new ones under the agency only.
    MembershipFactory(person=scene.editor, unit=scene.site.unit, role=Role.CONTRIBUTOR)
    sync_access(subsite=scene.site.subsite, by=None, at=AT)
    page = ArticlePageFactory(section_page=scene.site.sections["news"]["vi"], department=scene.other)
    assert scene.edit(page, title="Tên mới", department=scene.other.pk).status_code == 302
    assert scene.edit(page, department=scene.own.pk).status_code == 200
    assert publish_latest(page=page, by=None, at=AT).department == scene.other


def test_a_new_page_starts_with_the_unit_of_its_author(client: Client) -> None:
    scene = Scene(client)
    section = scene.site.sections["news"]["vi"]
    response = client.get(reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk)))
    assert response.context["form"]["department"].value() == scene.own.pk


@pytest.mark.parametrize("hostile", ["abc", "-1", "9" * 30, "1e3", "0"])
def test_what_is_no_unit_is_an_error_of_the_field(client: Client, hostile: str) -> None:
    scene = Scene(client)
    assert accepts(scene, hostile) is False


def test_thousands_of_rows_of_authors_are_refused_and_not_built(client: Client) -> None:
    scene = Scene(client)
    section = scene.site.sections["news"]["vi"]
    url = reverse("wagtailadmin_pages:add", args=("news", "articlepage", section.pk))
    response = client.post(url, {**form(scene.own), "authors-TOTAL_FORMS": "5000"})
    assert response.status_code == 200
    assert len(response.context["form"].formsets["authors"].forms) == 40
    assert not ArticlePage.objects.exists()
