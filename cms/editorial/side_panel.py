"""What the plan says beside the form of a page: quota, deadline, suppliers, editor (EXPECTATIONS 18)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.editorial.line_words import deadline_text, editor_text, progress_text, quota_text, suppliers_text
from cms.editorial.queries import LineStanding, standings, version_in_force
from cms.editorial.rules import Pace
from cms.kernel.calendar import day_of
from cms.pages.registry import PageStatus, StatusFact
from cms.subsites.models import Subsite
from cms.subsites.queries import subsite_of_page


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What the plan says of one section on a day: its title and the standing of each of its lines."""

    title: str
    standings: tuple[LineStanding, ...]


def plan_facts(section_key: str, subsite: Subsite, on: datetime.date) -> PlanFacts | None:
    """The lines of a section in the plan in force on a day; None without a plan or a line there."""
    version = version_in_force(subsite, on)
    if version is None:
        return None
    own = tuple(standings(version, on, section_key=section_key))
    if not own or own[0].line.section is None:
        return None
    return PlanFacts(title=own[0].line.section.title(get_language() or "vi"), standings=own)


def plan_status(page: Any, request: HttpRequest | None) -> PageStatus | None:
    """The box beside the form (cms.pages.registry): facts of the nearest section that has lines."""
    subsite = _subsite_of(page)
    if subsite is None:
        return None
    on = day_of(timezone.now())
    for key in page.section_keys():
        facts = plan_facts(key, subsite, on)
        if facts is not None:
            rows = tuple(fact for row in facts.standings for fact in status_facts(row))
            return PageStatus(heading=_("Plan {year}: {section}").format(year=on.year, section=facts.title), facts=rows)
    return None


def status_facts(standing: LineStanding) -> list[StatusFact]:
    """A line of the plan as facts for people: quota and progress, deadline, suppliers, editor."""
    line, progress = standing.line, standing.progress
    tone = {Pace.BEHIND: "late", Pace.ABOVE: "late", Pace.REACHED: "good", Pace.ON_PACE: "good"}.get(progress.pace, "")
    facts = [
        StatusFact(label=_("Quota of the year"), value=quota_text(line)),
        StatusFact(label=_("Done"), value=progress_text(progress), tone=tone),
        StatusFact(label=_("Deadline"), value=deadline_text(line)),
        StatusFact(label=_("Suppliers"), value=suppliers_text(standing) or "–"),
    ]
    if line.responsible_post is not None or line.responsible_role:
        facts.append(StatusFact(label=_("Section editor"), value=editor_text(standing)))
    return facts


def _subsite_of(page: Any) -> Subsite | None:
    """The site a page stands in, or will stand in when it is being made."""
    place = page if page.path else page.parent_page()
    return subsite_of_page(place) if place is not None else None
