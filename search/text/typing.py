"""What is left in a word when the Vietnamese keyboard was off: Telex letters, VNI digits."""

import re

_TELEX_TONES = {"f": "1", "r": "2", "x": "2", "s": "3", "j": "4"}
_VNI_TONES = {"1": "3", "2": "1", "3": "2", "4": "2", "5": "4"}
_VOWELS = "aăâeêioôơuưy"
_VNI = re.compile(r"[a-z]+[1-9][a-z0-9]*", re.ASCII)
# How the exact form's tone is written: a combining mark on one of the vowels.
_MARKS = {"1": "\u0300", "2": "\u0309", "3": "\u0301", "4": "\u0323"}
_ONSETS = re.compile(r"^(gi(?=[aăâeêoôơuư])|qu|[^aăâeêioôơuưy]*)")


def from_telex(word: str) -> str:
    """The exact form of a syllable typed in Telex (`hooj` → `hô4`); empty when nothing in it is Telex."""
    letters, tone = "", ""
    for char in word:
        if char in _TELEX_TONES and any(c in _VOWELS for c in letters) and not tone:
            tone = _TELEX_TONES[char]
        elif char == "w":
            letters = _with_horn(letters)
        elif char in "aeo" and char in letters and not _is_marked(letters, char):
            letters = _replaced(letters, char, {"a": "â", "e": "ê", "o": "ô"}[char])
        elif char == "d" and letters[:1] == "d":
            letters = "đ" + letters[1:]
        else:
            letters += char
    return letters + tone if letters + tone != word else ""


def from_vni(word: str) -> str:
    """The exact form of a syllable typed in VNI (`chie61u` → `chiêu3`); empty when it is not VNI."""
    if not _VNI.fullmatch(word):
        return ""
    letters, tone = "", ""
    for char in word:
        if char.isalpha():
            letters += char
        elif char in _VNI_TONES:
            tone = _VNI_TONES[char]
        elif char == "6":
            letters = _last_of(letters, {"a": "â", "e": "ê", "o": "ô"})
        elif char == "7":
            letters = _with_horn(letters, only="ou")
        elif char == "8":
            letters = _last_of(letters, {"a": "ă"})
        else:
            letters = _last_of(letters, {"d": "đ"})
    return letters + tone


def written(exact: str) -> str:
    """An exact form as people write it: `hô4` → `hộ`."""
    if len(exact) < 2 or exact[-1] not in _MARKS or not exact[-2].isalpha():
        return exact
    letters, tone = exact[:-1], exact[-1]
    onset = _ONSETS.match(letters)
    start = onset.end() if onset else 0
    places = [index for index in range(start, len(letters)) if letters[index] in _VOWELS]
    if not places:
        return letters
    marked = [index for index in places if letters[index] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(places) == 1:
        place = places[0]
    else:
        ends_open = places[-1] == len(letters) - 1
        place = places[1] if len(places) > 2 or not ends_open else places[0]
    return letters[: place + 1] + _MARKS[tone] + letters[place + 1 :]


def _with_horn(letters: str, only: str = "aou") -> str:
    for ending, better in (("uo", "ươ"), ("ua", "ưa"), ("ưo", "ươ")):
        if ending in letters and "o" in only:
            return letters.replace(ending, better)
    if "a" in only and "a" in letters:
        return _replaced(letters, "a", "ă")
    return _last_of(letters, {"o": "ơ", "u": "ư"}) if any(c in letters for c in "ou") else letters + "ư"


def _is_marked(letters: str, char: str) -> bool:
    return any(c in letters for c in {"a": "âă", "e": "ê", "o": "ôơ"}[char])


def _replaced(letters: str, char: str, better: str) -> str:
    place = letters.rfind(char)
    return letters[:place] + better + letters[place + 1 :]


def _last_of(letters: str, better: dict[str, str]) -> str:
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in better:
            return letters[:place] + better[letters[place]] + letters[place + 1 :]
    return letters
