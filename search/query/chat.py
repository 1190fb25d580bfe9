"""Words as they are typed in messages: short forms without vowels, southern speech written down, `6t` for six years."""

import re
from collections.abc import Sequence

from cms.kernel.text import nfc
from search.lexicon import Lexicon
from search.query.words import Word
from search.text.syllables import agrees, forms
from search.text.typing import written

# Only what no office writes: `cn`, `tt`, `hs` are also abbreviations of offices and stay in the synonyms.
_SHORT = """
đki đkí đky đký dki dky dkí = đăng ký · ng ngta = người · nc = nước · vk bx = vợ · ox = chồng · ny = người yêu
gtờ = giấy tờ · sv = sinh viên · gđ = gia đình · qtich = quốc tịch · hkhau = hộ khẩu · ksinh = khai sinh
tgian = thời gian · onl = online · nvu = nghĩa vụ · dnghiep = doanh nghiệp
"""
_YEARS = re.compile("([0-9]{1,2})t")
# As it is said in the south → as it is written; of forms with the tone at the end (chíu is chiu3).
_SPOKEN = (("ưu", "ươu"), ("ưi", "ươi"), ("iu", "iêu"), ("ui", "uôi"), ("im", "iêm"), ("ip", "iêp"))


def spelled_out(words: Sequence[Word], lexicon: Lexicon) -> list[list[Word]]:
    """For each word those that were meant; nothing where it stands for itself.

    A word with accents that official names never write so, while they write what it sounds like, is that:
    `hộ chíu`, `5 tủi`, `ngừi`.
    """
    heard = {word.folded: _said(word.exact) for word in words if not word.is_code and word.exact != word.folded}
    asked = {*heard, *(forms(_plain(said))[0] for said in heard.values() if said)}
    terms = lexicon.terms(asked) if any(heard.values()) else {}
    meant: list[list[Word]] = []
    for word in words:
        short = _BY_EXACT.get(word.exact)
        age = _YEARS.fullmatch(word.folded)
        said = heard.get(word.folded)
        if word.is_code or not (short or age or said):
            meant.append([])
        elif short:
            meant.append(_words(short))
        elif age:
            meant.append(_words(f"{age[1]} tuổi"))
        else:
            plain = _plain(said or "")
            own, other = terms.get(word.folded), terms.get(forms(plain)[0])
            is_written = own is not None and bool(own.shown) and agrees(word.exact, own.shown)
            is_it = other is not None and other.named > 0 and forms(plain)[1] == other.shown
            meant.append(_words(plain) if is_it and not is_written else [])
    return meant


def _said(exact: str) -> str:
    letters, tone = (exact[:-1], exact[-1]) if exact[-1].isdigit() else (exact, "")
    for spoken, full in _SPOKEN:
        if letters.endswith(spoken) and len(letters) > len(spoken):
            return letters.removesuffix(spoken) + full + tone
    return ""


def _plain(exact: str) -> str:
    return nfc(written(exact))


def _words(text: str) -> list[Word]:
    return [Word(*forms(word), word) for word in text.split()]


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _SHORT.replace("\n", "·").split("·"):
        short, _, full = line.partition("=")
        found.update((forms(word)[1], full.strip()) for word in short.split())
    return found


_BY_EXACT = _table()
