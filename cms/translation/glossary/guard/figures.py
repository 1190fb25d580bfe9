"""Numbers and dates of a Vietnamese text and its English one, written in each language's own way.

>>> numbers_vi("1.500.000 đồng, tăng 3,5%") == numbers_en("VND 1,500,000, up 3.5%")
True
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from cms.translation.glossary.guard.hints import Hint

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS) + "|sept"
Date = tuple[int, int, int]  # day, month, year; 0 where it is not said

_VI_DATES = (
    re.compile(r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?:ngày\s+)?(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:\s+năm\s+(?P<y>\d{4}))?", re.I),
    re.compile(r"ngày\s+(?P<d>\d{1,2})\s*[/-]\s*(?P<m>\d{1,2})(?!\s*[/\d])", re.I),
    re.compile(r"tháng\s+(?P<m>\d{1,2})(?:\s*/\s*|\s+năm\s+|,\s*)(?P<y>\d{4})(?!\d)", re.I),
    re.compile(r"tháng\s+(?P<m>\d{1,2})(?!\d)", re.I),
)
_EN_DATES = (
    re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n>{_MONTH})\.?(?:,?\s+(?P<y>\d{{4}}))?(?!\w)", re.I),
    re.compile(rf"\b(?P<n>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{{4}}))?(?!\w)", re.I),
    re.compile(rf"\b(?P<n>{_MONTH})\.?,?\s+(?P<y>\d{{4}})(?!\w)", re.I),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)"),
    # With its capital and alone: “in August”. “may” and “march” are verbs too.
    re.compile(rf"(?<=\bin )(?P<n>(?:{_MONTH}))(?!\w)", re.I),
)
_NUMERIC_DATE = re.compile(r"(?<![\w/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?![\w/])")
# Thousands first; then 3.1.2 and, in Vietnamese, 3.1: numbers of headings, which stay as they are.
_VI_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])|\d+(?:\.\d+)+|\d+(?:,\d+)?")
_EN_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+){2,}|\d+(?:\.\d+)?")
_PM = re.compile(r"\b(\d{1,2})((?:[:.]\d{2})?\s*p\.?\s?m\b)", re.I)
_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_VI_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
# Numbers people write in words in English: their absence as figures says nothing.
_SPELLED = {name: number for names in (_WORDS, _ORDINALS) for number, name in enumerate(names, start=1)}
_DATES_SHOWN = ("{0} {1} {2}", "{0} {1}", "{1} {2}", "{1}")


@dataclass(frozen=True)
class Figures:
    """The dates of a text, and the numbers outside them."""

    dates: Counter[Date]
    numbers: Counter[str]


def figures_vi(text: str) -> Figures:
    """Of a Vietnamese text: 21/11/2026, ngày 21 tháng 11, 1.500.000, 3,5."""
    dates, rest = _dates(text, _VI_DATES)
    return Figures(dates, Counter(_plain(found, thousands=".", decimal=",") for found in _VI_NUMBER.findall(rest)))


def figures_en(text: str) -> Figures:
    """Of an English text: 21 November 2026, November 21, 1,500,000, 3.5, 2 p.m."""
    dates, rest = _dates(text, _EN_DATES)
    rest = _PM.sub(lambda found: f"{int(found[1]) % 12 + 12}{found[2]}", rest)
    return Figures(dates, Counter(_plain(found, thousands=",", decimal=".") for found in _EN_NUMBER.findall(rest)))


def numbers_vi(text: str) -> Counter[str]:
    """The numbers of a Vietnamese text, dates left out."""
    return figures_vi(text).numbers


def numbers_en(text: str) -> Counter[str]:
    """The numbers of an English text, dates left out."""
    return figures_en(text).numbers


def figure_hints(source: str, translation: str) -> list[Hint]:
    """Numbers and dates that stand in one text only, and dates written as 21/11/2026 in English."""
    vi, en = figures_vi(source), figures_en(translation)
    hints = [Hint(code="numeric_date", found=found) for found in dict.fromkeys(_NUMERIC_DATE.findall(translation))]
    missing_dates = vi.dates - en.dates
    hints.extend(Hint(code="date_missing", wanted=_date_in_english(date)) for date in missing_dates)
    spelled = Counter(str(_SPELLED[word]) for word in re.findall(r"[a-z]+", translation.lower()) if word in _SPELLED)
    said = Counter(str(_VI_WORDS[word]) for word in re.findall(r"\w+", source.lower()) if word in _VI_WORDS)
    # The parts of a date that is written another way are numbers of the other text.
    in_dates_vi, in_dates_en = _parts(vi.dates - en.dates), _parts(en.dates - vi.dates)
    missing = vi.numbers - en.numbers - spelled - in_dates_en
    added = en.numbers - vi.numbers - said - in_dates_vi
    hints.extend(Hint(code="number_missing", wanted=number) for number in missing)
    hints.extend(Hint(code="number_added", found=number) for number in added)
    return hints


def _dates(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[Counter[Date], str]:
    """The dates of a text, and the text without them. What only looks like one (31/15/2026) stays where it is."""
    dates: Counter[Date] = Counter()

    def take(found: re.Match[str]) -> str:
        parts = found.groupdict()
        name = (parts.get("n") or "")[:3].lower()
        month = next((i for i, full in enumerate(_MONTHS, start=1) if name and full.startswith(name)), 0)
        month = month or int(parts.get("m") or 0)
        day, year = int(parts.get("d") or 0), int(parts.get("y") or 0)
        if not 1 <= month <= 12 or day > 31 or (parts.get("d") and day == 0):
            return found[0]
        dates[(day, month, year)] += 1
        return " "

    for pattern in patterns:
        text = pattern.sub(take, text)
    return dates, text


def _plain(number: str, *, thousands: str, decimal: str) -> str:
    """1.500.000 and 1,500,000 are 1500000; 3,50 and 3.5 are 3.5; 07 is 7; 3.1.2 is itself."""
    is_thousands = re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", number) is not None
    if not is_thousands and (number.count(thousands) or number.count(decimal) > 1):
        return number
    plain = number.replace(thousands, "").replace(decimal, ".")
    value = Decimal(plain)
    return format(value.normalize(), "f") if value else "0"


def _parts(dates: Counter[Date]) -> Counter[str]:
    return Counter(str(part) for date in dates.elements() for part in date if part)


def _date_in_english(date: Date) -> str:
    day, month, year = date
    return " ".join(str(part) for part in (day or "", _MONTHS[month - 1].capitalize(), year or "") if part)
