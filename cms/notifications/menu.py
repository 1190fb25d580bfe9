"""The bell: “Thông báo (3)” in the sidebar of every screen."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.notifications.queries import unread_count


class BellItem(MenuItem):
    """The number of unread messages is part of the words: it is read aloud, and shown without colour."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Menu items are kept by the process: the number is that of the request. No query."""
        person: Any = request.user
        number = unread_count(person)
        label = _("Notifications ({number})").format(number=number if number < 100 else "99+")
        return LinkMenuItem(
            self.name,
            label if number else str(self.label),
            self.url,
            icon_name=self.icon_name,
            classname="notices-bell" if number else "",
            attrs=self.attrs,
        )


def bell() -> MenuItem:
    """Near the top, below the search."""
    return BellItem(
        gettext_lazy("Notifications"), reverse("notifications"), name="notifications", icon_name="mail", order=5
    )
