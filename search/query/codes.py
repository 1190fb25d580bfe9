"""Codes and numbers of documents as people copy them: with spaces inside, or without the point."""

import re

from search.lexicon import Lexicon
from search.text.tokens import procedure_code

_SPREAD = re.compile(r"(?<![\w.])([0-9])\s*\.?\s*([0-9]{3})\s*\.?\s*([0-9]{3})(?!\w)", re.ASCII)
# 58 /2022/ nđ - cp
_YEAR = re.compile(r"(?<=[0-9])\s*/\s*(?=(?:19|20)[0-9]{2}(?![0-9]))")
_SYMBOL = re.compile(r"(?<=/(?:19|20)[0-9]{2})\s*/\s*(?=[^\W\d_])")
_DASH = re.compile(r"(?<=/)([^\W\d_]{1,8})\s*([-–])\s*(?=[^\W\d_])")


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
