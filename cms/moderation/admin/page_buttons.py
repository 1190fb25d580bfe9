"""“Xuất bản khẩn” and “Gỡ khẩn” in the menu of a page: the head of the board does not open others' texts to edit."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.departments.policy import actor_of
from cms.moderation.access import acts_urgently_somewhere
from cms.pages.models import BasePage


def urgent_buttons(page: Page, user: Any, next_url: str | None = None, **_more: Any) -> Iterator[Button]:
    """For who acts urgently anywhere; the screens ask about this page."""
    model = page.cached_content_type.model_class()
    if (
        model is None
        or not issubclass(model, BasePage)
        or not acts_urgently_somewhere(actor_of(user, at=timezone.now()))
    ):
        return
    if page.has_unpublished_changes or not page.live:
        url = reverse("moderation_publish_now", args=(page.pk,))
        yield Button(_("Publish at once"), url, icon_name="warning", priority=61)
    if page.live:
        url = reverse("moderation_withdraw_now", args=(page.pk,))
        yield Button(_("Withdraw at once"), url, icon_name="download", priority=62)
