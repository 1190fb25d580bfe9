"""Marks of secrecy in a line or a file name (R104). Pure: a text in, findings out.

A **mark** is what somebody writes on a secret paper: TỐI MẬT and TUYỆT MẬT wherever they stand, MẬT in capitals,
in brackets or alone in its line, "Độ mật: …". A **doubt** is a mention: "tài liệu mật" within a sentence. Ordinary
words that hold the syllable (bí mật kinh doanh, bảo mật, mật ong, mật khẩu) are neither. Case, spaces, NFD,
invisible characters and look-alike letters make no difference to what is seen (`characters.as_seen`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cms.moderation.requirements.secrecy.characters import as_seen, without_accents
from cms.moderation.requirements.secrecy.words import (
    LEVELS,
    MAT,
    MENTIONS,
    NOT_SECRET,
    ORDINARY_AFTER,
    ORDINARY_BEFORE,
    OWNERS_OF_SECRETS,
    PAPERS,
    PROTECTING,
)

_WORD = re.compile(r"[^\W\d_]+|\d+")
# Between the words of one phrase; between those of a mark a dash may have spaces beside it.
_JOINED = re.compile(r"^(?: *|[-_.–—])$")
_LOOSELY_JOINED = re.compile(r"^(?: *[-_–—·]? *|\.)$")
_ENDS_WITH_LEVEL = re.compile(r"(?:tuyệt|tuyet|tối|toi)(?:mật|mat)$")
_SQUEEZED = re.compile(r"^(?:độ|tối|tuyệt|tuyet)mật$|^tuyetmat$")
_SPACED_MARK = re.compile(r"^(?:độ)?(?:tối|tuyệt)?mật$")
_OPENING, _CLOSING = "([{<*", ")]}>*"
_EXCERPT = 60


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found: a mark, or a mention that somebody must look at; with the words around it."""

    is_mark: bool
    words: str


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        return self.text.isupper()


class _Line:
    """A line in words, with what stands between them."""

    def __init__(self, text: str) -> None:
        self.text = as_seen(text)
        self.words = [_Word(match.group(), *match.span()) for match in _WORD.finditer(self.text)]

    def gap(self, index: int) -> str:
        """What stands before a word (`len(words)`: behind the last one)."""
        start = self.words[index - 1].end if index > 0 else 0
        end = self.words[index].start if index < len(self.words) else len(self.text)
        return self.text[start:end]

    def before(self, index: int, count: int = 1) -> str:
        """The words right before one, as one phrase; empty where punctuation or the line's beginning cuts it off."""
        if index < count or not all(_JOINED.match(self.gap(at)) for at in range(index - count + 1, index + 1)):
            return ""
        return " ".join(word.low for word in self.words[index - count : index])

    def level(self, index: int) -> str:
        """The word before, where it can be of one mark with this one."""
        return self.words[index - 1].low if index and _LOOSELY_JOINED.match(self.gap(index)) else ""

    def after(self, index: int, count: int = 1) -> str:
        """The words right behind one."""
        last = index + count
        if last >= len(self.words) or not all(_JOINED.match(self.gap(at)) for at in range(index + 1, last + 1)):
            return ""
        return " ".join(word.low for word in self.words[index + 1 : last + 1])

    def is_in_capitals(self, index: int) -> bool:
        """Whether the words around one are in capitals too, so that its own say nothing."""
        others = [word for at, word in enumerate(self.words) if at != index and word.text.isalpha()]
        return bool(others) and sum(word.is_capital for word in others) > 0.7 * len(others)

    def excerpt(self, index: int) -> str:
        """What stands around a word, in whole words; a word without end is cut all the same."""
        at, end = self.words[index].start, self.words[index].end
        low, high = max(0, at - _EXCERPT // 2), min(len(self.text), at + _EXCERPT // 2)
        high = max(high, min(end, at + _EXCERPT))
        beside = self.words[max(0, index - _EXCERPT) : index + _EXCERPT]  # each is a sign at least
        near = [word for word in beside if low <= word.start and word.end <= high]
        if near and near[0] is not self.words[0]:
            low = near[0].start
        if near and near[-1] is not self.words[-1]:
            high = near[-1].end
        return " ".join(self.text[low:high].split())


def scan_line(text: str) -> list[Finding]:
    """What a line of a text holds, marks first; a line is what the reader sees apart: a paragraph, a cell, a title."""
    line = _Line(text)
    found = [*_spaced_out(line), *(finding for index in range(len(line.words)) for finding in _judged(line, index))]
    return sorted(found, key=lambda finding: not finding.is_mark)


def scan_file_name(name: str) -> list[Finding]:
    """What the name of a file holds; names are mostly typed without accents, so TOI MAT is a mark there."""
    stem, _dot, ending = name.rpartition(".")
    line = _Line(stem if stem and len(ending) <= 5 else name)
    found = [*_spaced_out(line), *(one for index in range(len(line.words)) for one in _judged_name(line, index))]
    return sorted(found, key=lambda finding: not finding.is_mark)


def _judged(line: _Line, index: int) -> Iterator[Finding]:
    verdict = _verdict(line, index)
    if verdict is not None:
        yield Finding(is_mark=verdict, words=line.excerpt(index))


def _verdict(line: _Line, index: int) -> bool | None:
    """What a word of a text is: a mark (True), a doubt (False) or an ordinary word (None)."""
    word = line.words[index]
    if word.low == MAT:
        return _secret(line, index)
    if _SQUEEZED.match(word.low):
        return True
    if word.low == "mat" and line.level(index) in LEVELS:
        return line.level(index).startswith("tuy")  # TOI MAT typed without accents may be anything
    is_stamp = word.text == "MAT" and (len(line.words) == 1 or _is_enclosed(line, index))
    is_english = word.low == "secret" and line.before(index) == "top"
    return False if is_stamp or is_english else None


def _secret(line: _Line, index: int) -> bool | None:
    """Whether “mật” at a place is a mark (True), a doubt (False) or an ordinary word (None)."""
    before = line.before(index)
    if line.level(index) in LEVELS:
        return None if _is_ordinary_before(line, index) else True
    if before == "độ" and not _is_ordinary_before(line, index):
        return _level_of_secrecy(line, index)
    if before == "bí":
        return _state_secret(line, index)
    if before in ORDINARY_AFTER or _is_ordinary_before(line, index):
        return None
    return _alone(line, index)


def _is_ordinary_before(line: _Line, index: int) -> bool:
    """Whether the next word makes it an ordinary one: mật ong. MẬT Mã số is not: one is in capitals, one is not."""
    after = line.after(index)
    if after not in ORDINARY_BEFORE:
        return False
    if after == "độ" and line.after(index, 2) in {"độ khẩn", "độ mật"}:
        return False
    return not (line.words[index].is_capital and line.words[index + 1].text.istitle())


def _level_of_secrecy(line: _Line, index: int) -> bool:
    """“Độ mật: …” is a mark when it is filled in or stands at the beginning; within a sentence it is a mention."""
    following = line.words[index + 1].low if index + 1 < len(line.words) else ""
    if following in NOT_SECRET:
        return False
    if following == MAT or following in LEVELS or ":" in line.gap(index + 1):
        return True
    return index == 1 or (index == 2 and line.words[0].low == "mức")


def _state_secret(line: _Line, index: int) -> bool | None:
    if line.after(index, 2) not in OWNERS_OF_SECRETS:
        return None
    is_protected = line.before(index - 1, 2) in PROTECTING or line.before(index - 1) in PROTECTING
    return None if is_protected else False


def _alone(line: _Line, index: int) -> bool | None:
    paper = _names_paper(line, index, PAPERS)
    last = len(line.words) - 1
    is_whole_line = last == 0 or (paper and index == last and index <= 2)
    if is_whole_line or _is_enclosed(line, index):
        return True
    if line.words[index].is_capital:
        if _stands_apart(line, index):
            return True
        if line.is_in_capitals(index):
            return paper
        previous = line.words[index - 1].text if line.before(index) else ""
        return not previous.istitle() or paper
    return False if paper or _names_paper(line, index, MENTIONS) else None


def _names_paper(line: _Line, index: int, papers: frozenset[str]) -> bool:
    return line.before(index) in papers or line.before(index, 2) in papers


def _is_enclosed(line: _Line, index: int) -> bool:
    """Whether the word stands alone in brackets: (Mật), [MẬT], *mật*."""
    left, right = line.gap(index).rstrip(), line.gap(index + 1).lstrip()
    return bool(left) and left[-1] in _OPENING and bool(right) and right[0] in _CLOSING


def _stands_apart(line: _Line, index: int) -> bool:
    """Whether punctuation or the ends of the line cut the word off on both sides: “MẬT - BÁO CÁO”."""
    left, right = line.gap(index).strip(), line.gap(index + 1).strip()
    return (index == 0 or bool(left)) and (index == len(line.words) - 1 or bool(right))


def _spaced_out(line: _Line) -> Iterator[Finding]:
    """Marks written letter by letter: M Ậ T, T.Ố.I M.Ậ.T."""
    run: list[int] = []
    for index in range(len(line.words) + 1):
        is_letter = index < len(line.words) and len(line.words[index].text) == 1
        if is_letter and (not run or _JOINED.match(line.gap(index))):
            run.append(index)
            continue
        if len(run) >= 3 and _SPACED_MARK.match("".join(line.words[at].low for at in run)):
            yield Finding(is_mark=True, words=line.excerpt(run[0]))
        run = [index] if is_letter else []


def _judged_name(line: _Line, index: int) -> Iterator[Finding]:
    verdict = _verdict_of_name(line, index)
    if verdict is not None:
        yield Finding(is_mark=verdict, words=line.excerpt(index))


def _verdict_of_name(line: _Line, index: int) -> bool | None:
    """The same of a word of a file name."""
    word = line.words[index]
    if _ENDS_WITH_LEVEL.search(word.low):
        return True
    if word.low in {"mat", MAT} and without_accents(line.level(index)) in LEVELS:
        return True
    if word.low == MAT:
        return _secret(line, index) if _is_ordinary(line, index) else True
    if word.low != "mat" or _is_ordinary_without_accents(line, index):
        return None
    papers = {"do", *(without_accents(paper) for paper in PAPERS)}
    is_named = bool({line.before(index), line.before(index, 2)} & papers)
    is_stressed = word.is_capital and not line.is_in_capitals(index)
    return False if is_named or is_stressed or len(line.words) == 1 else None


def _is_ordinary(line: _Line, index: int) -> bool:
    return line.before(index) in ORDINARY_AFTER or _is_ordinary_before(line, index)


def _is_ordinary_without_accents(line: _Line, index: int) -> bool:
    plain_after = {without_accents(word) for word in ORDINARY_AFTER}
    plain_before = {without_accents(word) for word in ORDINARY_BEFORE} | {"bang", "hang", "troi", "dat", "nuoc"}
    return line.before(index) in plain_after or line.after(index) in plain_before
