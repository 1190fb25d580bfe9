"""How one gets to the screens: the menu, and the buttons of a section."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from news.models import SectionPage
from news.queries import may_add_under


class ImportMenuItem(MenuItem):
    """Shown to whoever may make pages somewhere; the screen itself asks where."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "add"))


def import_menu_item() -> ImportMenuItem:
    """The item "Nhập từ Word"."""
    return ImportMenuItem(
        _("Import from Word"), reverse("manuscripts:send"), name="manuscripts", icon_name="upload", order=250
    )


def section_buttons(page: Page, user: Any, next_url: str | None = None, **_more: Any) -> Iterator[Button]:
    """In the menu of a section, beside "add a page"."""
    specific = page.cached_content_type.model_class()
    if specific is SectionPage and may_add_under(user, page.specific):
        url = f"{reverse('manuscripts:send')}?section={page.pk}"
        yield Button(_("Import from Word"), url, icon_name="upload", priority=15)
