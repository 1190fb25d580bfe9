"""What every page's document carries, whatever its type."""

from uuid import UUID

from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.departments.queries import name_on
from cms.publishing.presenting import PresentContext
from cms.publishing.registry import presenter_for


def unit_name(unit: OrgUnit, locale: str) -> str:
    """A unit's present name in that language; Vietnamese when it has no English one."""
    return (unit.name_en or unit.name_vi) if locale == "en" else unit.name_vi


def frozen_unit_name(unit: OrgUnit, context: PresentContext) -> str:
    """The name the unit bore when the content first became public (DOMAIN B10); a draft's: the present one."""
    if context.published_on is None or unit.pk is None:  # without a key: a preview in which none is chosen
        return unit_name(unit, context.locale)
    return name_on(unit, context.published_on, locale=context.locale)


def breadcrumb_ids(page: Page) -> list[UUID]:
    """Content ids of what is above a page, from the home down; shown as far as it is public when read."""
    if not page.path:
        return []
    above = page.get_ancestors().filter(depth__gt=1).order_by("depth")
    return [ancestor.translation_key for ancestor in above if presenter_for(ancestor.specific_class) is not None]
