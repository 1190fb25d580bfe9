"""Synonyms and best bets as this process applies them, read again when the store's generation says so."""

import datetime
import itertools
import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cms.publishing.models import document_key
from cms.publishing.reading.generations import memory
from search.models import BestBet, lines_of
from search.models import Synonym as StoredSynonym
from search.query.thesaurus import Synonym, Thesaurus
from search.text.tokens import words_of

BUILT_IN = Path(__file__).parent / "data" / "synonyms_vi.json"
_KEY = "search: in force"
_LIST = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True, kw_only=True)
class Bet:
    """A document for a question: its key in the store, and the last day it stands."""

    key: int
    valid_to: datetime.date | None


@dataclass(frozen=True, kw_only=True)
class InForce:
    """What the staff decided, ready to be applied. bets: (site, language, folded words) → documents in order."""

    thesaurus: Thesaurus
    bets: Mapping[tuple[str, str, tuple[str, ...]], tuple[Bet, ...]]

    def bets_for(self, *, site: str, locale: str, text: str, on: datetime.date) -> list[int]:
        """The keys of the documents that stand first for this question on a day."""
        found = self.bets.get((site, locale, tuple(words_of(text)[0])), ())
        return [bet.key for bet in found if bet.valid_to is None or on <= bet.valid_to]


def in_force(generation: int) -> InForce:
    """What applies now. A change raises the store's generation, so every process reads it again at once."""
    known, value = memory.recall(_KEY)
    if known != generation or value is None:
        value = InForce(thesaurus=_thesaurus(_stored()), bets=_bets())
        memory.keep(_KEY, generation, value)
    found: InForce = value
    return found


@cache
def built_in() -> tuple[Synonym, ...]:
    """The synonyms that come with the product, each pattern of theirs written out."""
    data = json.loads(BUILT_IN.read_text())
    return tuple(
        Synonym(
            terms=tuple(spelled for term in entry["terms"] for spelled in _spelled(term, data["lists"])),
            kind=entry["kind"],
            expands_to=tuple(entry["expands_to"]),
        )
        for entry in data["entries"]
    )


def _spelled(term: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    """A term with each expression of the lists that it names: `bên {nước}` is `bên nhật bản`, `bên canada` …"""
    parts = _LIST.split(term)  # text, name, text, name, text …
    choices = [lists[part] if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def warm_up() -> None:
    """Make what every process of the web needs before its first question; workers that are forked share it."""
    _thesaurus(())


def _stored() -> tuple[tuple[str, str, str], ...]:
    rows = StoredSynonym.objects.filter(is_active=True).order_by("pk")
    return tuple(rows.values_list("kind", "terms", "expands_to"))


@lru_cache(maxsize=2)
def _thesaurus(stored: tuple[tuple[str, str, str], ...]) -> Thesaurus:
    """The built-in synonyms and these. Remembered: most of what changes the store's generation is no synonym."""
    off = {_folded(line) for kind, terms, _ in stored if kind == StoredSynonym.Kind.OFF for line in lines_of(terms)}
    own = [
        Synonym(terms=tuple(lines_of(terms)), kind=kind, expands_to=tuple(lines_of(expansion)))
        for kind, terms, expansion in stored
        if kind != StoredSynonym.Kind.OFF
    ]
    return Thesaurus([*(kept for entry in built_in() if (kept := _without(entry, off))), *own])


def _without(entry: Synonym, off: Set[tuple[str, ...]]) -> Synonym | None:
    terms = tuple(term for term in entry.terms if _folded(term) not in off) if off else entry.terms
    return Synonym(terms=terms, kind=entry.kind, expands_to=entry.expands_to) if terms else None


def _folded(text: str) -> tuple[str, ...]:
    return tuple(words_of(text)[0])


def _bets() -> dict[tuple[str, str, tuple[str, ...]], tuple[Bet, ...]]:
    bets: dict[tuple[str, str, tuple[str, ...]], tuple[Bet, ...]] = {}
    rows = BestBet.objects.filter(is_active=True).select_related("site").order_by("order", "id")
    for row in rows:
        key = document_key(site_key=row.site.key, content_id=row.content_id, locale=row.locale)
        for line in lines_of(row.questions):
            place = (row.site.key, row.locale, _folded(line))
            bets[place] = (*bets.get(place, ()), Bet(key=key, valid_to=row.valid_to))
    return bets
