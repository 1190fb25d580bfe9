"""wagtail-localize's own addresses that write: what they did goes through our actions, or not at all (ADR 0102)."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.departments.errors import NotAllowed
from cms.departments.policy import may
from cms.kernel.errors import DomainError
from cms.translation.actions import save_segments
from cms.translation.actions.preparing import ask_for_preparation
from cms.translation.admin.answering import refusal, visible_request
from cms.translation.admin.views.acts import ask
from cms.translation.models import TranslationRequest


def submit_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """“Translate this page”: a request; the worker takes the text apart, and nothing becomes public."""
    return ask(request, page_id=page_id)


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """“Sync translated pages”: the worker does it, from the public text; no page is touched."""
    source = (
        TranslationSource.objects.filter(pk=translation_source_id).first() if translation_source_id < 2**63 else None
    )
    known = TranslationRequest.objects.filter(content_id=source.object_id).first() if source is not None else None
    if known is None:
        raise Http404
    wanted = visible_request(request, known.pk)
    if request.method == "POST":
        try:
            ask_for_preparation(request=wanted, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except DomainError as error:
            return refusal(request, str(error))
    return redirect("translation_desk", request_id=wanted.pk)


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_string(request: Request, translation_id: int, string_segment_id: int) -> HttpResponse:
    """One segment, as the library's scripts send it: 200 stored, 400 not allowed as it is, 403 and 409 not now."""
    if max(translation_id, string_segment_id) >= 2**63:
        raise Http404
    translation = Translation.objects.select_related("source", "target_locale").filter(pk=translation_id).first()
    segment = StringSegment.objects.filter(pk=string_segment_id).first()
    if translation is None or segment is None or segment.source_id != translation.source_id:
        raise Http404
    wanted = _request_of(translation)
    if wanted is None:
        raise Http404
    user: Any = request.user
    if not may(user, "view_translations", target=wanted, at=timezone.now()):
        return JsonResponse({"error": _("You may not write this translation.")}, status=403)
    sent: Any = request.data
    text = str(sent.get("value", "")) if request.method == "PUT" and isinstance(sent, Mapping) else ""
    try:
        outcome = save_segments(request=wanted, translations={segment.pk: text}, by=user, at=timezone.now())
    except NotAllowed as error:
        return JsonResponse({"error": str(error)}, status=403)
    except DomainError as error:
        return JsonResponse({"error": str(error)}, status=409)
    if outcome.rejected:
        return JsonResponse({"error": outcome.rejected[segment.pk]}, status=400)
    return JsonResponse({"string_id": segment.string_id, "segment_id": segment.pk, "data": text})


@require_safe
def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The file of the desk: the library's own says of no row which one it is, and would not be taken back."""
    rows = Translation.objects.select_related("source", "target_locale")
    translation = rows.filter(pk=translation_id).first() if translation_id < 2**63 else None
    wanted = _request_of(translation) if translation is not None else None
    if wanted is None:
        raise Http404
    return redirect("translation_file", request_id=visible_request(request, wanted.pk).pk, format_key="po")


def _request_of(translation: Translation) -> TranslationRequest | None:
    return TranslationRequest.objects.filter(
        content_id=translation.source.object_id, target_locale=translation.target_locale.language_code
    ).first()


def closed(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Files, machines and other pictures come through the translator's desk, which checks everything."""
    return refusal(
        request, _("Files, machine translation and other pictures are on the desk of the translation itself.")
    )
