"""Doors of notes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from cms.kernel.errors import DomainError
from cms.translation.admin.answering import tell, visible_request
from cms.translation.notes.actions import add_note, delete_note
from cms.translation.notes.models import TranslationNote

_LARGEST = 2**63 - 1


@require_POST
def add(request: HttpRequest, request_id: int) -> HttpResponse:
    """Write one."""
    wanted = visible_request(request, request_id)
    user: Any = request.user
    number = request.POST.get("segment", "")
    segment = int(number) if number.isascii() and number.isdecimal() and len(number) < 18 else None
    try:
        add_note(request=wanted, text=request.POST.get("text", ""), by=user, at=timezone.now(), segment_id=segment)
    except DomainError as error:
        tell(request, error)
    return redirect("translation_desk", request_id=wanted.pk)


@require_POST
def delete(request: HttpRequest, request_id: int, note_id: int) -> HttpResponse:
    """Forget one."""
    wanted = visible_request(request, request_id)
    user: Any = request.user
    rows = TranslationNote.objects.select_related("request").filter(request=wanted)
    note = rows.filter(pk=note_id).first() if note_id <= _LARGEST else None
    if note is None:
        raise Http404
    try:
        delete_note(note=note, by=user, at=timezone.now())
    except DomainError as error:
        tell(request, error)
    return redirect("translation_desk", request_id=wanted.pk)


def urls() -> list[URLPattern]:
    """Below the desk of a request."""
    return [
        path("translation/<int:request_id>/notes/", add, name="translation_note_add"),
        path("translation/<int:request_id>/notes/<int:note_id>/delete/", delete, name="translation_note_delete"),
    ]
