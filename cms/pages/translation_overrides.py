"""wagtail-localize's overrides (another picture or file in the translation), held to the rule of every page form.

Its view stores any posted number. Ours stands in front of it at the same address and asks what the page would
refer to with the override: the translated page is built as the preview and the publication would build it.
"""

from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import edit_override as stored_by_localize

from cms.pages.media_choice import MediaKey, media_of_page, not_choosable, refusal_of
from cms.pages.page_lock import why_locked

ADDRESS = "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/"


@wraps(stored_by_localize)
def edit_override(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponseBase:
    """PUT and DELETE: as localize, but 409 for a locked page, and 400 for what is new here and not theirs to choose.

    Then nothing is stored.
    """
    if request.method not in {"PUT", "DELETE"}:
        return stored(request, translation_id, overridable_segment_id)
    with transaction.atomic():
        reason = _why_locked(request.user, translation_id)
        if reason is not None:
            return JsonResponse({"error": reason}, status=409)
        if request.method == "DELETE":
            return stored(request, translation_id, overridable_segment_id)
        before = _media_of(translation_id) or set()
        answer = stored(request, translation_id, overridable_segment_id)
        if answer.status_code >= 300:
            return answer
        after = _media_of(translation_id)
        page = Translation.objects.get(pk=translation_id).get_target_instance()
        refused = set() if after is None else not_choosable(after - before, user=request.user, page=page)
        if after is not None and not refused:
            return answer
        transaction.set_rollback(True)
    numbers = [number for _model, number in refused]
    text = refusal_of(numbers) if numbers else _("There is no such picture or file.")
    return JsonResponse({"error": text}, status=400)


def stored(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponseBase:
    """Localize's own view, which asks for the permission to edit the translation."""
    answer: HttpResponseBase = stored_by_localize(
        request, translation_id=translation_id, overridable_segment_id=overridable_segment_id
    )
    return answer


def _why_locked(user: Any, translation_id: int) -> str | None:
    """Asked under the lock of the page's row, so that nobody locks the page in between."""
    translation = Translation.objects.select_related("source").filter(pk=translation_id).first()
    if translation is None:
        return None
    rows = Page.objects.select_for_update(of=("self",)).filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    )
    page = rows.first()
    return why_locked(page.specific, user) if page is not None else None


def _media_of(translation_id: int) -> set[MediaKey] | None:
    """What the translated page refers to, as it would be now; None when an override names what does not exist."""
    translation = Translation.objects.select_related("source", "target_locale").filter(pk=translation_id).first()
    if translation is None:
        return set()
    try:
        page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
        return media_of_page(page)
    except (ObjectDoesNotExist, ValueError, TypeError):
        return None


def urls() -> list[URLPattern]:
    """The address of localize's view; the hook puts it before localize's own."""
    return [path(ADDRESS, edit_override, name="pages_edit_override")]
