"""What was meant by words nobody knows: the keyboard was off, words run together, a letter slipped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from cms.kernel.text import nfc
from search.lexicon import Lexicon, Term
from search.query.chat import spelled_out
from search.query.words import Word
from search.text.syllables import agrees, folded, forms
from search.text.typing import from_telex, from_vni, written

# `ki` in the index is most often written `ký`, `kỳ`, `kỹ`: what is shown says it as offices do.
_WRITTEN_WITH_Y = re.compile("(?<=^[klmt])i(?=[1-4]?$)|(?<=^qu)i(?=[1-4]?$)")
_LETTERS = "abcdeghiklmnopqrstuvxy"
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.ASCII
)
_SHORTEST_TYPO = 3
_SHORTEST_GLUED = 4
_LONGEST_TYPO = 12
_LONGEST_GLUED = 36
_MOST_REPAIRED = 8
_SHORTEST_BEGUN = 4  # where no neighbour speaks for it
_MOST_BEGUN = 60
_COMMON_IN_BODIES = 3


class Repaired(NamedTuple):
    """The words to search for, and for each whether it was put in the place of what was typed."""

    words: list[Word]
    is_new: list[bool]


def repaired(words: Sequence[Word], lexicon: Lexicon, known_elsewhere: frozenset[str]) -> Repaired:
    """The words, those that no document and no synonym knows replaced by what was probably meant.

    A short form is spelled out; a word is tried as Telex, as VNI, as several words without spaces, then as a known
    word with one letter missing, added, changed or two swapped; the neighbours decide between several. The last word
    may be unfinished. A known word stays as it is, but for such a one in a line with accents.
    """
    terms = lexicon.terms({word.folded for word in words})
    short = spelled_out(words, lexicon)
    last = len(words) - 1
    has_accents = any(word.exact != word.folded for word in words)
    unknown = {
        word.folded
        for word in words
        if not word.is_code and word.folded not in known_elsewhere and not is_known(terms.get(word.folded))
    }
    result: list[Word] = []
    is_new: list[bool] = []
    budget = _MOST_REPAIRED
    for place, word in enumerate(words):
        better = short[place]
        before = result[-1].folded if result else ""
        if not better and word.folded in unknown and budget and not word.folded.isdigit():
            budget -= 1
            after = words[place + 1].folded if place < last else ""
            better = _meant(word, before, after, lexicon)
        is_unknown = word.folded in unknown
        if not better and place == last and not word.is_code and (is_unknown or has_accents):
            better = finished(word, result[-1] if result else None, lexicon, is_unknown=is_unknown)
        result += better or [word]
        is_new += [True] * len(better) if better else [False]
    return Repaired(result, is_new)


def is_known(term: Term | None) -> bool:
    """Whether a word is one: names use it, or several bodies do (one body may hold a misprint)."""
    return term is not None and (term.named > 0 or term.frequency >= _COMMON_IN_BODIES)


def _meant(word: Word, before: str, after: str, lexicon: Lexicon) -> list[Word]:
    if word.exact != word.folded and _SYLLABLE.fullmatch(word.folded):
        return []  # whoever can type `ngập` means it, though no document says so
    keyboard = _from_keyboard(word.folded, lexicon)
    if keyboard:
        return keyboard
    if len(word.folded) <= _LONGEST_GLUED:
        glued = _unglued(word.folded, lexicon)
        if glued:
            return glued
    return _nearest(word, before, after, lexicon)


def finished(word: Word, before: Word | None, lexicon: Lexicon, *, is_unknown: bool) -> list[Word]:
    """The word that was begun: the one that most names have beside the one before.

    Nothing for a word that some name has there as it is, nor against typed accents; who has written a tone has written
    the word, if it is one. A word nobody knows needs no name for it where it begins one word only, or stands alone.
    """
    has_tone = word.exact[-1:].isdigit()
    if not word.folded.isalpha() or not word.folded.isascii() or (has_tone and not is_unknown):
        return []
    begun = lexicon.beginning(word.folded, limit=_MOST_BEGUN)
    begun = {full: term for full, term in begun.items() if _goes_on(word.exact, term.shown)}
    if before is not None:
        left = before.folded
        beside = lexicon.pairs({(left, word.folded)} | {(left, full) for full in begun})
        if (left, word.folded) in beside:
            return []
        counts = {
            (count, full): shown.split()[1]
            for (_, full), (count, shown) in beside.items()
            if agrees(before.exact, shown.split()[0])
        }
        if counts:
            count, best = max(counts)
            return [_shown(best, begun[best]._replace(shown=counts[count, best]))]
    if is_unknown and len(word.folded) >= _SHORTEST_BEGUN and begun and (before is None or len(begun) == 1):
        best = max(begun, key=lambda full: (begun[full].named, full))
        return [_shown(best, begun[best])]
    return []


def _goes_on(typed: str, shown: str) -> bool:
    """Whether a word, in exact form, begins with what was typed: the marks of its letters and its tone too."""
    letters, tone = (typed[:-1], typed[-1]) if typed[-1].isdigit() else (typed, "")
    is_marked_alike = all(mine == theirs or mine.isascii() for mine, theirs in zip(letters, shown, strict=False))
    return is_marked_alike and (not tone or shown.endswith(tone))


def _from_keyboard(text: str, lexicon: Lexicon) -> list[Word]:
    for decode in (from_telex, from_vni):
        exact = decode(text)
        if exact:
            shown = nfc(written(exact))
            plain, exact = forms(shown)
            if plain and plain != text and is_known(lexicon.terms([plain]).get(plain)):
                return [Word(plain, exact, shown)]
    return []


def _unglued(text: str, lexicon: Lexicon) -> list[Word]:
    """The words that were typed without spaces, if each neighbour pair stands so in some name."""
    if len(text) < _SHORTEST_GLUED or not text.isalpha():
        return []
    # Each piece as the index knows it: `dangkyxe` holds `ky`, which is `ki` there.
    pieces = {text[i:j]: folded(text[i:j]) for i in range(len(text)) for j in range(i + 2, min(len(text), i + 7) + 1)}
    terms = lexicon.terms(set(pieces.values()))
    known = {piece: term for piece, plain in pieces.items() if (term := terms.get(plain)) and term.named}
    splits = [[pieces[piece] for piece in split] for split in _splits(text, known)][:64]
    pairs = lexicon.pairs({pair for split in splits for pair in pairwise(split)})
    best: tuple[int, int, list[str]] | None = None
    for split in splits:
        counts = [pairs.get(pair, (0, ""))[0] for pair in pairwise(split)]
        if counts and min(counts) > 0:
            rank = (min(counts), -len(split), split)
            best = rank if best is None or rank[:2] > best[:2] else best
    return [_shown(word, terms[word]) for word in best[2]] if best else []


def _splits(text: str, known: Mapping[str, Term]) -> Iterator[list[str]]:
    """Every way to cut a text into two to six known words; the longest first words come first."""
    stack: list[tuple[int, list[str]]] = [(0, [])]
    steps = 0
    while stack and steps < 2000:
        steps += 1
        start, words = stack.pop()
        if start == len(text):
            if len(words) > 1:
                yield words
            continue
        if len(words) >= 6:
            continue
        ends = range(start + 2, min(len(text), start + 7) + 1)
        stack += [(end, [*words, text[start:end]]) for end in ends if text[start:end] in known]


def _nearest(word: Word, before: str, after: str, lexicon: Lexicon) -> list[Word]:
    """The known word one slip away that stands with the neighbours in some name; of a word alone the most frequent.

    Where neighbours do not speak for it, a word nobody knows is one that nobody has written about.
    """
    text = word.folded
    if not _SHORTEST_TYPO <= len(text) <= _LONGEST_TYPO or not text.isalpha() or not text.isascii():
        return []
    known = {near: term for near, term in lexicon.terms(_edits(text)).items() if term.named}
    if not known:
        return []
    pairs = lexicon.pairs({(before, near) for near in known} | {(near, after) for near in known})
    together = {near: pairs.get((before, near), (0, ""))[0] + pairs.get((near, after), (0, ""))[0] for near in known}
    best = max(known, key=lambda near: (together[near], known[near].named, near))
    is_alone = not before and not after and len(text) > _SHORTEST_TYPO and not _SYLLABLE.fullmatch(text)
    return [_shown(best, known[best])] if together[best] or is_alone else []


def nearer(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Folded words, those put right that are words, and that no name has beside the one before while it has a word
    one slip away there: `ho chiu` is ho chieu. For a question that found nothing: the typed word may be meant.
    """
    meant = list(words)
    for place in range(1, min(len(words), _MOST_REPAIRED)):
        before, word = meant[place - 1], meant[place]
        if not (_SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO and word.isascii() and word.isalpha()):
            continue
        found = lexicon.pairs({(before, near) for near in (word, *_edits(word))})
        if found and (before, word) not in found:
            meant[place] = max(found, key=lambda pair: (found[pair][0], pair))[1]
    return meant


def _edits(text: str) -> set[str]:
    """Every text one slip away: a letter less, two swapped, one changed, one more."""
    cuts = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    found |= {left + letter + right for left, right in cuts for letter in _LETTERS}
    found.discard(text)
    return found


def _shown(word: str, term: Term) -> Word:
    return Word(word, word, nfc(written(_WRITTEN_WITH_Y.sub("y", term.shown or word))))
