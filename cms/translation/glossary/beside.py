"""What the glossary and the style guard say beside the segments of the translator's desk, and to reviewers."""

from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from cms.translation.glossary.guard import Glossary, GlossaryTerm, hints_of
from cms.translation.glossary.queries import glossary_for
from cms.translation.glossary.wording import sentence_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of
from cms.translation.registry import Hint
from cms.translation.segments import OPTIONAL_PATHS, Segment


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A hint on a whole text, for whoever reviews it: where, and what."""

    place: str
    text: str


def glossary_hints(request: TranslationRequest, segments: list[Segment]) -> dict[int, list[Hint]]:
    """Before a segment is translated, the names it holds; afterwards what to look at again. One query."""
    glossary = glossary_for(request.subsite)
    return {segment.id: _beside(segment, glossary) for segment in segments if segment.path not in OPTIONAL_PATHS}


def doubts_about(request: TranslationRequest) -> list[Doubt]:
    """What the guard says of a whole translation, in the order of the page."""
    glossary = glossary_for(request.subsite)
    return [
        Doubt(place=segment.label, text=text)
        for segment in segments_of(request)
        if segment.confirmed and segment.path not in OPTIONAL_PATHS
        for text in _sentences(segment, glossary)
    ]


def _beside(segment: Segment, glossary: Glossary) -> list[Hint]:
    if segment.translation:
        return [Hint(text=text, tone="warn") for text in _sentences(segment, glossary)]
    return [Hint(text=_told(term)) for term in glossary.terms_in(segment.source)]


def _told(term: GlossaryTerm) -> str:
    text = _("Glossary: {vietnamese} = {english}.").format(vietnamese=term.vietnamese, english=term.english)
    return f"{text} {term.note}" if term.note else text


def _sentences(segment: Segment, glossary: Glossary) -> list[str]:
    source, translation = _fragment(segment.source, segment), _fragment(segment.translation, segment)
    return [sentence_of(hint) for hint in hints_of(source, translation, glossary)]


def _fragment(text: str, segment: Segment) -> str:
    return text if segment.is_html else escape(text, quote=False)
