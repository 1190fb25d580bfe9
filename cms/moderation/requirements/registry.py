"""Requirements (ARCHITECTURE §5): each app registers what its texts must have; moderation asks before a submission."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from cms.moderation.requirements.issues import Issue, Level
from cms.pages.models import BasePage

# Whatever a plan says, these always block (DOMAIN E15).
ALWAYS_BLOCK = frozenset({"secrecy", "department", "board_approval", "source"})


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a checker may need to know beside the draft.

    declared_not_secret: None while nobody was asked (the draft is only shown), else what the person declared.
    """

    at: datetime.datetime
    declared_not_secret: bool | None = None


Check = Callable[[BasePage, Context], list[Issue]]


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """Something a text must have. `check` takes the draft as it would go live."""

    key: str
    label: str | Promise
    check: Check
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


def found_issues(page: BasePage, context: Context, *, levels: Mapping[str, str]) -> list[Issue]:
    """What is missing of a draft; blocking first. `levels` of the site and section replace the defaults."""
    found: list[Issue] = []
    for requirement in _requirements.values():
        level = Level.BLOCK if requirement.key in ALWAYS_BLOCK else levels.get(requirement.key)
        issues = requirement.check(page, context)
        found.extend(replace(issue, level=level) if level else issue for issue in issues)
    return sorted(found, key=lambda issue: issue.level != Level.BLOCK)
