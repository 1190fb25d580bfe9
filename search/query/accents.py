"""What the accents of a typed line say: who types them means them."""

import re
from collections.abc import Sequence

from search.lexicon import Lexicon
from search.text.syllables import BARE, agrees

_MARKED_WORDS = 2
_TONES = frozenset("1234")
# Not how Vietnamese is written, so an accent is missing: `chiéu` for chiếu, `tuơng`, `hôp` without its tone.
_ONSET = re.compile("^(?:gi(?=[aăâeêoôơuư])|qu)")
_INCOMPLETE = re.compile("ie|ye|uo|ue|ưo|eu|uơ.|[ăâ]$")
_STOPPED = re.compile("(?:c|ch|p|t)$")


def as_meant(exact: Sequence[str], folded: Sequence[str]) -> list[str]:
    """The exact forms, those that say all they mean marked BARE: they agree with themselves alone.

    In a line most of whose words carry accents, a word without any means just that (`di chúc` holds no `đi`, nor
    `lao động` Lào), and so does one whose accents are complete: `tiêm` is not tiệm, nor `dại` đại. In a line typed
    without accents, or with a few, any word may be another.
    """
    spelled = [place for place, word in enumerate(folded) if word.isalpha()]
    marked = [place for place in spelled if exact[place] != folded[place]]
    if len(marked) < _MARKED_WORDS or len(marked) * 2 < len(spelled):
        return list(exact)
    has_tones = 3 * sum(1 for place in marked if exact[place][-1] in _TONES) >= len(spelled)
    meant = list(exact)
    for place in spelled:
        if exact[place] == folded[place] or (has_tones and _is_complete(exact[place])):
            meant[place] += BARE
    return meant


def softened(exact: Sequence[str], folded: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The same, a word set free that names write otherwise beside the same neighbour: `hô chiếu` is hộ chiếu."""
    strict = {place for place, word in enumerate(exact) if word.endswith(BARE) and bare(word) != folded[place]}
    lefts = {left for place in strict for left in (place - 1, place) if 0 <= left < len(folded) - 1}
    pairs = lexicon.pairs({(folded[left], folded[left + 1]) for left in lefts}) if lefts else {}
    free = list(exact)
    for left in lefts:
        _count, shown = pairs.get((folded[left], folded[left + 1]), (0, ""))
        for place, written in zip((left, left + 1), shown.split(), strict=False):
            if place in strict and agrees(bare(exact[place]), written):
                free[place] = bare(exact[place])
    return free


def bare(exact: str) -> str:
    """The exact form without the mark that `as_meant` set."""
    return exact.removesuffix(BARE)


def _is_complete(exact: str) -> bool:
    """Whether a marked word is a syllable as it is written, with nothing left out."""
    letters, tone = (exact[:-1], exact[-1]) if exact[-1] in _TONES else (exact, "")
    if _INCOMPLETE.search(_ONSET.sub("", letters)):
        return False
    return not _STOPPED.search(letters) or tone in {"3", "4"}
