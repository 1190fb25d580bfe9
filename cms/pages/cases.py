"""A page before the person who asks about it: whose it is, what the person holds there, and words of refusal."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.departments.policy import Actor, Decision, refused
from cms.departments.roles import Role
from cms.pages.reach import DECIDERS, KEEPERS, WRITERS, Reach, SitePlace, reach_of
from cms.pages.registry import lent_pages

FOREIGN_SITE = _("This page belongs to a site you do not work for.")
FOREIGN_UNIT = _("This page belongs to another department.")
NOT_A_PAGE = _("The root of all sites is not a page.")
FRAME = _("Homes, sections and standing pages are kept by the secretariat, the standing office and administrators.")
NO_WRITER = _("You do not write for this department.")
TRANSLATIONS_ONLY = _("Translators write pages of the other languages only.")
DECIDERS_ONLY = _("Only the head of the editorial board and its standing office may do this.")


@dataclass(frozen=True)
class Case:
    """A page and the person who asks, with what both are."""

    actor: Actor
    page: Page
    reach: Reach
    site: SitePlace

    @property
    def unit_id(self) -> int | None:
        return unit_id_of(self.page)

    @property
    def is_text(self) -> bool:
        return is_text(self.page.specific_class)

    def writes(self) -> bool:
        """Whether the person writes texts of this page's unit in this page's language."""
        if self.reach.holds_in(self.unit_id, *(role for role in WRITERS if role != Role.TRANSLATOR)):
            return True
        if self.page.locale_id == self.site.first_locale_id:
            return False
        return self.reach.holds_in(self.unit_id, Role.TRANSLATOR) or self.is_lent()

    def is_lent(self) -> bool:
        """Whether the page was given to the person to write: the translation of another unit's text (R079)."""
        return self.page.pk in lent_pages(self.actor)

    def keeps(self) -> bool:
        return self.reach.holds_at(self.site, *KEEPERS)

    def decides(self) -> bool:
        return self.reach.holds_at(self.site, *DECIDERS)


def is_text(model: type[Page] | None) -> bool:
    """Whether pages of the type are written by departments; everything else is the frame of the site."""
    return bool(getattr(model, "is_text", False))


def unit_id_of(page: Page) -> int | None:
    """Id of the unit under which the stored page is filed; None for a type that has no unit."""
    specific = page if hasattr(page, "filed_under_id") else page.specific_deferred
    return getattr(specific, "filed_under_id", None)


def case_of(actor: Actor, page: Page) -> Case | Decision:
    """The case, or the refusal of everything: the root, a page of no site, a site of others."""
    if page.depth == 1:
        return refused(NOT_A_PAGE)
    reach = reach_of(actor)
    site = reach.site_at(page.path)
    if site is None or not reach.is_staff_of(site):
        return refused(FOREIGN_SITE)
    return Case(actor, page, reach, site)
