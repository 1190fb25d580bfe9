"""Whether a question may hold personal data: such a question is not written down at all (ADR 0189).

What is let through is named, not what is refused: of digits only codes, document numbers, forms, years, small numbers.
"""

import re

from cms.kernel.text import fold

LONGEST = 80
_MOST_WORDS = 10
_MOST_DIGITS = 4  # beside the codes
_PUBLIC = re.compile(
    r"(?<!\w)(?:"
    r"\d\.\d{6}(?:\.[\dh]{2,3})*"  # a procedure: 1.001193.000.00.00.h33
    r"|\d{1,4}/\d{4}/[a-zđ]{2,}\d{0,2}(?:-[a-zđ]+)*"  # a document: 58/2022/nđ-cp, 60/2014/qh13
    r"|[a-z]{1,4}\d{1,2}[a-z]?"  # a form: ct01, na17, tk1a
    r")(?!\w)"
)
_NUMBER = re.compile(r"\d+")
_USUAL_NUMBER = re.compile(r"\d{1,2}|(?:19|20)\d\d")
_TRACES = re.compile(
    r"@|://|www\."
    r"|\d\s*[/.\-]\s*\d"  # a date, a plate, a number written in groups
    r"|\b(?:ngay|mung)\s+\d{1,2}\s+thang\s+\d"
    r"|\b(?:so nha|ngo|ngach|hem|kiet|to|thon|ap|khu pho|can ho|phong so)\s+\d"  # where somebody lives
)
_FAMILY = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|trương|đoàn|trịnh|mai|cao|lương|lưu"
)
_NAME = re.compile(rf"\b(?:{_FAMILY})\s+(?:văn|thị)\s+\w{{2,}}")
# Without accents `do thi` is a town as often as a name: the ambiguous families are left out.
_PLAIN_NAME = re.compile(
    r"\b(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|ngo|duong|dinh|truong|doan|trinh)\s+(?:van|thi)\s+\w{2,}"
)


def may_be_personal(line: str) -> bool:
    """Whether a question, cleaned and in lower case, may name a person, a paper of theirs, a date or an address."""
    if len(line) > LONGEST or len(line.split()) > _MOST_WORDS:
        return True
    rest = _PUBLIC.sub(" ", line)
    folded = fold(rest)
    numbers = _NUMBER.findall(rest)
    return (
        any(not _USUAL_NUMBER.fullmatch(number) for number in numbers)
        or sum(map(len, numbers)) > _MOST_DIGITS
        or bool(_TRACES.search(folded) or _NAME.search(rest))
        or bool(rest.isascii() and _PLAIN_NAME.search(folded))
    )
