"""The screens of the bin, and deletion, which leads there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.models import Page, ReferenceIndex

from cms.bin import actions
from cms.bin.errors import NoParent, SlugTaken
from cms.bin.forms import PlaceForm
from cms.bin.models import KEPT_DAYS, BinPage, DeletedPage
from cms.bin.queries import in_the_bin_for, translations_that_go
from cms.departments.policy import actor_of, may
from cms.kernel.errors import DomainError
from cms.pages.gate import refusal
from cms.pages.visibility import explorable_pages

SHOWN = 20
MAX_REASON = 500


def confirm_delete(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Hook `before_delete_page`: in the place of Wagtail's screen, which deletes for good."""
    if isinstance(page.specific, BinPage):
        raise Http404
    if page.get_ancestors().type(BinPage).exists():
        messages.error(request, _("This page lies in the bin already."))
        return redirect("bin")
    user: Any = request.user
    error = ""
    if request.method == "POST":
        parent_id = page.get_parent().pk
        try:
            actions.move_to_bin(
                page=page, reason=request.POST.get("reason", "")[:MAX_REASON], by=user, at=timezone.now()
            )
        except DomainError as refused:
            error = str(refused)
        else:
            told = _("“{title}” lies in the bin for {days} days.").format(
                title=page.get_admin_display_title(), days=KEPT_DAYS
            )
            messages.success(request, told, buttons=[messages.button(reverse("bin"), _("Open the bin"))])
            return redirect("wagtailadmin_explore", parent_id)
    return TemplateResponse(
        request, "bin/confirm.html", _consequences(request, page, error), status=409 if error else 200
    )


def _consequences(request: HttpRequest, page: Page, error: str) -> dict[str, Any]:
    """What deletion does: pages below, what is live, who uses it; titles of others' drafts are not told."""
    user: Any = request.user
    seen = explorable_pages(actor_of(user, at=timezone.now()))
    below = page.get_descendants()
    translations = translations_that_go(page)
    users = {source.pk for source, _found in ReferenceIndex.get_grouped_references_to(page) if isinstance(source, Page)}
    users -= {page.pk, *below.values_list("pk", flat=True)}
    visible = list(seen.filter(pk__in=users).order_by("title").values_list("title", flat=True)[:SHOWN])
    return {
        "page": page,
        "below": list(seen.filter(pk__in=below.values("pk")).order_by("path").values_list("title", flat=True)[:SHOWN]),
        "below_count": below.count(),
        "live_count": sum(top.get_descendants(inclusive=True).live().count() for top in (page, *translations)),
        "translations": translations,
        "users": visible,
        "users_count": len(users),
        "error": error,
        "reason": request.POST.get("reason", ""),
        "days": KEPT_DAYS,
        "max_reason": MAX_REASON,
        "header_title": _("Delete a page"),
        "breadcrumbs_items": [
            {"label": _("Home"), "url": reverse("wagtailadmin_home")},
            {"label": page.get_admin_display_title(), "url": reverse("wagtailadmin_explore", args=(page.pk,))},
            {"label": _("Delete"), "url": ""},
        ],
    }


def bin_list(request: HttpRequest) -> HttpResponse:
    """What lies in the bin, of the person's own units; newest first."""
    user: Any = request.user
    at = timezone.now()
    decision = may(user, "restore_page", at=at)
    if not decision:
        return refusal(request, decision)
    context = {
        "rows": in_the_bin_for(actor_of(user, at=at))[:200],
        "may_purge": bool(may(user, "purge_page", at=at)),
        "days": KEPT_DAYS,
        "header_title": _("Bin"),
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"label": _("Home"), "url": reverse("wagtailadmin_home")},
            {"label": _("Bin"), "url": ""},
        ],
    }
    return TemplateResponse(request, "bin/list.html", context)


@require_POST
def restore(request: HttpRequest, row_id: int) -> HttpResponse:
    """Put a page back where it stood; where that is not possible, on to the choice of another place."""
    row = _visible(request, row_id)
    user: Any = request.user
    try:
        page = actions.restore(row=row, by=user, at=timezone.now())
    except (NoParent, SlugTaken) as refused:
        messages.error(request, str(refused))
        return redirect("bin_place", row.pk)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("bin")
    messages.success(request, _("“{title}” is back, as a draft.").format(title=row.title))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, row_id: int) -> HttpResponse:
    """Put a page back below another page than before: the chooser offers what may stand above it."""
    row = _visible(request, row_id)
    user: Any = request.user
    at = timezone.now()
    form = PlaceForm(request.POST or None, row=row, seen=explorable_pages(actor_of(user, at=at)))
    if request.method == "POST" and form.is_valid():
        try:
            page = actions.restore(row=row, parent=form.cleaned_data["parent"], by=user, at=at)
        except DomainError as refused:
            form.add_error("parent", str(refused))
        else:
            messages.success(request, _("“{title}” is back, as a draft.").format(title=row.title))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    context = {
        "row": row,
        "form": form,
        "header_title": _("Put back elsewhere"),
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"label": _("Home"), "url": reverse("wagtailadmin_home")},
            {"label": _("Bin"), "url": reverse("bin")},
            {"label": row.title, "url": ""},
        ],
    }
    return TemplateResponse(request, "bin/place.html", context, status=400 if form.errors else 200)


@require_POST
def purge(request: HttpRequest, row_id: int) -> HttpResponse:
    """Delete for good, with a reason."""
    row = _visible(request, row_id)
    user: Any = request.user
    try:
        actions.purge(row=row, reason=request.POST.get("reason", "")[:MAX_REASON], by=user, at=timezone.now())
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“{title}” is deleted for good.").format(title=row.title))
    return redirect("bin")


def _visible(request: HttpRequest, row_id: int) -> DeletedPage:
    """A row the person sees; any other is not there."""
    user: Any = request.user
    row = in_the_bin_for(actor_of(user, at=timezone.now())).filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row
