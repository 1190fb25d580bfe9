"""Whether an English text is still Vietnamese: by the letters only Vietnamese words bear. Names may keep theirs.

No dictionary: a name begins with a capital (“Nguyễn Văn A”, “Huế”, “áo dài” is none), other words do not.
"""

import re
import unicodedata

from cms.kernel.text import nfc

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# Marks of tone, and letters with a breve, a horn or a stroke; â ê ô é are French too, so they are no proof.
_TONES = frozenset("\u0309\u0323")  # hỏi, nặng
_LETTERS = frozenset("ăđơưĂĐƠƯ")
# A French loan ("café", "rôle", "naïve") bears one of these and no tone of Vietnamese beside it.
_SHARED = frozenset("\u0300\u0301\u0302\u0303")
LEAST_WORDS, LEAST_SHARE = 2, 0.25
# Of a heading of two words one tells: the other bears its capital for standing first.
SHORT_SHARE = 0.5


def vietnamese_words(text: str) -> list[str]:
    """The words that begin with a small letter and are written as only Vietnamese is, in order, each once."""
    found = [word for word in _WORD.findall(nfc(text)) if word[0].islower() and _is_marked(word)]
    return list(dict.fromkeys(found))


def is_still_vietnamese(text: str) -> bool:
    """Whether so many of the words are Vietnamese that nobody translated: two and a quarter of all, or half."""
    words = _WORD.findall(nfc(text))
    marked = [word for word in words if word[0].islower() and _is_marked(word)]
    is_many = len(marked) >= LEAST_WORDS and len(marked) >= LEAST_SHARE * len(words)
    return is_many or (bool(marked) and len(marked) >= SHORT_SHARE * len(words))


def _is_marked(word: str) -> bool:
    """A letter of Vietnamese alone, or a circumflex and a tone on one letter."""
    for letter in word:
        marks = set(unicodedata.normalize("NFD", letter)[1:])
        if letter in _LETTERS or marks & _TONES or "\u031b" in marks or "\u0306" in marks:
            return True
        if len(marks & _SHARED) > 1:
            return True
    return False
