"""What the glossary and the style guard say beside the segments of the translator's desk, and to reviewers."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.glossary.guard import Glossary, GlossaryTerm, hints_of
from cms.translation.glossary.queries import glossary_for
from cms.translation.glossary.wording import sentence_of
from cms.translation.labels import label_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.registry import Hint
from cms.translation.segments import HIDDEN_PATHS, OPTIONAL_PATHS, Segment


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A hint on a whole text, for whoever reviews it: where, and what."""

    place: str
    text: str


def glossary_hints(request: TranslationRequest, segments: list[Segment]) -> dict[int, list[Hint]]:
    """Before a segment is translated, the names it holds; afterwards what to look at again. One query."""
    glossary = glossary_for(request.subsite)
    return {segment.id: _beside(segment, glossary) for segment in segments if segment.path not in OPTIONAL_PATHS}


def doubts_about(request: TranslationRequest, page: Any) -> list[Doubt]:
    """What the guard says of a version of the English page, in the order of the page: of its words, not of those that

    stand on the desk meanwhile. A passage whose source is gone is looked at for itself.
    """
    glossary = glossary_for(request.subsite)
    sources: dict[str, list[Segment]] = {}
    for segment in segments_of(request):
        sources.setdefault(segment.path, []).append(segment)
    words: dict[str, list[str]] = {}
    for value in extract_segments(page):
        if isinstance(value, StringSegmentValue) and value.path not in OPTIONAL_PATHS | HIDDEN_PATHS:
            words.setdefault(value.path, []).append(value.string.data)
    return [
        Doubt(place=label, text=text)
        for path, written in words.items()
        for label, source, translation in _pairs(type(page), path, sources.get(path, []), written)
        for text in _sentences(source, translation, glossary)
    ]


def _pairs(model: Any, path: str, sources: list[Segment], written: list[str]) -> Iterator[tuple[str, str, str]]:
    """(where, source, translation) of one field: passage by passage where there are as many on both sides."""
    are_paired = len(sources) == len(written)
    for number, translation in enumerate(written):
        segment = sources[number] if are_paired else None
        source = _fragment(segment.source, segment) if segment is not None else translation
        if source == translation and segment is not None and not segment.confirmed:
            continue  # nobody translated it: the gate says so
        yield segment.label if segment is not None else label_of(model, path), source, translation


def _beside(segment: Segment, glossary: Glossary) -> list[Hint]:
    if segment.translation:
        source, translation = _fragment(segment.source, segment), _fragment(segment.translation, segment)
        return [Hint(text=text, tone="warn") for text in _sentences(source, translation, glossary)]
    return [Hint(text=_told(term)) for term in glossary.terms_in(segment.source)]


def _told(term: GlossaryTerm) -> str:
    text = _("Glossary: {vietnamese} = {english}.").format(vietnamese=term.vietnamese, english=term.english)
    return f"{text} {term.note}" if term.note else text


def _sentences(source: str, translation: str, glossary: Glossary) -> list[str]:
    return [sentence_of(hint) for hint in hints_of(source, translation, glossary)]


def _fragment(text: str, segment: Segment) -> str:
    return text if segment.is_html else escape(text, quote=False)
