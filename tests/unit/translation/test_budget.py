"""The English items that the budget pays are counted (R080)."""

import datetime
from pathlib import Path

import pytest

from cms.demo.scenario import PLANS
from cms.editorial.actions import load_plan
from cms.editorial.models import Contribution, Section
from cms.editorial.plan_file import read_plan
from cms.subsites.models import Subsite
from cms.translation.budget import english_budget
from news.actions import load_vocabulary

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2017, 3, 15, 2, 30, tzinfo=datetime.UTC)


@pytest.mark.requirement("R080")
def test_a_hundred_and_fifty_english_items_a_year_are_counted() -> None:
    raw = (Path(PLANS) / "department-2017.yaml").read_bytes()
    load_vocabulary(by=None, at=AT)
    load_plan(plan=read_plan(raw), source=raw.decode(), by=None, at=AT)
    subsite = Subsite.objects.get(key="department")
    section = Section.objects.get(subsite=subsite, key="news")
    for number, (locale, moment) in enumerate(
        [("en", AT), ("en", AT), ("vi", AT), ("en", AT.replace(year=2016))], start=1
    ):
        Contribution.objects.create(
            subsite=subsite, content_id=f"00000000-0000-0000-0000-{number:012}", locale=locale, section=section,
            department=subsite.unit, title="X", kind="article", published_at=moment, event_id=number,
        )  # fmt: skip
    found = english_budget(subsite, on=datetime.date(2017, 12, 31))
    assert found is not None
    assert (found.year, found.budgeted, found.done, found.left) == (2017, 150, 2, 148)
    assert english_budget(subsite, on=datetime.date(2019, 1, 1)) is None
