"""The rules of a site and of a section are changed: steps, days, weights of requirements."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.policy import require
from cms.editorial.models import Section
from cms.moderation.actions.workflows import sync_workflows
from cms.moderation.models import ModerationRule
from cms.moderation.requirements.issues import Weight
from cms.moderation.requirements.registry import ALWAYS_BLOCK
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User

DAYS = ("department_days", "technical_days", "board_days")


@transaction.atomic
def set_moderation_rule(
    *,
    subsite: Subsite,
    section: Section | None = None,
    technical_edit: bool | None,
    days: Mapping[str, int | None],
    requirement_levels: Mapping[str, str],
    by: "User | None",
    at: datetime.datetime,
) -> ModerationRule:
    """Set what a site (section None) or a section says; None and left out follow the level above.

    What always blocks (secrecy, department, source of what is collected) keeps blocking whatever is asked. The
    workflows of the site follow at once; what is in review goes on as it began. Raise NotAllowed.
    """
    if by is not None:
        require(by, "set_moderation_rules", target=subsite, at=at)
    rule, _created = ModerationRule.objects.select_for_update().get_or_create(subsite=subsite, section=section)
    rule.technical_edit = technical_edit
    for name in DAYS:
        setattr(rule, name, days.get(name))
    rule.requirement_levels = {
        key: Weight(level).value for key, level in requirement_levels.items() if key not in ALWAYS_BLOCK
    }
    rule.save()
    data = {
        "site": subsite.key, "section": section.key if section is not None else None,
        "technical_edit": technical_edit, "levels": rule.requirement_levels,
        **{name: getattr(rule, name) for name in DAYS},
    }  # fmt: skip
    record(action="moderation.rule_set", by=by, at=at, target=rule, data=data)
    sync_workflows(subsite=subsite, by=by, at=at)
    return rule
