"""Adds up the questions that requests wrote down, and forgets old ones (ADR 0189)."""

import datetime
import os
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction

from cms.accounts.models import User
from cms.audit.actions import record
from cms.kernel.calendar import day_of
from cms.kernel.text import fold
from search import traces
from search.models import LONGEST_LINE, QuestionCount
from search.questions import FILE, plain
from search.traces import Key

KEPT = datetime.timedelta(days=183)
MOST_DISTINCT = 2000  # of one run; what more is asked is part of the totals only
MOST_ROWS = 5000  # of one month; what is new after that too
ALL = ""  # the row of a site's totals has no question
_AT_ONCE = 200
_COUNTS = ("asked", "unanswered", "guessed", "chosen")
_ADD = (
    "INSERT INTO search_questioncount (month, site_key, locale, question, asked, unanswered, guessed, chosen)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (month, site_key, locale, question) DO UPDATE SET"
    " asked = search_questioncount.asked + excluded.asked,"
    " unanswered = search_questioncount.unanswered + excluded.unanswered,"
    " guessed = search_questioncount.guessed + excluded.guessed,"
    " chosen = search_questioncount.chosen + excluded.chosen"
)


def collect_questions(*, at: datetime.datetime) -> int:
    """Add the lines written since the last time to the counts of the month; how many lines there were.

    In words are kept only questions that were asked on several different days; of the others nothing is kept but the
    totals and a keyed digest. The file is renamed first: what is written meanwhile goes into a new one. A run that was
    killed left its renamed file, and the next run begins with it; its lines may then count twice, which harms nothing.
    """
    path = settings.SEARCH_DIR / FILE
    taken = _taken()
    if not taken.exists():
        try:
            os.replace(path, taken)
        except FileNotFoundError:
            return 0
    counts: dict[Key, Counter[str]] = {}
    totals: dict[Key, Counter[str]] = {}
    lines = 0
    for line in taken.read_bytes().splitlines():
        entry = _entry(line)
        if entry is None:
            continue
        key, added = entry
        lines += 1
        totals.setdefault((key[0], key[1], ALL), Counter()).update(added)
        if key in counts or len(counts) < MOST_DISTINCT:
            counts.setdefault(key, Counter()).update(added)
    traces.note_asked((key for key, added in counts.items() if added["asked"]), on=day_of(at))
    common = traces.common_of(counts)
    _add(totals | {key: added for key, added in counts.items() if key in common}, month=day_of(at).replace(day=1))
    taken.unlink()
    return lines


def forget_questions(*, at: datetime.datetime) -> int:
    """Delete counts of months that began more than KEPT ago; how many."""
    return QuestionCount.objects.filter(month__lt=day_of(at - KEPT)).delete()[0]


def erase_questions(*, containing: str | None, by: User | None, at: datetime.datetime) -> int:
    """Erase the questions that hold these words, accents aside, or all of them (None); how many rows were deleted.

    What waits on this machine to be added up goes as a whole. Logged without the words.
    """
    (settings.SEARCH_DIR / FILE).unlink(missing_ok=True)
    _taken().unlink(missing_ok=True)
    found = list(QuestionCount.objects.exclude(question=ALL).values_list("pk", "site_key", "locale", "question"))
    if containing is None:
        traces.forget()
    else:
        words = fold(containing)
        found = [row for row in found if words in fold(row[3])]
        sites = QuestionCount.objects.values_list("site_key", "locale").distinct()
        traces.forget({(site, locale, plain(containing)) for site, locale in sites} | {row[1:] for row in found})
    with transaction.atomic():
        for start in range(0, len(found), _AT_ONCE):
            QuestionCount.objects.filter(pk__in=[row[0] for row in found[start : start + _AT_ONCE]]).delete()
        record(action="search.questions_erased", by=by, at=at, data={"rows": len(found)})
    return len(found)


def _taken() -> Path:
    return Path(settings.SEARCH_DIR, FILE).with_suffix(".taken")


def _entry(line: bytes) -> tuple[Key, dict[str, int]] | None:
    """A line that was written whole: site, language, question, unanswered, guessed, chosen."""
    try:
        site, locale, question, unanswered, guessed, chosen = orjson.loads(line)
    except (orjson.JSONDecodeError, ValueError, TypeError):
        return None
    key = (str(site)[:60], str(locale)[:10], str(question)[:LONGEST_LINE])
    values = (not chosen, bool(unanswered), bool(guessed), bool(chosen))
    return key, dict(zip(_COUNTS, map(int, values), strict=True))


def _add(counts: dict[Key, Counter[str]], *, month: datetime.date) -> None:
    """Few statements at a time, each batch a transaction of its own: the writers of contents never wait for them."""
    rows: list[Any] = [(month, *key, *(added[name] for name in _COUNTS)) for key, added in sorted(counts.items())]
    if QuestionCount.objects.filter(month=month).count() + len(rows) > MOST_ROWS:
        known = set(QuestionCount.objects.filter(month=month).values_list("site_key", "locale", "question"))
        rows = [row for row in rows if row[3] == ALL or row[1:4] in known]
    for start in range(0, len(rows), _AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_ADD, rows[start : start + _AT_ONCE])
