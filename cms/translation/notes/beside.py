"""Notes on the translator's desk: in a box, and beside the segment they are about."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from cms.translation.models import TranslationRequest
from cms.translation.notes.models import TranslationNote
from cms.translation.notes.places import key_of_segment
from cms.translation.registry import Hint
from cms.translation.segments import Segment


def note_hints(request: TranslationRequest, segments: list[Segment]) -> dict[int, list[Hint]]:
    """Each note beside its segment. One query."""
    rows = TranslationNote.objects.filter(request=request).exclude(segment_key="").select_related("by")
    by_key: dict[str, list[Hint]] = {}
    for note in rows:
        text = _("Note of {person}: {text}").format(person=note.by or _("somebody who left"), text=note.text)
        by_key.setdefault(note.segment_key, []).append(Hint(text=text))
    if not by_key:
        return {}
    return {segment.id: by_key[key] for segment in segments if (key := key_of_segment(segment)) in by_key}


class NotesBox(Component):
    """All notes of a text, and a field for a new one."""

    template_name = "translation_notes/box.html"

    def __init__(self, wanted: TranslationRequest) -> None:
        self.wanted = wanted

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """One query; the segments are those the desk has read."""
        context = parent_context or {}
        notes = TranslationNote.objects.filter(request=self.wanted).select_related("by")
        return {
            "wanted": self.wanted,
            "notes": notes,
            "lines": context.get("lines", []),
            "may_delete_all": context.get("may_assign", False),
            "request": context.get("request"),
            "csrf_token": context.get("csrf_token"),
        }


def notes_box(wanted: TranslationRequest, request: HttpRequest) -> Component | None:
    """For everybody who sees the desk."""
    return NotesBox(wanted)
