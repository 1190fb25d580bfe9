"""Page factories for the plan loader: home, sections by kind of content, and menus.

Filled by `home`, `news` and `procedures` in `AppConfig.ready()`; the loader asks only what is here.
"""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Page

from cms.editorial.models import ContentKind, Section
from cms.subsites.models import Subsite

if TYPE_CHECKING:
    from cms.accounts.models import User


class HomeFactory(Protocol):
    """Make, or find, the published homes of a site."""

    def __call__(
        self, *, subsite_key: str, titles: dict[str, str], unit_key: str, by: "User | None", at: datetime.datetime
    ) -> dict[str, Page]:
        """Return {"vi": …, "en": …}: two published children of the tree's root, translations of each other.

        Idempotent by subsite_key: what exists and has that title is left alone (no new revision).
        """
        ...


class SectionFactory(Protocol):
    """Make, retitle or close the published pages of a section, one a language."""

    def __call__(
        self, *, section: Section, parents: dict[str, Page], by: "User | None", at: datetime.datetime
    ) -> dict[str, Page]:
        """Return {"vi": …, "en": …} under the given parents, with translation_key = section.content_id.

        Idempotent: pages that agree with the section get no new revision. A section closed on a day
        before `at` keeps its pages; only menus leave it out.
        """
        ...


class MenuFactory(Protocol):
    """Make the menus of a site from its sections."""

    def __call__(
        self, *, subsite: Subsite, sections: Sequence[Section], by: "User | None", at: datetime.datetime
    ) -> None:
        """Put the main menu (top-level open sections in order, children under them). Idempotent."""
        ...


_home: list[HomeFactory] = []
_menus: list[MenuFactory] = []
_sections: dict[str, SectionFactory] = {}


def register_home_factory(factory: HomeFactory) -> None:
    """Say who makes homes; raise ImproperlyConfigured when somebody already does."""
    if _home:
        raise ImproperlyConfigured("a home factory is already registered")
    _home.append(factory)


def register_menu_factory(factory: MenuFactory) -> None:
    """Say who makes menus; raise ImproperlyConfigured when somebody already does."""
    if _menus:
        raise ImproperlyConfigured("a menu factory is already registered")
    _menus.append(factory)


def register_section_factory(content_kind: str, factory: SectionFactory) -> None:
    """Say who makes section pages of a kind; raise ImproperlyConfigured for an unknown or taken kind."""
    if content_kind not in ContentKind.values:
        raise ImproperlyConfigured(f"unknown kind of content {content_kind!r}")
    if content_kind in _sections:
        raise ImproperlyConfigured(f"content kind {content_kind!r} already has a factory")
    _sections[content_kind] = factory


def home_factory() -> HomeFactory:
    """The registered factory of homes; raise ImproperlyConfigured when there is none."""
    if not _home:
        raise ImproperlyConfigured("no home factory is registered")
    return _home[0]


def menu_factory() -> MenuFactory | None:
    """The registered factory of menus, or None on a site without menus."""
    return _menus[0] if _menus else None


def section_factory(content_kind: str) -> SectionFactory:
    """The factory of that kind of section; raise ImproperlyConfigured when there is none."""
    try:
        return _sections[content_kind]
    except KeyError:
        raise ImproperlyConfigured(f"no page factory for sections of kind {content_kind!r}") from None
