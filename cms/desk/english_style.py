"""What the glossary and the style guard say of an English text, among what is missing of it: shown, never blocking.

Here, because the desk knows both the requirements and the translations, which do not know each other.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.moderation.requirements.issues import Issue, Level
from cms.moderation.requirements.registry import Context, Requirement, register_requirement
from cms.translation.glossary.beside import doubts_about
from cms.translation.queries import request_of_page

if TYPE_CHECKING:
    from cms.pages.models import BasePage

KEY = "english_style"
MOST = 10


def check_english_style(page: "BasePage", context: Context) -> list[Issue]:
    """The first doubts about a version of a translation; of a text in the site's own language nothing, and no query."""
    if context.language == settings.LANGUAGE_CODE or not page.pk:
        return []
    request = request_of_page(page)
    if request is None:
        return []
    doubts = doubts_about(request, page)
    issues = [Issue(key=KEY, message=f"{doubt.place}: {doubt.text}") for doubt in doubts[:MOST]]
    if len(doubts) > MOST:
        more = _("{number} more: see the hints on the translator's desk.").format(number=len(doubts) - MOST)
        issues.append(Issue(key=KEY, message=more))
    return issues


def register_english_style() -> None:
    """Called once, in `ready()`."""
    label = gettext_lazy("official names and style of the English text")
    register_requirement(Requirement(key=KEY, label=label, check=check_english_style, default_level=Level.WARN))
