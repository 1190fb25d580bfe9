"""The site as a plan has it: homes, sections with their pages in both languages, menus, groups."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.departments.models import OrgUnit
from cms.editorial.actions.organisation import Occasion
from cms.editorial.actions.sections import change_section, close_section, open_section, reopen_section
from cms.editorial.errors import PlanConflict
from cms.editorial.models import Section
from cms.editorial.plan_file import PlanFile
from cms.editorial.plan_file.content_spec import SectionSpec
from cms.editorial.registry import home_factory, menu_factory, section_factory
from cms.subsites.actions import create_subsite, sync_access, update_subsite
from cms.subsites.models import Subsite


def build_homes(plan: PlanFile, occasion: Occasion) -> dict[str, Page]:
    """The homes of the site, one a language, made or retitled by the registered factory."""
    titles = {"vi": plan.site.title.vi, "en": plan.site.title.en}
    return home_factory()(
        subsite_key=plan.site.key, titles=titles, unit_key=plan.site.unit, by=occasion.by, at=occasion.at
    )


def build_site(plan: PlanFile, homes: dict[str, Page], *, port: int, occasion: Occasion) -> Subsite:
    """Open the site below its Vietnamese home, or bring it up to the plan.

    Raise PlanConflict for what no amendment can change: whose the site is, and whether it is the default one.
    """
    site, by, at = plan.site, occasion.by, occasion.at
    facts: dict[str, Any] = {
        "hostname": site.hostname,
        "title_vi": site.title.vi,
        "title_en": site.title.en,
        "theme": site.theme,
        "day_counting": site.day_counting,
    }
    if site.english_live_from is not None:  # a plan that names no day leaves the office's
        facts["english_live_from"] = site.english_live_from
    subsite = Subsite.objects.select_related("unit", "site").filter(key=site.key).first()
    if subsite is None:
        unit = OrgUnit.objects.get(key=site.unit)
        return create_subsite(
            key=site.key, port=port, root_page=homes["vi"], unit=unit, is_default=site.is_default, by=by, at=at, **facts
        )
    if subsite.unit.key != site.unit:
        raise PlanConflict(
            message=_("the site “{key}” belongs to another unit: {unit}"), key=site.key, unit=subsite.unit
        )
    return update_subsite(subsite=subsite, by=by, at=at, **facts)


def build_sections(plan: PlanFile, subsite: Subsite, homes: dict[str, Page], occasion: Occasion) -> dict[str, Section]:
    """Open, change, reopen and close sections, and make the pages of those in the plan; by key, closed ones too."""
    sections = {section.key: section for section in Section.objects.filter(subsite=subsite).select_related("parent")}
    pages: dict[str, dict[str, Page]] = {}
    orders = {spec.key: order for order, spec in enumerate(plan.sections)}
    for spec in _parents_first(plan):
        parent = sections[spec.parent] if spec.parent else None
        section = _build_section(sections.get(spec.key), subsite, spec, parent, orders[spec.key], occasion)
        sections[spec.key] = section
        above = pages[spec.parent] if spec.parent else homes
        factory = section_factory(section.content_kind)
        pages[spec.key] = factory(section=section, parents=above, by=occasion.by, at=occasion.at)
    for key in sections.keys() - orders.keys():
        close_section(section=sections[key], on=occasion.on, by=occasion.by, at=occasion.at)
    return sections


def finish_site(subsite: Subsite, sections: dict[str, Section], occasion: Occasion) -> None:
    """Menus of the open sections, then groups, page permissions and collections from the memberships."""
    menus = menu_factory()
    if menus is not None:
        menus(subsite=subsite, sections=list(sections.values()), by=occasion.by, at=occasion.at)
    sync_access(subsite=subsite, by=occasion.by, at=occasion.at)


def _build_section(
    section: Section | None,
    subsite: Subsite,
    spec: SectionSpec,
    parent: Section | None,
    order: int,
    occasion: Occasion,
) -> Section:
    by, at = occasion.by, occasion.at
    if section is None:
        return open_section(subsite=subsite, spec=spec, parent=parent, order=order, on=occasion.on, by=by, at=at)
    reopen_section(section=section, on=occasion.on, by=by, at=at)
    change_section(section=section, spec=spec, parent=parent, order=order, by=by, at=at)
    return section


def _parents_first(plan: PlanFile) -> list[SectionSpec]:
    specs = {spec.key: spec for spec in plan.sections}

    def depth(spec: SectionSpec) -> int:
        return 1 + depth(specs[spec.parent]) if spec.parent else 0

    return sorted(plan.sections, key=depth)
