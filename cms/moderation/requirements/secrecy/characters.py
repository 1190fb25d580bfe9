"""What a text says to the eye: invisible characters, foreign look-alikes and stray accents seen through."""

import unicodedata

from cms.kernel.text import bounded_marks

# Letters of other scripts that are drawn like those of the marks. Lower and upper case one by one: Cyrillic "М" is
# drawn as "M", but "ѕ" is nobody's "m".
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("АаЕеІіМмОоТтУуҮүԀԁ", "AaEeIiMmOoTtYyYyDd", strict=True)),
        **dict(zip("ΑαΕεΙιΜΟοΤτΥυ", "AaEeIiMOoTtYu", strict=True)),
        "ı": "i", "ᴀ": "a", "ᴍ": "m", "ᴛ": "t", "ᴇ": "e", "ᴏ": "o", "ᴜ": "u", "ʏ": "y", "ᴅ": "d", "ɪ": "i",
        "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "ђ": "đ", "Ђ": "Đ",
    }
)  # fmt: skip
# Circumflex, breve, horn and the five tones; every other mark only hides a letter.
# In this order: what forms a letter stands before its tone, or the two do not compose.
_VIETNAMESE_MARKS = "\u031b\u0302\u0306\u0300\u0301\u0303\u0309\u0323"
# Default-ignorable characters that are letters or marks to Unicode and nothing to the eye.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(code) for span in ((0xFE00, 0xFE10), (0xE0100, 0xE01F0)) for code in range(*span)
}


def as_seen(text: str) -> str:
    """The text in NFC with plain spaces, Latin letters and Vietnamese accents only, as a reader sees it."""
    composed: list[str] = []
    marks: set[str] = set()
    for char in unicodedata.normalize("NFKD", bounded_marks(text)):
        if unicodedata.combining(char):
            if char in _VIETNAMESE_MARKS:
                marks.add(char)  # a set: the same accent twice is seen once
            continue
        if char in _BLANK or (unicodedata.category(char) in {"Cf", "Cc", "Cs", "Mn", "Me"} and not char.isspace()):
            continue
        composed.append("".join(sorted(marks, key=_VIETNAMESE_MARKS.index)))
        marks.clear()
        composed.append(" " if char.isspace() else char.translate(_LOOK_ALIKES))
    composed.append("".join(sorted(marks, key=_VIETNAMESE_MARKS.index)))
    return unicodedata.normalize("NFC", "".join(composed))


def without_accents(word: str) -> str:
    """A lower-case word as it is typed without accents."""
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
