"""What a reorganisation leaves in the store is what a rebuilt store says, byte by byte."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.departments.actions import merge_units
from cms.departments.models import OrgUnit
from cms.editorial.actions import Amendment
from cms.kernel.calendar import HANOI
from cms.publishing import reading
from cms.publishing.worker import run_until_idle
from news.models import SectionPage
from tests.factories.editorial import LOADED_AT, SMALL_PLAN, load_text
from tests.factories.pages import ArticlePageFactory, a_standard_page, an_organisation_page

pytestmark = pytest.mark.django_db

JULY = datetime.date(2026, 7, 1)
IN_JULY = datetime.datetime(2026, 7, 2, 9, tzinfo=HANOI)
MORE_UNITS = SMALL_PLAN.replace(
    "posts:\n",
    """  - {key: phong-b, kind: phong, parent: so, name: {vi: Phòng B, en: Division B}}
  - {key: to-b, kind: bo_phan, parent: phong-b, name: {vi: Tổ B, en: Team B}}
posts:
""",
    1,
)
AMENDED = (
    MORE_UNITS.replace('{key: tin, number: "1", ', '{key: tin, number: "7", ')
    .replace("{vi: Tin tức, en: News}", "{vi: Tin mới, en: News}")
    .replace("{vi: Phòng A, en: Division A}", "{vi: Phòng Alpha, en: Alpha Division}")
)


def answers(client: Client) -> dict[str, bytes]:
    """Every answer of the API for the site, in both languages."""
    reading.forget()
    found: dict[str, bytes] = {}
    for locale in ("vi", "en"):
        for name in ("documents", "sections", "menus"):
            address = f"/api/v1/{name}/?site=small&locale={locale}&limit=100"
            found[address] = client.get(address).content
        for kind in ("home", "section", "organisation", "standard", "unit", "article"):
            address = f"/api/v1/documents/?site=small&locale={locale}&type={kind}&limit=100"
            found[address] = client.get(address).content
    return found


def published(client: Client, title: str) -> dict[str, object]:
    items = json.loads(client.get("/api/v1/documents/?site=small&type=article").content)["items"]
    return next(item for item in items if item["title"] == title)


def test_a_rename_a_merger_and_an_amended_plan_leave_what_a_rebuild_gives(client: Client) -> None:
    load_text(MORE_UNITS)
    news = SectionPage.objects.get(section__key="tin", locale__language_code="vi")
    a, b = (OrgUnit.objects.get(key=key) for key in ("phong-a", "phong-b"))
    for unit, title in ((a, "Tin của phòng A"), (b, "Tin của phòng B")):
        ArticlePageFactory(section_page=news, title=title, department=unit, live=True, at=LOADED_AT)
    # Published after the day of the renaming, which is recorded late: it bears the new name.
    ArticlePageFactory(section_page=news, title="Tin tháng bảy", department=a, live=True, at=IN_JULY)
    a_standard_page(news, title="Giới thiệu", at=LOADED_AT)
    an_organisation_page(news, title="Phòng A làm gì", unit=a, at=LOADED_AT)
    run_until_idle(clock=timezone.now)

    load_text(AMENDED, amendment=Amendment(reason="Theo Quyết định 12", effective_on=JULY), at=IN_JULY)
    a, b = (OrgUnit.objects.get(key=key) for key in ("phong-a", "phong-b"))
    merge_units(units=[b], into=a, on=IN_JULY.date(), legal_basis="Quyết định 13", by=None, at=IN_JULY)
    run_until_idle(clock=timezone.now)

    before = answers(client)
    names = {t: published(client, t)["details"]["department_name"] for t in ("Tin của phòng A", "Tin tháng bảy")}  # type: ignore[index]
    assert names == {"Tin của phòng A": "Phòng A", "Tin tháng bảy": "Phòng Alpha"}
    assert published(client, "Tin của phòng A")["links"]["department"][0]["title"] == "Phòng Alpha"  # type: ignore[index]

    call_command("republish_documents", "--rebuild", verbosity=0)
    after = answers(client)
    assert [address for address in before if before[address] != after[address]] == []
