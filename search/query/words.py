"""A typed word."""

from typing import NamedTuple


class Word(NamedTuple):
    """A word of the question, in the forms it is compared in."""

    folded: str
    exact: str  # with the accents that were typed; the folded form where none were
    shown: str
    is_code: bool = False
