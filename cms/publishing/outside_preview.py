"""The editor's button "Xem trước ở trang ngoài": the newest saved draft, on the site's own front end."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.actions import record
from cms.departments.policy import may
from cms.publishing.draft_links import VIEW_PAGE, draft_token
from cms.publishing.registry import presenter_for
from cms.subsites.models import Subsite
from cms.subsites.queries import subsite_of_page

_PRIORITY = 90


@require_safe
def open_outside(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead to the front end with a token for the newest revision; the log says who opened which, never the token.

    404 for a page that this person may not see, that no front end shows, or that was never saved.
    """
    person: Any = request.user
    page = get_object_or_404(Page, pk=page_id).specific
    site = _front_end_of(page, person)
    revision = page.get_latest_revision() if site is not None else None
    if site is None or revision is None:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    at = timezone.now()
    token = draft_token(person=person, revision=revision, at=at)
    record(action="page.shared_for_preview", by=person, at=at, target=page, data={"revision": revision.pk})
    answer = HttpResponseRedirect(address_of_preview(site, token))
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def address_of_preview(site: Subsite, token: str) -> str:
    """The front end's address with the token where the site has it."""
    mark = "#" if site.preview_token_place == Subsite.PreviewTokenPlace.FRAGMENT else "?"
    return f"{site.preview_address}{mark}preview={token}"


def header_buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The button among a page's actions, where a front end shows drafts to this person."""
    if page.latest_revision_id is not None and _front_end_of(page, user) is not None:
        yield Button(
            _("Preview on the outside site"),
            reverse("publishing_outside_preview", args=[page.pk]),
            icon_name="link-external",
            attrs={
                "target": "_blank",
                "rel": "noopener noreferrer",
                "title": _("Shows what was saved last. The link works for 15 minutes."),
            },
            priority=_PRIORITY,
        )


def _front_end_of(page: Page, person: User) -> Subsite | None:
    """The site of the page if it has an outside front end, and the person may see the page's drafts."""
    if presenter_for(page.specific_class) is None or not Subsite.objects.exclude(preview_address="").exists():
        return None
    site = subsite_of_page(page)
    if site is None or not site.preview_address or not may(person, VIEW_PAGE, target=page, at=timezone.now()):
        return None
    return site
