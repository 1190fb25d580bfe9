"""The first readers of a text: the section editors whom the line of the plan in force names for its section (issue 4).

They read and comment while the text is in review, whichever department wrote it; they decide and change nothing by it.
"""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.departments.models import Membership
from cms.departments.policy import ALLOWED, Actor, Decision, refused
from cms.departments.queries import HeldRole, holders_of, standing_of
from cms.departments.roles import Role
from cms.editorial.models import PlanLine
from cms.editorial.queries import version_in_force
from cms.kernel.calendar import day_of
from cms.moderation.models import ReviewState
from cms.subsites.models import Subsite

SectionPlace = tuple[int, str]  # id of the site, key of the section
_KEY = "cms.moderation.first_reading"


def first_readers(state: ReviewState, *, at: datetime.datetime) -> list[User]:
    """Whoever holds the post that the line names, or the role of section editor in its unit."""
    on = day_of(at)
    version = version_in_force(state.subsite, on)
    if version is None or not state.section_key:
        return []
    found: list[User] = []
    lines = PlanLine.objects.filter(version=version, section__key=state.section_key)
    for line in lines.select_related("responsible_post"):
        if line.responsible_post is not None:
            found += holders_of(line.responsible_post, on)
        elif line.responsible_role == Role.SECTION_EDITOR and line.responsible_unit_id is not None:
            rows = Membership.objects.in_force(on=on).filter(role=Role.SECTION_EDITOR, unit=line.responsible_unit_id)
            found += [row.person for row in rows.select_related("person").order_by("pk")]
    return list({person.pk: person for person in found if person.is_active}.values())


def is_named(line: PlanLine, held: Collection[HeldRole]) -> bool:
    """Whether a line names somebody by what they hold. No query."""
    if line.responsible_post_id is not None:
        return any(row.post_id == line.responsible_post_id for row in held)
    editor = (Role.SECTION_EDITOR, line.responsible_unit_id)
    return line.responsible_role == Role.SECTION_EDITOR and any((row.role, row.unit_id) == editor for row in held)


def sections_read_by(actor: Actor) -> frozenset[SectionPlace]:
    """The sections whose texts an actor reads first. Two queries for each site whose plan names them; kept."""
    if _KEY not in actor.worked_out:
        actor.worked_out[_KEY] = _read_sections(actor)
    found: frozenset[SectionPlace] = actor.worked_out[_KEY]
    return found


def _read_sections(actor: Actor) -> frozenset[SectionPlace]:
    held = standing_of(actor.user, actor.on)
    posts = {row.post_id for row in held if row.post_id is not None}
    units = {row.unit_id for row in held if row.role == Role.SECTION_EDITOR}
    if not posts and not units:
        return frozenset()
    named = PlanLine.objects.filter(
        Q(responsible_post__in=posts) | Q(responsible_role=Role.SECTION_EDITOR, responsible_unit__in=units),
        section__isnull=False,
        version__plan__year=actor.on.year,
    )
    lines = list(named.select_related("section", "version__plan").defer("version__source", "version__provisions"))
    sites = Subsite.objects.in_bulk({line.version.plan.subsite_id for line in lines})
    in_force = {pk: version_in_force(site, actor.on) for pk, site in sites.items()}
    return frozenset(
        (line.section.subsite_id, line.section.key)
        for line in lines
        if line.section is not None and line.version == in_force[line.version.plan.subsite_id] and is_named(line, held)
    )


def reads_first(actor: Actor, state: ReviewState) -> bool:
    """Whether an actor is a first reader of the text in a step, open or decided."""
    return bool(state.section_key) and (state.subsite_id, state.section_key) in sections_read_by(actor)


def may_comment(actor: Actor, target: Any) -> Decision:
    """Comment on a text in review: its first readers."""
    if isinstance(target, ReviewState) and target.is_open and reads_first(actor, target):
        return ALLOWED
    return refused(_("The section editor whom the plan names comments on a text, while it is in review."))


def states_in(sections: Collection[SectionPlace]) -> Q:
    """Steps of texts of these sections."""
    found = Q(pk__in=())
    for subsite_id, key in sorted(sections):
        found |= Q(subsite=subsite_id, section_key=key)
    return found
