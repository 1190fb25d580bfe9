"""Adds up the questions that requests wrote down, and forgets old ones."""

import datetime
import os
from collections import Counter

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import F

from cms.kernel.calendar import day_of
from search.models import LONGEST_LINE, QuestionCount
from search.questions import FILE

KEPT = datetime.timedelta(days=400)
_Key = tuple[str, str, str]
_COUNTS = ("asked", "unanswered", "guessed", "chosen")


def collect_questions(*, at: datetime.datetime) -> int:
    """Add the lines written since the last time to the counts of the month; how many lines there were.

    The file is renamed first: what is written meanwhile goes into a new one. A run that was killed left its
    renamed file, and the next run begins with it; its lines may then count twice, which harms nothing.
    """
    path = settings.SEARCH_DIR / FILE
    taken = path.with_suffix(".taken")
    if not taken.exists():
        try:
            os.replace(path, taken)
        except FileNotFoundError:
            return 0
    counts: dict[_Key, Counter[str]] = {}
    lines = 0
    for line in taken.read_bytes().splitlines():
        entry = _entry(line)
        if entry is not None:
            key, added = entry
            counts.setdefault(key, Counter()).update(added)
            lines += 1
    _add(counts, month=day_of(at).replace(day=1))
    taken.unlink()
    return lines


def forget_questions(*, at: datetime.datetime) -> int:
    """Delete counts of months that ended more than KEPT ago; how many."""
    return QuestionCount.objects.filter(month__lt=day_of(at - KEPT)).delete()[0]


def _entry(line: bytes) -> tuple[_Key, dict[str, int]] | None:
    """A line that was written whole: site, language, question, unanswered, guessed, chosen."""
    try:
        site, locale, question, unanswered, guessed, chosen = orjson.loads(line)
    except (orjson.JSONDecodeError, ValueError, TypeError):
        return None
    key = (str(site)[:60], str(locale)[:10], str(question)[:LONGEST_LINE])
    values = (not chosen, bool(unanswered), bool(guessed), bool(chosen))
    return key, dict(zip(_COUNTS, map(int, values), strict=True))


@transaction.atomic
def _add(counts: dict[_Key, Counter[str]], *, month: datetime.date) -> None:
    for (site_key, locale, question), added in counts.items():
        row, _ = QuestionCount.objects.get_or_create(month=month, site_key=site_key, locale=locale, question=question)
        QuestionCount.objects.filter(pk=row.pk).update(**{name: F(name) + added[name] for name in _COUNTS})
