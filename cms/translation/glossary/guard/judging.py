"""All rules of the guard over one segment."""

from cms.translation.glossary.guard.figures import figure_hints
from cms.translation.glossary.guard.hints import Hint
from cms.translation.glossary.guard.terms import Glossary, term_hints
from cms.translation.glossary.guard.typography import typography_hints
from cms.translation.markup import BrokenMarkup, tags_of, text_of
from cms.translation.vietnamese import vietnamese_words

MAX_HINTS = 20
# A segment is a paragraph: what is longer is looked at up to here, so that a hostile text costs little.
MAX_CHARACTERS = 20_000


def hints_of(source: str, translation: str, glossary: Glossary) -> list[Hint]:
    """What a translator should look at in one segment (fragments of HTML); nothing while it is not translated."""
    source, translation = source[:MAX_CHARACTERS], translation[:MAX_CHARACTERS]
    text = text_of(translation)
    if not text.strip():
        return []
    original = text_of(source)
    hints = [*_tag_hints(source, translation), *term_hints(original, text, glossary)]
    left = vietnamese_words(text)
    if left:
        hints.append(Hint(code="vietnamese_left", found=", ".join(left[:5])))
    hints.extend(figure_hints(original, text))
    hints.extend(typography_hints(text))
    return hints[:MAX_HINTS]


def _tag_hints(source: str, translation: str) -> list[Hint]:
    try:
        is_same = tags_of(source) == tags_of(translation)
    except BrokenMarkup:
        is_same = False
    return [] if is_same else [Hint(code="broken_tags")]
