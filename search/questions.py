"""What was looked for, for whoever tunes the synonyms, without anybody's traces (ADR 0189).

A request only appends a line to a file of this machine; the worker adds the lines up within a minute and removes them.
"""

import logging
import os

import orjson
from django.conf import settings

from search.answers import SearchAnswer
from search.asking import Asked
from search.personal import may_be_personal
from search.query.question import clean

logger = logging.getLogger(__name__)
FILE = "questions.log"
LARGEST_FILE = 1024 * 1024  # until the worker takes it; what comes then is not counted


def note_question(asked: Asked, answer: SearchAnswer) -> None:
    """Write down a question and whether it found nothing, or little; failing to is no failure of the search."""
    if not asked.filters:  # a filter that leaves nothing says nothing about the words
        _note(asked.site.key, asked.locale, asked.text, answer.found == 0, answer.is_guess and answer.found > 0, False)


def note_choice(*, site: str, locale: str, text: str) -> None:
    """Write down that a result of a question was opened."""
    _note(site, locale, text, False, False, True)


def plain(text: str) -> str:
    """The question as it is counted, lower case; empty when it may not be."""
    line = clean(text).lower()
    return "" if may_be_personal(line) else line


def _note(site: str, locale: str, text: str, *facts: bool) -> None:
    question = plain(text)
    if not question:
        return
    path = settings.SEARCH_DIR / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(handle).st_size < LARGEST_FILE:
                # One write: lines of two processes never mix.
                os.write(handle, orjson.dumps([site, locale, question, *facts]) + b"\n")
        finally:
            os.close(handle)
    except OSError:
        logger.warning("a question could not be written down", exc_info=True)
