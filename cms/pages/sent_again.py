"""The form of a new page, sent again: it goes on with the page that it has made already (ADR 0175)."""

import json

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from cms.pages import begun_drafts
from cms.pages.tree_locks import lock_pages

_HYDRATE = {"_w_hydrate_create_view": "1"}  # asks Wagtail for what its form of a new page does not have yet


def go_on_with_stored(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponseBase | None:
    """Save the posted form on the page it has made already (hook `before_create_page`, under the parent's lock).

    None, and the form makes a page, when it has made none. One that its writer may not change any more is not written
    over: autosave is told so, and who presses a button makes another page, so that the text is not lost.
    """
    if request.method != "POST":
        return None
    content_id = begun_drafts.content_id_of(
        request.POST.get(begun_drafts.FIELD), user_id=request.user.pk, parent_id=parent.pk, model=page_class
    )
    stored = Page.objects.filter(translation_key=content_id, locale=parent.locale_id).first() if content_id else None
    if stored is None:
        return None
    lock_pages([stored])  # before the view reads it, as `tree_locks.before_view` does
    if not stored.specific.permissions_for_user(request.user).can_edit():
        return None if request.accepts("text/html") else _refused()
    answer = EditView.as_view()(request, stored.pk)
    return _as_new(answer, stored.pk) if isinstance(answer, JsonResponse) else answer


def _refused() -> JsonResponse:
    told = _("You may not change the page that this form has made any more. Save to make another one.")
    return JsonResponse({"success": False, "error_code": "locked", "error_message": told}, status=400)


def _as_new(answer: JsonResponse, page_id: int) -> JsonResponse:
    """What autosave of a new page is told: where the form goes on, and what the screen of a new page lacks."""
    told = json.loads(answer.content)
    if not told.get("success"):
        return answer
    url = reverse("wagtailadmin_pages:edit", args=(page_id,))
    told.pop("html", None)  # a part of what is hydrated
    return JsonResponse({**told, "url": url, "hydrate_url": set_query_params(url, _HYDRATE)})
