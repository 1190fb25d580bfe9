"""The font that the plan asks of manuscripts: weighed like a requirement, checked when a Word file is read (R039)."""

from typing import TYPE_CHECKING

from cms.moderation.requirements.issues import Issue

if TYPE_CHECKING:
    from cms.moderation.requirements.registry import Context
    from cms.pages.models import BasePage

FONT = "manuscript_font"


def check_font(page: "BasePage", context: "Context") -> list[Issue]:
    """Nothing: the text in the form has no font. Where it blocks, the file itself is refused (`WrongFont`)."""
    return []
