"""Requirements (ARCHITECTURE §5): each app registers what its texts must have; moderation asks before a submission."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from cms.moderation.requirements.draft import Draft
from cms.moderation.requirements.issues import Issue, Level, Weight
from cms.moderation.requirements.levels import ALWAYS_BLOCK, weight_of

if TYPE_CHECKING:
    from cms.departments.models import OrgUnit
    from cms.editorial.models import Section
    from cms.moderation.requirements.secrecy.files import FileWords
    from cms.moderation.requirements.similarity import Similar
    from cms.pages.models import BasePage
    from cms.subsites.models import Subsite

__all__ = ["ALWAYS_BLOCK", "Check", "Context", "Requirement", "found_issues", "register_requirement", "requirements"]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a checker may need to know beside the draft; read once, so that no checker asks the database.

    declared_not_secret: None while nobody was asked (the draft is only shown), else what the person declared.
    sections: those the text stands in, the nearest first. levels: what the site and the section say of requirements.
    """

    at: datetime.datetime
    language: str = "vi"
    declared_not_secret: bool | None = None
    draft: Draft = field(default_factory=Draft)
    subsite: "Subsite | None" = None
    sections: "tuple[Section, ...]" = ()
    department: "OrgUnit | None" = None
    is_department_of_site: bool = True
    levels: Mapping[str, str] = field(default_factory=dict)
    file_names: tuple[str, ...] = ()
    files: "tuple[FileWords, ...]" = ()
    missing_targets: frozenset[tuple[str, int]] = frozenset()  # ("page" | "document" | "image", id)
    similar: "tuple[Similar, ...]" = ()


Check = Callable[["BasePage", Context], list[Issue]]


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """Something a text must have. `check` takes the draft as it would go live and asks nobody else."""

    key: str
    label: str | Promise
    check: "Check"
    default_level: str = Level.BLOCK


_requirements: dict[str, Requirement] = {}


def register_requirement(requirement: Requirement) -> None:
    """Add a requirement; raise ImproperlyConfigured when its key is taken."""
    if requirement.key in _requirements:
        raise ImproperlyConfigured(f"requirement {requirement.key!r} is registered twice")
    _requirements[requirement.key] = requirement


def requirements() -> list[Requirement]:
    """All requirements, in order of registration."""
    return list(_requirements.values())


def found_issues(page: "BasePage", context: Context) -> list[Issue]:
    """What is missing of a draft, weighed by the levels of its site and section; blocking first."""
    found: list[Issue] = []
    for requirement in _requirements.values():
        weight = weight_of(requirement.key, default=requirement.default_level, levels=context.levels)
        if weight != Weight.OFF:
            found.extend(replace(issue, level=weight) for issue in requirement.check(page, context))
    return sorted(found, key=lambda issue: issue.level != Level.BLOCK)
