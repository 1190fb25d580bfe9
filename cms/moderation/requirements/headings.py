"""Headings in order, so that a screen reader's outline has no holes (WCAG 1.3.1, 2.4.6)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.draft import Heading
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context

if TYPE_CHECKING:
    from cms.pages.models import BasePage

_TITLE_LEVEL = 1  # the page title is the only h1


def heading_issues(headings: Sequence[Heading]) -> list[Issue]:
    """No heading is empty, and none leaves a level out: h2 comes first, h4 only below h3."""
    issues, above = [], _TITLE_LEVEL
    for heading in headings:
        if not heading.text.strip():
            issues.append(Issue(key="headings", field=heading.field, message=_("A heading is empty.")))
            continue
        if heading.level > above + 1:
            text = _("The heading “{text}” skips a level: choose the next larger kind of heading.")
            message = format_lazy(text, text=heading.text.strip())
            issues.append(Issue(key="headings", field=heading.field, message=message))
        above = heading.level
    return issues


def check_headings(page: "BasePage", context: Context) -> list[Issue]:
    """The headings of each body."""
    fields = dict.fromkeys(heading.field for heading in context.draft.headings)
    headings = context.draft.headings
    return [issue for name in fields for issue in heading_issues([one for one in headings if one.field == name])]
