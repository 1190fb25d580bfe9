"""An agency with a year's work: departments, a plan, what was published, and texts in review.

Usage: `busy = a_busy_agency(departments=12, tasks=36, pages=60)`; `busy.room` is the newsroom.
"""

import datetime
import uuid
from dataclasses import dataclass

from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.departments.roles import Role
from cms.editorial.models import AnnualPlan, Contribution, PlanLine, PlanLineSupplier, PlanVersion, Section
from cms.moderation.actions import submit
from cms.moderation.models import ReviewState
from news.models import ArticlePage
from tests.factories.departments import OrgUnitFactory, member_of
from tests.factories.moderation import AT, Newsroom, a_newsroom
from tests.factories.pages import ArticlePageFactory, add_section


@dataclass
class BusyAgency:
    """The newsroom, its departments, and the lines of its plan."""

    room: Newsroom
    departments: list[OrgUnit]
    lines: list[PlanLine]


def a_plan(room: Newsroom, *, year: int = 2026) -> PlanVersion:
    """A plan in force from the first day of the year, without lines."""
    plan = AnnualPlan.objects.create(subsite=room.site.subsite, year=year, kind="activity")
    return PlanVersion.objects.create(
        plan=plan,
        number=1,
        effective_on=datetime.date(year, 1, 1),
        digest="0" * 64,
        source="",
        source_year=year,
        recorded_at=AT,
        title="Kế hoạch hoạt động",
        record_symbol="KH-BBT",
        record_place="Huế",
        issuer="Ban Biên tập",
    )


def a_line(
    version: PlanVersion, section: Section, *, minimum: int | None, units: list[OrgUnit], selector: str = ""
) -> PlanLine:
    """A line of a section, supplied by units, or by a selector."""
    order = version.lines.count() + 1
    line = PlanLine.objects.create(
        version=version,
        section=section,
        row=str(order),
        order=order,
        minimum=minimum,
        unit_of_count=PlanLine.UnitOfCount.TIN_BAI,
        sla_mode=PlanLine.SlaMode.NONE,
    )
    for unit in units:
        PlanLineSupplier.objects.create(line=line, unit=unit)
    if selector:
        PlanLineSupplier.objects.create(line=line, selector=selector)
    return line


def published(
    section: Section, department: OrgUnit, number: int, *, on: datetime.datetime, locale: str = "vi"
) -> list[Contribution]:
    """So many pieces of a department, an hour apart, ending at a moment."""
    return Contribution.objects.bulk_create(
        Contribution(
            subsite=section.subsite,
            section=section,
            department=department,
            content_id=uuid.uuid4(),
            locale=locale,
            title=f"Tin số {index}",
            kind="article",
            format="report",
            published_at=on - datetime.timedelta(hours=index),
            event_id=index,
        )
        for index in range(number)
    )


def a_busy_agency(*, departments: int = 12, tasks: int = 36, pages: int = 60, key: str = "department") -> BusyAgency:
    """Departments with a line each, pages published over the year, and texts in review in turn."""
    room = a_newsroom(key)
    units = [room.division, room.other_division]
    units += [OrgUnitFactory(parent=room.site.unit, name_vi=f"Phòng số {index}") for index in range(2, departments)]
    writers = {unit.pk: room.writer if unit == room.division else member_of(unit, Role.CONTRIBUTOR) for unit in units}
    version = a_plan(room)
    news = Section.objects.get(subsite=room.site.subsite, key="news")
    sections = [news, *(add_section(room.site, f"muc-{index}", number=str(index + 2)) for index in range(5))]
    lines = [
        a_line(version, sections[index % len(sections)], minimum=60, units=[unit]) for index, unit in enumerate(units)
    ]
    for index, unit in enumerate(units):
        published(sections[index % len(sections)], unit, pages // departments, on=AT)
    parent = room.site.sections["news"]["vi"]
    for index in range(tasks):
        unit = units[index % departments]
        page = ArticlePageFactory(section_page=parent, department=unit, by=writers[unit.pk], at=AT)
        submit(page=page, declared_not_secret=True, by=writers[unit.pk], at=AT - datetime.timedelta(days=index % 9))
    return BusyAgency(room=room, departments=units, lines=lines)


def more_pages(template: ArticlePage, number: int) -> None:
    """Rows of so many more pages under the same parent and owner, live and drafts in turn; copies of one page."""
    from benchmarks.content import _copy_table

    parent = template.get_parent()
    made = Page.objects.bulk_create(
        (
            Page(
                title=f"Tin đã đăng số {index}",
                draft_title=f"Tin đã đăng số {index}",
                slug=f"tin-da-dang-{index}",
                path=Page._get_path(parent.path, template.depth, index + 5000),
                depth=template.depth,
                numchild=0,
                url_path=f"{parent.url_path}tin-da-dang-{index}/",
                content_type_id=template.content_type_id,
                locale_id=template.locale_id,
                translation_key=uuid.uuid4(),
                owner_id=template.owner_id,
                live=index % 20 != 0,
                latest_revision_created_at=AT,
            )
            for index in range(number)
        ),
        batch_size=200,
    )
    _copy_table("news_articlepage", [(page.pk, template.pk) for page in made])
    Page.objects.filter(pk=parent.pk).update(numchild=Page.objects.child_of(parent).count())


def open_steps() -> int:
    """How many texts are in review."""
    return ReviewState.objects.filter(status="in_progress").count()
