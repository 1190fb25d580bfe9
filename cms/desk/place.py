"""Which site, which language, which state: told on every screen of a page, in words and colour (EXPECTATIONS 8)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.subsites.queries import subsite_of_page, subsites

COLOURS = 6  # of static/desk/desk.css
_PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id")
_SCREENS = ("wagtailadmin_pages", "wagtailadmin_explore", "moderation_", "bin_")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page's site, language and state in people's words. `colour` counts the sites; a language has its own sign.

    stored: the state of a new page once autosave has stored it; empty for every other page.
    """

    site: str
    colour: int
    locale: str
    language: str
    state: str | Promise
    tone: str
    stored: str | Promise = ""


def place_of_screen(request: HttpRequest | None, page: Page | None = None) -> Place | None:
    """The place of the page that a screen of the admin is about; None on other screens, and for pages of no site."""
    match = getattr(request, "resolver_match", None)
    if match is None or not match.view_name.startswith(_SCREENS):
        return None
    if page is None:
        numbers = [match.kwargs[name] for name in _PAGE_ARGUMENTS if match.kwargs.get(name)]
        numbers += [value for value in match.args if str(value).isdecimal()]
        page = Page.objects.filter(pk=numbers[0]).first() if numbers else None
    if page is None or not page.path:
        return None
    return place_of(page, is_new=match.view_name == "wagtailadmin_pages:add")


def place_of(page: Page, *, is_new: bool = False) -> Place | None:
    """The place of a page; `is_new`: of a page that is being made below it."""
    subsite = subsite_of_page(page)
    if subsite is None:
        return None
    keys = sorted(site.key for site in subsites())
    state, tone = (_("new, not saved yet"), "draft") if is_new else _state(page)
    return Place(
        site=subsite.title_en if get_language() == "en" else subsite.title_vi,
        colour=keys.index(subsite.key) % COLOURS if subsite.key in keys else 0,
        locale=page.locale.language_code,
        language=page.locale.get_display_name(),
        state=state,
        tone=tone,
        stored=_("draft") if is_new else "",
    )


def _state(page: Page) -> tuple[str | Promise, str]:
    """In review before all else: that is what people must not overlook."""
    if page.workflow_in_progress:
        return (_("live, a change is in review") if page.live else _("in review")), "review"
    if page.live:
        return (_("live, with a draft of changes") if page.has_unpublished_changes else _("live")), "live"
    if page.expired:
        return _("expired"), "draft"
    if page.go_live_at is not None and page.go_live_at > timezone.now() and page.approved_schedule:
        return _("approved, waits for its time"), "review"
    return _("draft"), "draft"


def context_page(context: Any) -> Page | None:
    """The page a template of Wagtail's editor has at hand."""
    page = context.get("page") or context.get("parent_page")
    return page if isinstance(page, Page) and page.pk else None
