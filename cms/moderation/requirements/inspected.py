"""What apps beside moderation say of a draft (`cms.pages.registry.findings`): translations, terms of the glossary."""

from typing import TYPE_CHECKING

from django.conf import settings

from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context
from cms.pages.registry import findings

if TYPE_CHECKING:
    from cms.pages.models import BasePage


def check_findings(page: "BasePage", context: Context) -> list[Issue]:
    """What keeps the draft from the public. The publication asks again: no rule of a site switches it off."""
    return _issues(page, context, level="block")


def check_remarks(page: "BasePage", context: Context) -> list[Issue]:
    """What reviewers should look at."""
    return _issues(page, context, level="warn")


def _issues(page: "BasePage", context: Context, *, level: str) -> list[Issue]:
    """Asked of translations only, so that the submission of a Vietnamese text costs no query more."""
    if context.language == settings.LANGUAGE_CODE:
        return []
    wanted = [finding for finding in findings(page) if finding.level == level]
    return [Issue(key=finding.code, field=finding.field, message=finding.message) for finding in wanted]
