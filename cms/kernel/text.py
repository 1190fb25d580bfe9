"""Vietnamese text: composed form, folding, slugs and order. One table of letters serves them all."""

import re
import unicodedata

# The alphabet in its own order; "f j w z" stand where Vietnamese dictionaries put foreign letters.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Combining marks of the five written tones, in dictionary order after the level tone.
TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # huyền, hỏi, ngã, sắc, nặng

_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
# Zero-width and directional characters that change what a reader sees but not what is compared.
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code) for span in ((0x202A, 0x202F), (0x2061, 0x2070), (0xFFF9, 0xFFFC)) for code in range(*span)
}
# Normalising sorts each run of marks in quadratic time: one longer than any writing's is cut (UAX #15, Stream-Safe).
_MARKS_IN_A_ROW = 30
_RUN_OF_MARKS = re.compile(
    f"[{''.join(re.escape(char) for char in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(char))}]{{2,}}"
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_MAX_SLUG = 80

# Sort weights: two hexadecimal digits a character, so that the stored key sorts by bytes everywhere.
_SPACE_WEIGHT, _DIGIT_WEIGHT, _LETTER_WEIGHT, _OTHER_WEIGHT = 0x10, 0x20, 0x40, 0x80
_LETTER_ORDER = {letter: _LETTER_WEIGHT + index for index, letter in enumerate(ALPHABET)}


def nfc(text: str) -> str:
    """The composed form (NFC) in which every input is stored and compared; of a run of marks the first 30."""
    return unicodedata.normalize("NFC", bounded_marks(text))


def bounded_marks(text: str) -> str:
    """The text with at most 30 combining marks in a row: what comes from outside may be normalised only so."""
    return text if text.isascii() else _RUN_OF_MARKS.sub(lambda run: run[0][:_MARKS_IN_A_ROW], text)


def strip_controls(text: str, *, keep_lines: bool = False) -> str:
    """The text without C0/C1 controls, zero-width and bidirectional characters; `keep_lines` keeps newline and tab."""
    kept = "\n\t" if keep_lines else ""
    return "".join(
        char
        for char in text
        if char in kept or (char not in _INVISIBLE and unicodedata.category(char) not in ("Cc", "Cs"))
    )


def clean_line(text: str) -> str:
    """One line of input as it is stored: NFC, no control characters, single spaces, no space at the ends."""
    visible = strip_controls(re.sub(r"\s+", " ", text))
    return nfc(re.sub(r" +", " ", visible)).strip()


def fold(text: str) -> str:
    """The text as one types it without accents: lower case, đ → d, every mark removed."""
    decomposed = unicodedata.normalize("NFKD", bounded_marks(text).lower().translate(_STROKE))
    stripped = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Lower-casing twice: compatibility forms (fullwidth, mathematical) only become letters above.
    return unicodedata.normalize("NFC", stripped.lower().translate(_STROKE))


def slugify(text: str, *, max_length: int = _MAX_SLUG) -> str:
    """ASCII words joined by hyphens, at most `max_length` long, cut between words where there is a choice.

    Letters that have no ASCII form are dropped; the answer may be empty.
    """
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rfind("-")
    return slug[: cut if cut > 0 else max_length].strip("-")


def sort_key(text: str) -> str:
    """A string whose bytewise order is the Vietnamese dictionary's, to be stored beside the text.

    Letters first (a ă â b … d đ …), then tones (ngang huyền hỏi ngã sắc nặng), then lower before upper case;
    spaces before digits before letters, whatever else comes last. Digits compare one by one.
    """
    letters, tones, cases = [], [], []
    for char in nfc(text):
        for lowered in char.lower():
            base, tone = _split_tone(lowered)
            letters.append(_weight(base))
            tones.append(str(tone))
            cases.append("1" if char != lowered else "0")
    # "." and "/" are below every digit: a prefix sorts before what continues it.
    return "".join(letters) + "." + "".join(tones) + "." + "".join(cases)


def slug_formatters(*, max_length: int = _MAX_SLUG) -> list[tuple[str, str]]:
    """(pattern, replacement) pairs for Wagtail's `SlugInput`: what a browser must do to agree with `slugify`.

    The browser's own table has no đ and drops stacked accents, so each Latin letter with a mark is given by
    name; what is typed decomposed loses its marks in the pair after them. The last pairs cut the length.
    """
    by_base: dict[str, list[str]] = {}
    for char in _MARKED_LATIN:
        by_base.setdefault(fold(char), []).append(char)
    letters = [(f"[{''.join(chars)}]", base) for base, chars in sorted(by_base.items())]
    return [
        *letters,
        ("[\u0300-\u036f]", ""),
        ("[^a-zA-Z0-9]+", " "),
        ("^ | $", ""),
        (f"^(.{{1,{max_length}}})(?: .*)?$", "$1"),
        (f"^([^ ]{{{max_length}}}).*$", "$1"),
    ]


def _split_tone(char: str) -> tuple[str, int]:
    """The letter without its tone, and the tone's place in the order (0 = ngang)."""
    marks = unicodedata.normalize("NFD", char)
    for index, tone in enumerate(TONES, start=1):
        if tone in marks:
            return nfc(marks.replace(tone, "")) or char, index
    return char, 0


def _weight(letter: str) -> str:
    if letter in _LETTER_ORDER:
        return f"{_LETTER_ORDER[letter]:02x}"
    if letter.isspace():
        return f"{_SPACE_WEIGHT:02x}"
    if letter.isascii() and letter.isdigit():
        return f"{_DIGIT_WEIGHT + int(letter):02x}"
    folded = fold(letter)
    if len(folded) == 1 and folded in _LETTER_ORDER:
        return f"{_LETTER_ORDER[folded]:02x}"
    return f"{_OTHER_WEIGHT:02x}{ord(letter):06x}"


# Every Latin letter with a mark that folds to plain letters: Vietnamese and its neighbours.
_MARKED_LATIN = [
    char
    for char in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    if fold(char).isascii() and fold(char).isalpha()
]
