"""What a site and a section changed of the workflow, put together: the section's word before the site's."""

from dataclasses import dataclass

from cms.moderation.models import ModerationRule
from cms.moderation.rules import StepDays, steps_of
from cms.moderation.steps import Step
from cms.subsites.models import Subsite

_DAYS = {
    Step.DEPARTMENT_REVIEW: "department_days",
    Step.TECHNICAL_EDIT: "technical_days",
    Step.BOARD_APPROVAL: "board_days",
}


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """The rules of one section of one site."""

    site_key: str
    of_site: ModerationRule | None
    of_section: ModerationRule | None

    def steps(self) -> tuple[Step, ...]:
        """The steps a text passes here."""
        rules = (self.of_section, self.of_site)
        said = next((rule.technical_edit for rule in rules if rule and rule.technical_edit is not None), None)
        return steps_of(site_key=self.site_key, technical_edit=said)

    def days(self, step: str) -> StepDays:
        """How long a step may take here."""
        name = _DAYS[Step(step)]
        return StepDays(
            section=getattr(self.of_section, name) if self.of_section else None,
            site=getattr(self.of_site, name) if self.of_site else None,
        )


def configuration_of(subsite: Subsite, section_key: str = "") -> Configuration:
    """The rules for a section, or for what stands outside any. One query."""
    rules = list(ModerationRule.objects.filter(subsite=subsite).select_related("section"))
    own = [rule for rule in rules if rule.section is not None and rule.section.key == section_key]
    return Configuration(
        site_key=subsite.key,
        of_site=next((rule for rule in rules if rule.section_id is None), None),
        of_section=own[0] if own else None,
    )
