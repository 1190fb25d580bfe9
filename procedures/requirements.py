"""What a procedure should have to be published: said beside the form, weighed by sites and sections."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Issue, Level
from cms.moderation.requirements.registry import Context, Requirement, register_requirement
from procedures.models import LifeEventGuidePage, ProcedurePage
from procedures.rules import lasting_issues, missing_parts
from procedures.terms import OnlineLevel

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_partial(page: "BasePage", context: Context) -> list[Issue]:
    """What is only partly online says why (R042); always blocks, by `publication_issues` too."""
    if not isinstance(page, ProcedurePage):
        return []
    found = lasting_issues(page.values())
    return [Issue(key="partial_reason", field=one.field, message=one.message) for one in found]


def check_parts(page: "BasePage", context: Context) -> list[Issue]:
    """The parts b)–g) of NĐ 63/2010 Đ8.2 that nobody has given: the public would read “No information yet”."""
    if not isinstance(page, ProcedurePage):
        return []
    return [Issue(key="procedure_parts", field=one.field, message=one.message) for one in missing_parts(page.values())]


def check_link(page: "BasePage", context: Context) -> list[Issue]:
    """What can be done online says where (DOMAIN E14): the site links and takes nothing in."""
    if not isinstance(page, ProcedurePage) or page.online_level not in (OnlineLevel.FULL, OnlineLevel.PARTIAL):
        return []
    if page.dvcqg_url:
        return []
    message = _("Give the address on the national portal: without it the citizen is not led to the online form.")
    return [Issue(key="online_link", field="dvcqg_url", message=message)]


def check_guide(page: "BasePage", context: Context) -> list[Issue]:
    """A guide has steps."""
    if not isinstance(page, LifeEventGuidePage) or len(page.steps.raw_data):
        return []
    return [Issue(key="guide_steps", field="steps", message=_("Write at least one step."))]


REQUIREMENTS = (
    Requirement(key="partial_reason", label=_("reason for partly online"), check=check_partial),
    Requirement(key="procedure_parts", label=_("parts of a procedure"), check=check_parts, default_level=Level.WARN),
    Requirement(key="online_link", label=_("link to the online form"), check=check_link, default_level=Level.WARN),
    Requirement(key="guide_steps", label=_("steps of a guide"), check=check_guide),
)


def register_requirements() -> None:
    """Add them."""
    for requirement in REQUIREMENTS:
        register_requirement(requirement)
