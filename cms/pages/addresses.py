"""Addresses that no page may take: refused at every door, in the form where there is one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.signals import pre_page_move

from cms.publishing.errors import AddressReserved, PathTaken
from cms.publishing.placing import Place, place_of
from cms.publishing.queries import document_in_the_way
from cms.publishing.reserved import is_reserved


def refuse_reserved(slug: str, *, parent: Page | None) -> None:
    """Raise ValidationError for the field `slug` when a route answers at that address."""
    if is_reserved(slug, parent=parent):
        error = AddressReserved(slug=slug)
        raise ValidationError({"slug": ValidationError(str(error), code=error.code)})


def address_issues(slug: str, *, parent: Page | None) -> dict[str, list[ValidationError]]:
    """What stands against publishing there: a document that is no page has the address already."""
    above = place_of(parent) if parent is not None and slug else None
    if above is None:
        return {}
    path = f"{above.path}{slug}/"
    if document_in_the_way(Place(site=above.site, path=path)) is None:
        return {}
    error = PathTaken(path=path)
    return {"slug": [ValidationError(str(error), code=error.code)]}


def refuse_move(instance: Page, parent_page_before: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    """Before Wagtail moves a page, whoever asked: raise AddressReserved, and nothing has moved."""
    if parent_page_before.pk != parent_page_after.pk and is_reserved(instance.slug, parent=parent_page_after):
        raise AddressReserved(slug=instance.slug)


def tell_before_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponseBase | None:
    """The same in words, for the admin; its translations move with the page."""
    for moved in page.get_translations(inclusive=True):
        if is_reserved(moved.slug, parent=destination):
            messages.error(request, str(AddressReserved(slug=moved.slug)))
            return redirect("wagtailadmin_pages:move", page.pk)
    return None


def tell_before_bulk_move(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponseBase | None:
    """The same for many pages at once: none of them moves."""
    if action_type != "move" or action.cleaned_form is None:
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    refused = [page.slug for page in objects if is_reserved(page.slug, parent=destination)]
    if not refused:
        return None
    messages.error(request, _("Nothing was moved.") + " " + str(AddressReserved(slug=refused[0])))
    return redirect("wagtailadmin_explore", destination.pk)


def connect() -> None:
    """Listen to Wagtail; called once, when the app is ready."""
    pre_page_move.connect(refuse_move, dispatch_uid="pages.addresses")
