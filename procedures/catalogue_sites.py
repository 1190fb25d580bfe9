"""For which sites a person may do something, and which one a screen is about."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.subsites.allowed import sites_for
from cms.subsites.models import Subsite
from procedures.queries import catalogue_page


def catalogue_sites(request: HttpRequest, operation: str) -> list[Subsite]:
    """The sites with a catalogue for which the policy lets the person do the operation, by key."""
    user: Any = request.user
    allowed = sites_for(user, operation, at=timezone.now()).order_by("key")
    return [site for site in allowed if catalogue_page(site) is not None]


def chosen_site(request: HttpRequest, sites: list[Subsite]) -> Subsite | None:
    """The site named in the address, else the first; None without any."""
    key = request.GET.get("site", "")
    return next((site for site in sites if site.key == key), sites[0] if sites else None)
