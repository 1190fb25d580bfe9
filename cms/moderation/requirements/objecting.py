"""What a form asks when its page is submitted: whatever blocks, shown beside the fields."""

from django.utils import timezone

from cms.moderation.queries import issues_of
from cms.moderation.requirements.issues import Level
from cms.pages.models import BasePage
from cms.pages.registry import Objection


def blocking_issues(page: BasePage) -> list[Objection]:
    """The blocking issues of a page as its form would save it; the declaration is asked by the submission itself."""
    issues = issues_of(page, at=timezone.now())
    return [
        Objection(field=issue.field, code=issue.key, message=str(issue.message))
        for issue in issues
        if issue.level == Level.BLOCK
    ]
