"""Homes, menus and units make themselves, once."""

import datetime
from typing import Any

import pytest
from wagtail.models import Page, Revision

from cms.departments.actions import dissolve_unit, merge_units, rename_unit
from cms.departments.models import OrgUnit
from cms.editorial.models import ContentKind, Section
from cms.kernel.calendar import HANOI
from cms.publishing.models import PublicationEvent, PublishedDocument
from home.actions import make_homes, make_menus, note_unit_change, publish_menus, put_menu
from home.jobs import changes_of_the_day
from home.models import HomePage, Menu
from tests.factories.departments import OrgUnitFactory
from tests.factories.pages import AT, ASite, a_site, add_section

pytestmark = pytest.mark.django_db
LATER = AT + datetime.timedelta(days=30)


@pytest.fixture
def site() -> ASite:
    return a_site(sections=("news", "about"))


def menu(site: ASite, at: datetime.datetime = AT) -> None:
    make_menus(subsite=site.subsite, sections=Section.objects.all(), by=None, at=at)


def main_items(site: ASite, locale: str = "vi") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = Menu.objects.get(subsite=site.subsite, key="main", locale=locale).items
    return items


def test_homes_of_a_site_are_translations_of_each_other_below_the_root(site: ASite) -> None:
    vi, en = site.homes["vi"], site.homes["en"]
    assert vi.translation_key == en.translation_key
    assert (vi.depth, en.depth) == (2, 2)
    assert (vi.locale.language_code, en.locale.language_code) == ("vi", "en")
    assert vi.live
    assert en.live


def test_making_homes_again_changes_nothing(site: ASite) -> None:
    before = (Page.objects.count(), Revision.objects.count())
    again = make_homes(
        subsite_key="department",
        titles={"vi": "Sở Ngoại vụ", "en": "Foreign Affairs"},
        unit_key=site.unit.key,
        by=None,
        at=LATER,
    )
    assert (Page.objects.count(), Revision.objects.count()) == before
    assert {language: home.pk for language, home in again.items()} == {k: v.pk for k, v in site.homes.items()}


def test_a_home_with_another_title_is_retitled_and_keeps_its_address(site: ASite) -> None:
    titles = {"vi": "Sở Ngoại vụ tỉnh", "en": "Foreign Affairs"}
    make_homes(subsite_key="department", titles=titles, unit_key=site.unit.key, by=None, at=LATER)
    home = HomePage.objects.get(pk=site.homes["vi"].pk)
    assert (home.title, home.slug) == ("Sở Ngoại vụ tỉnh", "department")


def test_the_main_menu_nests_open_sections_in_their_order(site: ASite) -> None:
    add_section(site, "directives", number="3", content_kind=ContentKind.GROUP)
    add_section(site, "work-programme", number="3.2", parent="directives")
    add_section(site, "closed", number="4", closed_on=datetime.date(2017, 3, 14))
    add_section(site, "not-yet", number="5", opened_on=datetime.date(2017, 3, 16))
    menu(site)
    items = main_items(site)
    assert [item["section"] for item in items] == ["news", "about", "directives"]
    assert [child["section"] for child in items[2]["children"]] == ["work-programme"]
    assert main_items(site, "en") == items


@pytest.mark.requirement("R025")
def test_an_entry_of_a_section_hides_while_the_section_is_empty(site: ASite) -> None:
    menu(site)
    assert all(item["hide_when_empty"] for item in main_items(site))


def test_a_section_whose_parent_closed_stays_in_the_menu(site: ASite) -> None:
    add_section(site, "directives", number="3", content_kind=ContentKind.GROUP, closed_on=datetime.date(2017, 1, 1))
    add_section(site, "work-programme", number="3.2", parent="directives")
    menu(site)
    assert [item["section"] for item in main_items(site)] == ["news", "about", "work-programme"]


def test_making_menus_again_writes_no_event(site: ASite) -> None:
    menu(site)
    before = PublicationEvent.objects.count()
    menu(site, at=LATER)
    publish_menus(subsite=site.subsite, by=None, at=LATER)
    assert PublicationEvent.objects.count() == before


def test_a_menu_is_a_document_without_an_address(site: ASite) -> None:
    menu(site)
    row = PublishedDocument.objects.get(document_type="menu", locale="vi", title="main")
    assert row.path is None
    assert str(site.sections["news"]["vi"].translation_key) in row.links
    assert row.first_published_at == AT


def test_other_entries_update_the_menu(site: ASite) -> None:
    menu(site)
    items = main_items(site)[:1]
    put_menu(subsite=site.subsite, key="main", locale="vi", items=items, by=None, at=LATER)
    row = PublishedDocument.objects.get(document_type="menu", locale="vi", title="main")
    assert (row.first_published_at, row.updated_at) == (AT, LATER)


def test_homes_stand_in_the_store_once_their_site_exists(site: ASite) -> None:
    menu(site)
    rows = PublishedDocument.objects.filter(document_type="home").values_list("locale", "path")
    assert set(rows) == {("vi", "/"), ("en", "/en/")}


def units(key: str) -> dict[str, tuple[str | None, str]]:
    unit = OrgUnit.objects.get(key=key)
    rows = PublishedDocument.objects.filter(content_id=unit.content_id, document_type="unit")
    return {row.locale: (row.path, row.title) for row in rows}


def test_a_site_shows_the_units_of_its_agency_but_no_outside_one(site: ASite) -> None:
    office = OrgUnitFactory(key="office", name_vi="Văn phòng", name_en="Office", parent=site.unit)
    OrgUnitFactory(key="unnamed", name_vi="Tổ", name_en="", parent=office)
    OrgUnitFactory(key="outside", kind=OrgUnit.Kind.EXTERNAL, parent=site.unit)
    menu(site)
    assert units("office") == {"vi": ("/don-vi/office/", "Văn phòng"), "en": ("/en/units/office/", "Office")}
    assert units("unnamed") == {"vi": ("/don-vi/unnamed/", "Tổ")}
    assert units("outside") == {}


def test_a_renamed_unit_is_right_at_once_and_keeps_its_first_day(site: ASite) -> None:
    office = OrgUnitFactory(key="office", name_vi="Văn phòng", name_en="Office", parent=site.unit)
    menu(site)
    office.name_vi = "Văn phòng Sở"
    office.save()
    note_unit_change(unit=office, by=None, at=LATER)
    assert units("office")["vi"] == ("/don-vi/office/", "Văn phòng Sở")
    row = PublishedDocument.objects.get(content_id=office.content_id, locale="vi")
    assert (row.first_published_at, row.updated_at) == (AT, LATER)


def test_a_closed_unit_says_so_and_links_to_its_successor(site: ASite) -> None:
    old = OrgUnitFactory(key="old", parent=site.unit)
    new = OrgUnitFactory(key="new", parent=site.unit)
    menu(site)
    old.valid_to = datetime.date(2017, 4, 1)
    old.save()
    old.successions.create(successor=new, on=datetime.date(2017, 4, 2))
    note_unit_change(unit=old, by=None, at=LATER)
    row = PublishedDocument.objects.get(content_id=old.content_id, locale="vi")
    assert '"is_closed":true' in row.body
    assert str(new.content_id) in row.links


def is_closed(unit: OrgUnit) -> bool:
    row = PublishedDocument.objects.get(content_id=unit.content_id, locale="vi")
    return '"is_closed":true' in row.body


def test_a_unit_is_closed_from_the_day_after_its_last(site: ASite) -> None:
    unit = OrgUnitFactory(key="old", parent=site.unit)
    menu(site)
    dissolve_unit(unit=unit, on=datetime.date(2017, 3, 17), legal_basis="Quyết định số 9", by=None, at=AT)
    assert not is_closed(unit)
    changes_of_the_day(datetime.datetime(2017, 3, 16, 23, 59, 59, tzinfo=HANOI))
    assert not is_closed(unit)
    assert changes_of_the_day(datetime.datetime(2017, 3, 17, tzinfo=HANOI)) == 1
    assert is_closed(unit)
    assert changes_of_the_day(datetime.datetime(2017, 3, 17, 0, 1, tzinfo=HANOI)) == 0


def test_a_part_follows_its_unit_into_a_merger_and_a_lost_english_name_takes_its_page_away(site: ASite) -> None:
    old, new = (OrgUnitFactory(key=key, parent=site.unit) for key in ("old", "new"))
    part = OrgUnitFactory(key="part", parent=old)
    menu(site)
    merge_units(units=[old], into=new, on=AT.date(), legal_basis="Quyết định số 9", by=None, at=AT)
    row = PublishedDocument.objects.get(content_id=part.content_id, locale="vi")
    assert str(new.content_id) in row.links
    rename_unit(unit=part, name_vi="Tổ công tác", on=AT.date(), legal_basis="Quyết định số 10", by=None, at=AT)
    assert units("part") == {"vi": ("/don-vi/part/", "Tổ công tác")}
