"""Glossary terms in a pair of texts: the official name where the source has the term, and no forbidden variant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cms.kernel.text import nfc
from cms.translation.glossary.guard.hints import Hint

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """A Vietnamese name and its official English one; `accepted` are other right forms, `forbidden` wrong ones."""

    vietnamese: str
    english: str
    accepted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""


class Glossary:
    """All terms in force for a site. Made once, asked for every segment."""

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.terms = tuple(terms)
        self._by_name: dict[str, GlossaryTerm] = {}
        for term in self.terms:
            self._by_name.setdefault(compared(term.vietnamese), term)

    def terms_in(self, source: str) -> tuple[GlossaryTerm, ...]:
        """The terms of a Vietnamese text, each once, the longest where several begin at one place.

        A name that is written with a capital is meant only where it has one: “Quyết định số 5”, not “quyết định đi”.
        """
        if self._pattern is None:
            return ()
        text = _composed(source)
        found = [
            self._by_name[match[0]]
            for match in self._pattern.finditer(text.lower())
            if _is_meant(self._by_name[match[0]], text, match.start())
        ]
        return tuple(dict.fromkeys(found))

    def every_term_in(self, source: str) -> tuple[GlossaryTerm, ...]:
        """Also the short ones inside longer names: “Việt Nam” in “Cộng hòa xã hội chủ nghĩa Việt Nam”."""
        text = compared(source)
        possible = (term for name, term in self._by_name.items() if name in text)
        return tuple(term for term in possible if Glossary([term]).terms_in(source))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = sorted(self._by_name, key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)") if names else None


def term_hints(source: str, translation: str, glossary: Glossary) -> list[Hint]:
    """A term of the source whose official English is not in the translation; a variant that may not be used."""
    text = compared(translation)
    hints = [
        Hint(code="term_missing", found=term.vietnamese, wanted=term.english, note=term.note)
        for term in glossary.terms_in(source)
        if not any(_stands_in(form, text) for form in (term.english, *term.accepted))
    ]
    for term in glossary.every_term_in(source):
        rest = text
        for form in sorted((term.english, *term.accepted), key=len, reverse=True):
            rest = _pattern_of(form).sub(" ", rest)
        used = [variant for variant in term.forbidden if _stands_in(variant, rest)]
        hints.extend(
            Hint(code="forbidden_variant", found=variant, wanted=term.english, note=term.note) for variant in used
        )
    return list(dict.fromkeys(hints))


def compared(text: str) -> str:
    """How names are compared: composed, small letters, one kind of apostrophe, single spaces."""
    return _composed(text).lower()


def _stands_in(name: str, text: str) -> bool:
    return _pattern_of(name).search(text) is not None


def _pattern_of(name: str) -> re.Pattern[str]:
    """The name as whole words; a plural or possessive of it is the name too."""
    return re.compile(rf"(?<!\w){re.escape(compared(name))}(?:e?s|'s)?(?!\w)")


def _composed(text: str) -> str:
    return _SPACES.sub(" ", nfc(text).translate(_APOSTROPHES)).strip()


def _is_meant(term: GlossaryTerm, text: str, at: int) -> bool:
    # Lower-casing keeps the length of every Vietnamese text; where it did not, places say nothing.
    is_aligned = len(text) == len(text.lower())
    return not (is_aligned and term.vietnamese[:1].isupper() and text[at : at + 1].islower())
