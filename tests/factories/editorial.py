"""Plans, sections and contributions for tests.

Usage: `loaded = load_small_plan()`, `SectionFactory(subsite=…, key="tin")`,
`ContributionFactory(section=…, published_on=date(2026, 3, 1))`, `table_counts()` before and after a refusal.
"""

import datetime
from pathlib import Path
from uuid import uuid4

import factory
from django.apps import apps

from cms.editorial.actions import Amendment, LoadResult, load_plan
from cms.editorial.models import Contribution, Section
from cms.editorial.plan_file import read_plan
from cms.kernel.calendar import HANOI
from tests.factories.departments import OrgUnitFactory

SMALL_PLAN = (Path(__file__).parents[1] / "unit" / "editorial" / "small-plan.yaml").read_text(encoding="utf-8")
LOADED_AT = datetime.datetime(2026, 1, 12, 8, tzinfo=HANOI)
COUNTED_APPS = ("editorial", "departments", "subsites", "wagtailcore", "publishing", "audit", "home", "news")


def load_text(text: str, *, amendment: Amendment | None = None, at: datetime.datetime = LOADED_AT) -> LoadResult:
    """Load the text of a plan file through the action."""
    plan = read_plan(text.encode())
    return load_plan(plan=plan, source=text, amendment=amendment, by=None, at=at)


def load_small_plan(old: str = "", new: str = "") -> LoadResult:
    """Load the small plan, with one replacement."""
    return load_text(SMALL_PLAN.replace(old, new) if old else SMALL_PLAN)


def table_counts() -> dict[str, int]:
    """Rows of every table that loading a plan may write."""
    return {
        model._meta.label: model._default_manager.count()
        for label in COUNTED_APPS
        for model in apps.get_app_config(label).get_models()
    }


class SectionFactory(factory.django.DjangoModelFactory[Section]):
    """A section of news; `subsite` is required."""

    class Meta:
        model = Section

    key = factory.Sequence(lambda number: f"muc-{number}")
    number = factory.Sequence(str)
    title_vi = factory.Sequence(lambda number: f"Mục {number}")
    title_en = factory.Sequence(lambda number: f"Section {number}")
    content_kind = "news"


class ContributionFactory(factory.django.DjangoModelFactory[Contribution]):
    """An article of a section; `section` is required. `published_on` is a day in Hanoi."""

    class Meta:
        model = Contribution

    class Params:
        published_on = datetime.date(2026, 2, 2)

    subsite = factory.SelfAttribute("section.subsite")
    content_id = factory.LazyFunction(uuid4)
    locale = "vi"
    department = factory.SubFactory(OrgUnitFactory)
    title = factory.Sequence(lambda number: f"Tin {number}")
    kind = "article"
    format = "report"
    origin = "original"
    published_at = factory.LazyAttribute(
        lambda row: datetime.datetime.combine(row.published_on, datetime.time(9), tzinfo=HANOI)
    )
    event_id = factory.Sequence(lambda number: number)
