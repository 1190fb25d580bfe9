"""wagtail-localize's overrides (another picture or file in the translation), held to the rule of every page form.

Its view stores any posted number. Ours stands in front of it at the same address and asks what the page would
refer to with the override: the translated page is built as the preview and the publication would build it.
"""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import edit_override as stored_by_localize

from cms.pages.media_choice import MediaKey, media_of_page, not_choosable, refusal_of

ADDRESS = "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/"


@wraps(stored_by_localize)
def edit_override(request: HttpRequest, translation_id: int, overridable_segment_id: int) -> HttpResponseBase:
    """PUT: as localize, but 400 and nothing stored for a picture or file that is new here and not theirs to choose."""
    if request.method != "PUT":
        return stored(request, translation_id, overridable_segment_id)
    before = _media_of(translation_id) or set()
    with transaction.atomic():
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
