"""One written word in the two forms it is compared in: folded, and exact with its tone at the end."""

import re
import unicodedata
from functools import lru_cache

from cms.kernel.text import fold, nfc

# Hỏi and ngã are one: half of the country writes one for the other.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "2", "\u0301": "3", "\u0323": "4"}
# What is typed or pasted for đ and for Latin letters, and looks the same.
_LOOK_ALIKES = str.maketrans(
    {
        "ð": "đ",
        "Ð": "đ",
        "Ɖ": "đ",
        "ɖ": "đ",
        "а": "a",
        "е": "e",
        "о": "o",
        "р": "p",
        "с": "c",
        "у": "y",
        "х": "x",
        "і": "i",
    }
)
_FINAL_Y = re.compile(r"(?<=^[bhklmnstvx])y$|(?<=^qu)y$|(?<=^th)y$")
_LONGEST = 64
# Behind an exact form: the writer marks the words, so this one has no mark and agrees with none that has.
BARE = "="


def folded(word: str) -> str:
    """The word as it is typed without accents: ASCII where it can be; `ky` and `ki` are one."""
    return forms(word)[0]


@lru_cache(maxsize=1 << 17)
def forms(word: str) -> tuple[str, str]:
    """(folded, exact) of one word without spaces. Exact: letters with their marks, then the tone as a digit.

    The tone's place in the syllable does not matter (hoà = hòa), nor the composition (NFC, NFD), nor case.
    Both are empty for a word of nothing but marks.
    """
    if word.isascii():
        plain = _FINAL_Y.sub("i", word.lower())[:_LONGEST]
        return plain, plain
    clean = nfc(word.lower().translate(_LOOK_ALIKES))
    bare = "".join(char for char in fold(clean) if char.isalnum())[:_LONGEST]
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", clean):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    exact = "".join(char for char in nfc("".join(letters)) if char.isalnum())[:_LONGEST]
    return _FINAL_Y.sub("i", bare), _FINAL_Y.sub("i", exact) + tone


@lru_cache(maxsize=1 << 16)
def agrees(typed: str, written: str) -> bool:
    """Whether every mark that was typed stands in the written word too; both exact, of one folded form.

    A mark left out is never a disagreement: `hô khâu` agrees with `hộ khẩu`, `hơn` does not agree with `hôn`.
    """
    if typed == written:
        return True
    if typed.endswith(BARE):
        return typed[:-1] == written
    typed_base, typed_tone = _split(typed)
    base, tone = _split(written)
    if typed_tone and typed_tone != tone:
        return False
    if len(typed_base) != len(base):
        return False
    return all(mine == theirs or mine.isascii() for mine, theirs in zip(typed_base, base, strict=True))


def _split(exact: str) -> tuple[str, str]:
    if len(exact) > 1 and exact[-1] in "1234" and exact[-2].isalpha():
        return exact[:-1], exact[-1]
    return exact, ""
