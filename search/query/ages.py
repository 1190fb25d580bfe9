"""An age in a question stands for the bounds that laws draw: `con 8 tuổi` is a person under fourteen."""

from collections.abc import Iterator, Sequence

from search.query.thesaurus import Expansion

_YEARS = (("tuoi",), ("year", "old"), ("years", "old"))
_MONTHS = (("thang", "tuoi"), ("month", "old"), ("months", "old"))
_UNTIL = (6, 14)  # a child without fees for health, and one for whom parents ask
_CHILD = 16
_FROM = (14, 18)
_OLD, _OLD_BOUNDS = 60, (75, 80)
_LONGEST_NUMBER = 2


def ages(words: Sequence[str]) -> Iterator[Expansion]:
    """What official names say of each age among the folded words."""
    for place, word in enumerate(words):
        if not word.isdigit() or len(word) > _LONGEST_NUMBER:
            continue
        for units, age in ((_YEARS, int(word)), (_MONTHS, 0)):
            for unit in units:
                end = place + 1 + len(unit)
                if tuple(words[place + 1 : end]) == unit:
                    yield from (Expansion(place, end, bound) for bound in _bounds(age))


def _bounds(age: int) -> Iterator[tuple[str, ...]]:
    for bound in _UNTIL:
        if age < bound:
            yield ("duoi", str(bound), "tuoi")
            yield ("chua", "du", str(bound))
    if age < _CHILD:
        yield ("tre", "em")
    reached = [bound for bound in _FROM if bound <= age]
    if reached and age < _OLD:
        yield ("tu", "du", str(reached[-1]))
    if age >= _OLD:
        yield ("nguoi", "cao", "tuoi")
        yield from ((str(bound), "tuoi") for bound in _OLD_BOUNDS if bound <= age)
