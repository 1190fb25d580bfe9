"""What is asked: the words with their weights, what else they may be called, and how it was corrected."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cms.kernel.text import nfc, strip_controls
from search.candidates import MOST_POINTS, Group
from search.lexicon import Lexicon, Statistics, Term
from search.query.accents import as_meant, bare, softened
from search.query.ages import ages
from search.query.codes import joined
from search.query.repair import repaired
from search.query.stop_words import SEVERAL, WEIGHT, stop_words
from search.query.thesaurus import Expansion, Thesaurus
from search.query.words import Word
from search.text.tokens import tokens

LONGEST_QUERY = 200
MOST_WORDS = 40
MOST_GROUPS = 12
MOST_EXPANSIONS = 60  # of one question; a line of nothing but abbreviations asks for more
# Points of a level for one unit of idf; of the levels' relation only the order of candidates depends on it.
_HEAD, _META, _BODY = 48, 24, 10
MOST_PHRASES = 32  # that candidates are looked for by, synonyms among them; judged questions have up to 21
_MOST_SAID = 4  # times one word is heard
LONGEST_PHRASE = 3  # an alternative of more words is found without their standing side by side


class AskedWord(NamedTuple):
    """A word with what it weighs: `idf` is how rare it is, `weight` how much it says (0.15 for one that asks)."""

    folded: str
    exact: str
    is_code: bool
    idf: float
    weight: float
    is_known: bool

    @property
    def worth(self) -> float:
        """How much of the question it is."""
        return self.idf * self.weight


@dataclass(frozen=True, kw_only=True)
class Question:
    """A typed line, understood.

    expansions: see Expansion; each may stand for the words start…end. corrected: how the line reads after repair,
    None when it was understood as typed.
    """

    typed: str
    words: tuple[AskedWord, ...]
    expansions: tuple[Expansion, ...]
    expansion_pairs: tuple[float, ...]  # of each expansion: the worth of its words' standing side by side
    corrected: str | None
    statistics: Statistics

    @property
    def places(self) -> list[int]:
        """The words that candidates are looked for by: those that say most, in order; all of them when none does."""
        by_worth = sorted(range(len(self.words)), key=lambda place: (-self.words[place].worth, place))
        telling = [place for place in by_worth if self.words[place].weight == 1.0]
        return sorted((telling or by_worth)[:MOST_GROUPS])

    def groups(self) -> tuple[Group, ...]:
        """The groups of the candidates' query, one for each of `places`; MOST_PHRASES in all."""
        places = self.places
        expansions = self._looked_for(places)
        return tuple(self._group(place, expansions) for place in places)

    def _looked_for(self, places: Sequence[int]) -> list[Expansion]:
        """The synonyms of these words that candidates are looked for by: of each place the first, then the second …"""
        turns: Counter[tuple[int, int]] = Counter()
        ordered: list[tuple[int, int, Expansion]] = []
        for number, one in enumerate(self.expansions):
            if any(one.start <= place < one.end for place in places):
                ordered.append((turns[one.start, one.end], number, one))
                turns[one.start, one.end] += 1
        phrases: set[tuple[str, ...]] = {(self.words[place].folded,) for place in places}
        taken = []
        for _turn, number, one in sorted(ordered):
            more = phrases.union(together(one.words))
            if len(more) <= MOST_PHRASES:
                phrases = more
                taken.append((number, one))
        return [one for _number, one in sorted(taken)]

    def _group(self, place: int, expansions: Sequence[Expansion]) -> Group:
        word = self.words[place]
        alternatives: list[tuple[tuple[str, ...], ...]] = [((word.folded,),)]
        alternatives += [together(one.words) for one in expansions if one.start <= place < one.end]
        worth = min(word.worth, MOST_POINTS / (_HEAD * (MOST_GROUPS + 1)))
        return Group(
            alternatives=tuple(dict.fromkeys(alternatives)),
            head=max(3, round(worth * _HEAD)),
            meta=max(2, round(worth * _META)),
            body=max(1, round(worth * _BODY)),
        )


def together(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What must stand in a level for these words to stand there: side by side, or, of many, each."""
    if len(words) <= LONGEST_PHRASE:
        return (tuple(words),)
    return tuple((word,) for word in dict.fromkeys(words))


def understand(text: str, *, lexicon: Lexicon, thesaurus: Thesaurus, as_typed: bool = False) -> Question:
    """What a typed line asks; `as_typed` corrects nothing."""
    line = clean(text)
    typed = _typed_words(line if as_typed else joined(line, lexicon))
    fixed = list(typed)
    corrected = None
    if not as_typed and typed:
        result = repaired(typed, lexicon, thesaurus.words)
        fixed = result.words[:MOST_WORDS]
        if any(result.is_new):
            corrected = " ".join(word.shown for word in result.words)
    folded = [word.folded for word in fixed]
    exact = softened(as_meant([word.exact for word in fixed], folded), folded, lexicon)
    expansions = (*ages(folded), *thesaurus.expansions(folded, exact))[:MOST_EXPANSIONS]
    statistics = lexicon.statistics()
    terms = lexicon.terms({*folded, *(word for expansion in expansions for word in expansion.words)})
    return Question(
        typed=line,
        words=tuple(
            _weighed(fixed, exact, _only_ask(folded, exact, expansions, lexicon), expansions, terms, statistics)
        ),
        expansions=expansions,
        expansion_pairs=tuple(_pairs_worth(expansion, terms, statistics) for expansion in expansions),
        corrected=corrected,
        statistics=statistics,
    )


def clean(text: str) -> str:
    """The line as it is searched: composed, without what cannot be seen, at most LONGEST_QUERY characters."""
    return " ".join(strip_controls(nfc(text[: LONGEST_QUERY * 4]).replace("\n", " ").replace("\t", " ")).split())[
        :LONGEST_QUERY
    ]


def _typed_words(line: str) -> list[Word]:
    """One word for each part of the line: of a code or a number its full form only; said again and again, a few."""
    words = []
    last = (-1, -1)
    said: Counter[str] = Counter()
    for token in tokens(line):
        if (token.start, token.end) != last and said[token.folded] < _MOST_SAID:
            said[token.folded] += 1
            words.append(Word(token.folded, token.exact, line[token.start : token.end], token.is_code))
        last = (token.start, token.end)
    return words[:MOST_WORDS]


def _only_ask(
    folded: Sequence[str], exact: Sequence[str], expansions: Sequence[Expansion], lexicon: Lexicon
) -> list[bool]:
    """Which words carry the question and not its subject; none when all of them would."""
    asks = stop_words(folded, exact)
    flags = [bool(ask) for ask in asks]
    unsure = [place for place, ask in enumerate(asks) if ask and ask != SEVERAL and bare(exact[place]) == folded[place]]
    if unsure:
        for place in _telling(unsure, folded, asks, lexicon):
            flags[place] = False
    for expansion in expansions:
        if all(stop_words(expansion.words, expansion.words)):  # an abbreviation of words that only ask
            flags[expansion.start : expansion.end] = [True] * (expansion.end - expansion.start)
    return [False] * len(flags) if all(flags) else flags


def _telling(unsure: Sequence[int], folded: Sequence[str], asks: Sequence[str], lexicon: Lexicon) -> set[int]:
    """Of words typed without accents those that names write otherwise, beside the same neighbour: `ngoai vu`."""
    pairs = {
        (folded[left], folded[left + 1])
        for place in unsure
        for left in (place - 1, place)
        if 0 <= left < len(folded) - 1
    }
    known = lexicon.pairs(pairs)
    telling = set()
    for place in unsure:
        for left in (place - 1, place):
            if 0 <= left < len(folded) - 1:
                _, shown = known.get((folded[left], folded[left + 1]), (0, ""))
                if shown and shown.split()[place - left] != asks[place]:
                    telling.add(place)
    return telling


def _weighed(
    words: Sequence[Word],
    exact: Sequence[str],
    flags: Sequence[bool],
    expansions: Sequence[Expansion],
    terms: Mapping[str, Term],
    statistics: Statistics,
) -> list[AskedWord]:
    weighed = []
    for place, (word, is_stop) in enumerate(zip(words, flags, strict=True)):
        shares = [
            _phrase_idf(expansion.words, terms, statistics) / (expansion.end - expansion.start)
            for expansion in expansions
            if expansion.start <= place < expansion.end
        ]
        term = terms.get(word.folded)
        own = idf(term, statistics) if term is not None or not shares else 0.0
        is_covered = bool(shares)
        weighed.append(
            AskedWord(
                word.folded,
                word.exact if word.exact == word.folded else exact[place],
                word.is_code,
                max([own, *shares]),
                WEIGHT if is_stop else 1.0,
                term is not None or is_covered,
            )
        )
    return weighed


def idf(term: Term | None, statistics: Statistics) -> float:
    """How rare a word is: by the names and descriptions that hold it; one that none holds is as rare as can be."""
    documents = max(1, statistics.documents)
    holding = (term.named or term.frequency) if term is not None else 0
    return math.log(1 + (documents - min(holding, documents) + 0.5) / (holding + 0.5))


def _pairs_worth(expansion: Expansion, terms: Mapping[str, Term], statistics: Statistics) -> float:
    """As much as the typed words would be worth side by side: a long official name does not outweigh a short one."""
    values = [idf(terms.get(word), statistics) for word in expansion.words]
    pairs = list(map(min, values, values[1:]))
    return sum(pairs) / len(pairs) * max(1, expansion.end - expansion.start - 1) if pairs else 0.0


def _phrase_idf(words: Sequence[str], terms: Mapping[str, Term], statistics: Statistics) -> float:
    values = sorted((idf(terms.get(word), statistics) for word in words if word in terms), reverse=True)
    return values[0] + 0.4 * sum(values[1:3]) if values else 0.0
