"""Sites: made and changed by actions, found by host."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.audit.models import AuditEntry
from cms.kernel.calendar import HANOI
from cms.subsites.actions import create_subsite, update_subsite
from cms.subsites.errors import HostTaken, RootTaken, SubsiteKeyTaken
from cms.subsites.models import Subsite
from cms.subsites.queries import (
    default_subsite,
    forget_subsites,
    homes_of,
    subsite_by_key,
    subsite_for_host,
    subsite_of_page,
    subsites,
)
from tests.factories.departments import OrgUnitFactory
from tests.factories.subsites import make_subsite

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 6, 15, 9, tzinfo=HANOI)


@pytest.fixture
def two_sites() -> tuple[Subsite, Subsite]:
    department = make_subsite(key="department", hostname="localhost", port=8000, is_default=True)
    city = make_subsite(
        key="city", hostname="city.localhost", port=8000, unit=OrgUnitFactory(kind="ubnd", name_vi="Ủy ban")
    )
    return department, city


@pytest.mark.requirement("R006")
@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("localhost:8000", "department"),
        ("localhost", "department"),
        ("city.localhost:8000", "city"),
        ("CITY.localhost", "city"),
        ("city.localhost.", "city"),
        ("city.localhost:9999", "city"),
        ("khong-biet.example.org", "department"),
        ("127.0.0.1:8000", "department"),
        ("[::1]:8000", "department"),
        ("", "department"),
    ],
)
def test_a_host_names_its_site_and_an_unknown_one_the_default(
    two_sites: tuple[Subsite, Subsite], host: str, key: str
) -> None:
    found = subsite_for_host(host)
    assert found is not None
    assert found.key == key


def test_before_any_site_there_is_none() -> None:
    assert subsite_for_host("localhost") is None
    assert default_subsite() is None
    assert subsites() == ()


def test_sites_are_remembered_for_some_seconds(two_sites: tuple[Subsite, Subsite]) -> None:
    forget_subsites()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(10):
            subsite_for_host("city.localhost")
            subsite_by_key("department")
    assert len(queries) == 1


def test_the_sample_site_of_wagtail_gives_way(two_sites: tuple[Subsite, Subsite]) -> None:
    assert Site.objects.count() == 2
    assert Site.objects.get(is_default_site=True).subsite.key == "department"


def test_a_page_belongs_to_the_site_of_its_home_in_either_language(two_sites: tuple[Subsite, Subsite]) -> None:
    department, city = two_sites
    vi, en = homes_of(city)
    below = en.add_child(instance=Page(title="News", slug="news", locale=en.locale))
    assert subsite_of_page(vi) == city
    assert subsite_of_page(below) == city
    assert subsite_of_page(homes_of(department)[0]) == department
    assert subsite_of_page(Page.get_first_root_node()) is None


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"key": "city"}, SubsiteKeyTaken),
        ({"hostname": "City.localhost", "port": 8000}, HostTaken),
        ({"root": "city"}, RootTaken),
    ],
)
def test_a_site_with_what_another_has_is_not_opened(
    two_sites: tuple[Subsite, Subsite], facts: dict[str, object], error: type[Exception]
) -> None:
    city = two_sites[1]
    root = Page.get_first_root_node()
    page = root.add_child(instance=Page(title="Mới", slug="moi", locale=city.site.root_page.locale))
    given = {"key": "new", "hostname": "new.localhost", "title_vi": "Mới", "title_en": "New"} | facts
    given["root_page"] = city.site.root_page if given.pop("root", None) else page
    with pytest.raises(error):
        create_subsite(**given, unit=city.unit, by=None, at=AT)  # type: ignore[arg-type]
    assert Subsite.objects.count() == 2
    assert Site.objects.count() == 2


def test_a_changed_site_is_seen_at_once(two_sites: tuple[Subsite, Subsite]) -> None:
    city = two_sites[1]
    assert subsite_for_host("moi.localhost") == default_subsite()
    update_subsite(subsite=city, hostname="moi.localhost", title_vi="Cổng thành phố", by=None, at=AT)
    found = subsite_for_host("moi.localhost")
    assert found is not None
    assert (found.key, found.title_vi) == ("city", "Cổng thành phố")
    entry = AuditEntry.objects.get(action="site.changed")
    assert entry.data["hostname"] == {"from": "city.localhost", "to": "moi.localhost"}
    update_subsite(subsite=city, hostname="moi.localhost", by=None, at=AT)
    assert AuditEntry.objects.filter(action="site.changed").count() == 1


def test_the_day_of_the_english_pages_is_kept_changed_and_taken_away(two_sites: tuple[Subsite, Subsite]) -> None:
    city, day = two_sites[1], datetime.date(2026, 12, 1)
    days = [
        update_subsite(subsite=city, **given, by=None, at=AT).english_live_from
        for given in ({"english_live_from": day}, {"title_en": "City"}, {"english_live_from": None})
    ]
    assert days == [day, day, None]
    entry = AuditEntry.objects.filter(action="site.changed").latest("pk")
    assert entry.data == {"english_live_from": {"from": "2026-12-01", "to": None}}


def test_a_site_does_not_take_anothers_host(two_sites: tuple[Subsite, Subsite]) -> None:
    with pytest.raises(HostTaken):
        update_subsite(subsite=two_sites[1], hostname="localhost", by=None, at=AT)
    two_sites[1].site.refresh_from_db()
    assert two_sites[1].site.hostname == "city.localhost"
