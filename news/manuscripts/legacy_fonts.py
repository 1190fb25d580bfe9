"""Text typed with the fonts of before Unicode: TCVN3 (“ABC”, .VnTime) and VNI (VNI-Times), as Word stores it.

Both put Vietnamese letters where Windows-1252 has others, so that the text is only readable in its font.
"""

import re
import unicodedata
from typing import Literal

Encoding = Literal["tcvn3", "tcvn3_capitals", "vni"]

# TCVN 5712:1993, codes A1–FF, in order. B0–B4 are combining tones; VN3 fonts leave the capitals with tones empty.
_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
TCVN3 = {chr(0xA1 + place): letter for place, letter in enumerate(_TCVN3_FROM_A1)}

# VNI: a letter followed by a mark of its own, or one character alone.
_VNI_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_ALONE = {"ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    marked: dict[str, str] = {}
    for base, written in {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}.items():
        marked |= {base + mark: written + tone for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        marked |= {base + mark: base + "\u0302" + tone for mark, tone in _VNI_CIRCUMFLEX.items()}
    marked |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    return {pair: unicodedata.normalize("NFC", text) for pair, text in marked.items()}


_VNI_PAIRS = _vni_pairs()
VNI_MARKS = frozenset(_VNI_TONES) | frozenset(_VNI_CIRCUMFLEX) | frozenset(_VNI_BREVE)
_VNI_BASES = frozenset("aeouyôö")
_VNI = re.compile("|".join([*_VNI_PAIRS, *_VNI_ALONE]), re.IGNORECASE)
# Letters that the old codes cannot hold: text that has one was typed in Unicode, whatever its font says.
_UNICODE_LETTER = re.compile("[\u0100-\u0151\u0154-\u0177\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1eff]")


def encoding_of(font: str) -> Encoding | None:
    """How text in a font is coded; None for a font of Unicode. Names that end in H show capitals only."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3_capitals" if name.endswith("h") else "tcvn3"
    return "vni" if re.match(r"vni[- ]", name) else None


def is_unicode(text: str) -> bool:
    """Whether the text holds Vietnamese letters that only Unicode has."""
    return _UNICODE_LETTER.search(text) is not None


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text in composed Unicode (NFC)."""
    text = _byte_characters(text)
    if encoding == "vni":
        return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))
    converted = unicodedata.normalize("NFC", "".join(TCVN3.get(char, char) for char in text))
    return converted.upper() if encoding == "tcvn3_capitals" else converted


def ends_in_vni_letter(text: str) -> bool:
    """Whether a mark that begins the next run of the text would belong to the last letter of this one."""
    return text[-1:].lower() in _VNI_BASES


def _byte_characters(text: str) -> str:
    """Word moves the codes of “symbol” fonts to U+F000–F0FF; here they are what they were typed as."""
    return "".join(chr(ord(char) - 0xF000) if "\uf020" <= char <= "\uf0ff" else char for char in text)


def _vni_letter(match: re.Match[str]) -> str:
    written = match.group()
    lowered = written.lower()
    letter = _VNI_PAIRS.get(lowered) or _VNI_ALONE[lowered]
    return letter.upper() if written[0].isupper() else letter
