"""The requirements of every page. Those that know articles are registered by `news`."""

from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.basics import check_department, check_title
from cms.moderation.requirements.duplicates import check_duplicates
from cms.moderation.requirements.headings import check_headings
from cms.moderation.requirements.inspected import check_findings, check_remarks
from cms.moderation.requirements.issues import Level
from cms.moderation.requirements.language import check_language
from cms.moderation.requirements.links import check_links
from cms.moderation.requirements.registry import Requirement, register_requirement
from cms.moderation.requirements.secrecy.checks import check_doubts, check_secrecy

WARN = Level.WARN

REQUIREMENTS = (
    Requirement(key="secrecy", label=_("no State secret"), check=check_secrecy),
    Requirement(key="title", label=_("title"), check=check_title),
    Requirement(key="department", label=_("department"), check=check_department),
    Requirement(key="secrecy_doubt", label=_("mentions of secret papers"), check=check_doubts, default_level=WARN),
    Requirement(key="near_duplicate", label=_("texts that say the same"), check=check_duplicates, default_level=WARN),
    Requirement(key="headings", label=_("headings in order"), check=check_headings, default_level=WARN),
    Requirement(key="links", label=_("links that lead somewhere"), check=check_links, default_level=WARN),
    Requirement(key="complete_translation", label=_("a complete translation"), check=check_findings),
    Requirement(
        key="translation_remarks", label=_("remarks on the translation"), check=check_remarks, default_level=WARN
    ),
    Requirement(key="language", label=_("Vietnamese with its accents"), check=check_language, default_level=WARN),
)


def register_builtin() -> None:
    """Called once, in `ready()`."""
    for requirement in REQUIREMENTS:
        register_requirement(requirement)
