"""What apps beside moderation say of a draft (`cms.pages.registry.findings`): translations, terms of the glossary."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from cms.pages.registry import Finding, findings

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_findings(page: "BasePage", context: Context) -> list[Issue]:
    """What keeps the draft from the public. The publication asks again: no rule of a site switches it off."""
    return _issues(findings(page), level="block")


def check_remarks(page: "BasePage", context: Context) -> list[Issue]:
    """What reviewers should look at."""
    return _issues(findings(page), level="warn")


def _issues(found: list[Finding], *, level: str) -> list[Issue]:
    wanted = [finding for finding in found if finding.level == level]
    return [Issue(key=finding.code, field=finding.field, message=finding.message) for finding in wanted]
