"""The rule of a site is changed: days, who stands in, and which sections are translated."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from cms.audit.actions import record
from cms.departments.models import OrgUnit
from cms.departments.policy import require
from cms.departments.queries import subtree_ids
from cms.editorial.actions import set_section_english
from cms.editorial.models import Section
from cms.subsites.models import Subsite
from cms.translation.errors import ForeignUnit
from cms.translation.models import TranslationRule

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def set_translation_rule(
    *,
    subsite: Subsite,
    days: int,
    fallback_unit: OrgUnit | None,
    sections: Mapping[int, str],
    by: "User | None",
    at: datetime.datetime,
) -> TranslationRule:
    """Set days, the unit that stands in, and always, on request or never for sections by their id.

    What is open keeps its date; sections of other sites are left alone. Raise NotAllowed; ForeignUnit for a unit that
    is none of the agency's.
    """
    if by is not None:
        require(by, "set_translation_rules", target=subsite, at=at)
    if fallback_unit is not None and fallback_unit.pk not in subtree_ids([subsite.unit_id]):
        raise ForeignUnit(unit=fallback_unit)
    rule, _created = TranslationRule.objects.select_for_update().get_or_create(subsite=subsite)
    rule.days, rule.fallback_unit = days, fallback_unit
    rule.save()
    data = {"site": subsite.key, "days": days, "fallback_unit": fallback_unit.key if fallback_unit else None}
    record(action="translation.rule_set", by=by, at=at, target=rule, data=data)
    for section in Section.objects.filter(subsite=subsite, pk__in=list(sections)):
        set_section_english(section=section, english=sections[section.pk], by=by, at=at)
    return rule
