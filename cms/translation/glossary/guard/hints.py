"""One thing to look at, as a value; the sentence is made where people are spoken to (`glossary.wording`)."""

from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "term_missing",
    "forbidden_variant",
    "vietnamese_left",
    "number_missing",
    "number_added",
    "date_missing",
    "numeric_date",
    "double_space",
    "space_before_mark",
    "unpaired_quotes",
    "unpaired_brackets",
    "doubled_mark",
    "broken_tags",
]


@dataclass(frozen=True, kw_only=True)
class Hint:
    """`found` is what stands in a text, `wanted` what should; `note` is the glossary's word on it."""

    code: Code
    found: str = ""
    wanted: str = ""
    note: str = ""
