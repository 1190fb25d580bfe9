"""What every screen here does: find the request or answer 404, say no with the reason, name the way back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.departments.policy import actor_of, may
from cms.kernel.errors import DomainError
from cms.publishing.models import PublishedDocument
from cms.translation.access import visible_requests
from cms.translation.models import LISTED, TranslationRequest

# A number in the address that no row can have.
_LARGEST = 2**63 - 1


def visible_request(request: HttpRequest, pk: int) -> TranslationRequest:
    """A request that the person sees; any other is not there: not even its title is told."""
    user: Any = request.user
    rows = visible_requests(actor_of(user, at=timezone.now())).select_related(*LISTED)
    found = rows.filter(pk=pk).first() if pk <= _LARGEST else None
    if found is None:
        raise Http404
    return found


def may_read_source(request: HttpRequest, wanted: TranslationRequest) -> bool:
    """Whether the Vietnamese words are shown: of a public text to all who see the request, of one that was withdrawn

    to those who see its drafts: it may have been wrong, or secret.
    """
    if PublishedDocument.objects.filter(content_id=wanted.content_id, locale=wanted.source_locale).exists():
        return True
    page = wanted.source_page
    return page is not None and bool(may(request.user, "view_page", target=page, at=timezone.now()))


def refusal(request: HttpRequest, reason: str | Promise) -> HttpResponse:
    """403 with the reason, on a screen of the admin."""
    context = {"reason": reason, "breadcrumbs_items": trail((_("Not allowed"), ""))}
    return TemplateResponse(request, "translation/refused.html", context, status=403)


def trail(*steps: tuple[str | Promise, str]) -> list[dict[str, Any]]:
    """Breadcrumbs: the admin's home, the list of requests, and these."""
    first = [(_("Home"), reverse("wagtailadmin_home")), (_("Translations"), reverse("translation_requests"))]
    crumbs = [{"label": label, "url": url} for label, url in (*first, *steps)]
    crumbs[-1]["url"] = ""
    return crumbs


def tell(request: HttpRequest, error: DomainError) -> None:
    """Say on the next screen why nothing was done."""
    messages.error(request, str(error))
