"""One screen: say the words, see what holds them, erase them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.api.transactions import own_transactions
from cms.departments.policy import actor_of, may
from cms.erasure.access import ERASE
from cms.erasure.actions import Findings, erase, look
from cms.erasure.forms import ErasureForm
from cms.kernel.errors import DomainError
from cms.pages.gate import refusal
from cms.pages.visibility import explorable_pages
from cms.subsites.allowed import sites_for


@own_transactions  # looking reads for seconds and locks nothing; `erase` is one transaction
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest) -> HttpResponse:
    """Looked for first; erased by a second press, which looks again."""
    user: Any = request.user
    at = timezone.now()
    able = may(user, ERASE, at=at)
    if not able:
        return refusal(request, able)
    sites = sites_for(user, ERASE, at=at)
    form = ErasureForm(request.POST or None, sites=sites, seen=explorable_pages(actor_of(user, at=at)))
    found: Findings | None = None
    is_erased = False
    if form.is_bound and form.is_valid():
        given, scope = form.cleaned_data, form.scope
        try:
            if scope is not None and "erase" in request.POST:
                found = erase(words=given["words"], scope=scope, reason=given["reason"], by=user, at=at)
                is_erased = True
            elif scope is not None:
                found = look(words=given["words"], scope=scope, by=user, at=at)
        except DomainError as refused:
            form.add_error(None, str(refused))
    title = _("Erase personal data")
    context = {
        "form": form,
        "found": found,
        "is_erased": is_erased,
        "page_title": title,
        "header_title": title,
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"label": _("Home"), "url": reverse("wagtailadmin_home")},
            {"label": title, "url": ""},
        ],
    }
    return TemplateResponse(request, "erasure/erasure.html", context, status=400 if form.errors else 200)
