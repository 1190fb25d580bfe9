"""How far the latest publication of a page has travelled, beside its form."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.pages.registry import PageStatus, StatusFact
from cms.publishing.travel import travel_of_page


def publication_status(page: Any, request: HttpRequest | None) -> PageStatus | None:
    """The box (cms.pages.registry) of a page that is in the tree; its script asks again while a step is under way."""
    if not page.pk or not page.path:
        return None
    travel = travel_of_page(page, at=timezone.now())
    facts = [StatusFact(label=step.label, value=step.text, tone=step.tone) for step in travel.steps]
    return PageStatus(
        heading=_("Course of the publication"),
        facts=facts or [StatusFact(label=_("State"), value=_("Not published yet."))],
        icon="upload",
        live_address=reverse("publishing_page_status", args=[page.pk]),
    )
