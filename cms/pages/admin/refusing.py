"""Hooks of Wagtail's views that say no, or why something did not happen."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page

WITHDRAW_FIRST = _("This page, or one below it, is live: withdraw it first, with the public reason. Then delete it.")


def tell_not_published(request: HttpRequest, page: Page) -> None:
    """After a page was saved by a post that asked to publish it: the text is kept, and nothing is public."""
    if request.POST.get("action-publish"):
        decision = page.permissions_for_user(request.user).decision("publish_page")
        messages.warning(request, str(decision.reason))


def withdraw_before_bulk_delete(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """The public is told why each page went: many live ones at once do not go."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not any(map(_is_live, pages)):
        return None
    messages.error(request, WITHDRAW_FIRST)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _is_live(page: Page) -> bool:
    return bool(page.get_descendants(inclusive=True).live().exists())
