"""What was looked for, counted without anybody's traces: for whoever tunes the synonyms (docs/search.md).

A request only appends a line to a file; the worker adds the lines up. A question that may hold personal data
(a long number, an address of e-mail, many words) is not written down at all.
"""

import logging
import os
import re

import orjson
from django.conf import settings

from search.answers import SearchAnswer
from search.asking import Asked
from search.query.question import clean

logger = logging.getLogger(__name__)
LONGEST = 80
_MOST_WORDS = 10
_LARGEST_FILE = 4 * 1024 * 1024
_PERSONAL = re.compile(r"@|\d[\d .\-]{6,}\d")
FILE = "questions.log"


def note_question(asked: Asked, answer: SearchAnswer) -> None:
    """Write down a question and whether it found nothing, or little; failing to is no failure of the search."""
    question = plain(asked.text)
    if question:
        _append(
            [asked.site.key, asked.locale, question, answer.found == 0, answer.is_guess and answer.found > 0, False]
        )


def note_choice(*, site: str, locale: str, text: str) -> None:
    """Write down that a result of a question was opened."""
    question = plain(text)
    if question:
        _append([site, locale, question, False, False, True])


def plain(text: str) -> str:
    """The question as it is counted, lower case; empty when it may not be."""
    line = clean(text).lower()
    codes_aside = re.sub(r"\b\d\.\d{6}(\.[\dh]{2,3})*", "", line)
    is_personal = bool(_PERSONAL.search(codes_aside)) or len(line) > LONGEST or len(line.split()) > _MOST_WORDS
    return "" if is_personal else line


def _append(entry: list[object]) -> None:
    path = settings.SEARCH_DIR / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(handle).st_size < _LARGEST_FILE:
                os.write(handle, orjson.dumps(entry) + b"\n")  # one write: lines of two processes never mix
        finally:
            os.close(handle)
    except OSError:
        logger.warning("a question could not be written down", exc_info=True)
