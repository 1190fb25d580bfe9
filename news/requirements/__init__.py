"""What an article must have beside what every page has; `register_requirements` is called once, in `ready()`."""

from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.issues import Level
from cms.moderation.requirements.registry import Requirement, register_requirement
from news.requirements.authors import check_authors
from news.requirements.event import check_event
from news.requirements.manuscript_font import FONT, check_font
from news.requirements.photo_story import check_photo_story
from news.requirements.picture import check_alternative, check_picture
from news.requirements.section import check_section
from news.requirements.source import check_source
from news.requirements.summary import check_summary

REQUIREMENTS = (
    Requirement(key=FONT, label=_("font of Word files"), check=check_font, default_level=Level.WARN),
    Requirement(key="section", label=_("section"), check=check_section),
    Requirement(key="summary", label=_("summary"), check=check_summary, default_level=Level.WARN),
    Requirement(key="picture", label=_("image"), check=check_picture),
    Requirement(key="image_alt", label=_("alternative text of images"), check=check_alternative),
    Requirement(key="photo_story", label=_("images of a photo story"), check=check_photo_story),
    Requirement(key="source", label=_("source of a collected item"), check=check_source),
    Requirement(key="event_date", label=_("date of the event"), check=check_event, default_level=Level.WARN),
    Requirement(key="authors", label=_("authors and their shares"), check=check_authors),
)


def register_requirements() -> None:
    """Add them."""
    for requirement in REQUIREMENTS:
        register_requirement(requirement)
