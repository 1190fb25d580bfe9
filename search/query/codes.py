"""Codes and numbers of documents as people copy them: with spaces inside, or without the point."""

import re

from search.lexicon import Lexicon
from search.text.tokens import procedure_code

_SPREAD = re.compile(r"(?<![\w.])([0-9])\s*\.?\s*([0-9]{3})\s*\.?\s*([0-9]{3})(?!\w)", re.ASCII)
# The same while it is typed; whatever follows the six digits (.000.00.00.H10) says no more.
_BEGUN = re.compile(
    r"([0-9]) ?\.? ?(?:([0-9]{1,2})|([0-9]{3}) ?\.? ?(?:([0-9]{0,2})|([0-9]{3})(?:\.[0-9.Hh]*)?))", re.ASCII
)
# 58 /2022/ nđ - cp
_YEAR = re.compile(r"(?<=[0-9])\s*/\s*(?=(?:19|20)[0-9]{2}(?![0-9]))")
_SYMBOL = re.compile(r"(?<=/(?:19|20)[0-9]{2})\s*/\s*(?=[^\W\d_])")
_DASH = re.compile(r"(?<=/)([^\W\d_]{1,8})\s*([-–])\s*(?=[^\W\d_])")


def begun(line: str) -> str:
    """How the token of a code begins that somebody is typing, with or without its point; empty for any other line.

    The line is as `search.query.question.clean` leaves it.
    """
    match = _BEGUN.fullmatch(line)
    if match is None:
        return ""
    first, *rest = match.groups(default="")
    return procedure_code(f"{first}.{''.join(rest)}")


def joined(line: str, lexicon: Lexicon) -> str:
    """The line, codes that the catalogue has and numbers of documents written together: `1.001 193`, `58 /2022/ NĐ-CP`.

    Seven digits that are no code of a procedure stay what they are: a telephone, a sum.
    """
    line = _DASH.sub(r"\1\2", _SYMBOL.sub("/", _YEAR.sub("/", line)))
    written = {match[0]: f"{match[1]}.{match[2]}{match[3]}" for match in _SPREAD.finditer(line)}
    if not written:
        return line
    known = lexicon.terms({procedure_code(code) for code in written.values()})
    return _SPREAD.sub(
        lambda match: code if procedure_code(code := written[match[0]]) in known else match[0],
        line,
    )
