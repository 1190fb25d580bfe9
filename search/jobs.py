"""What the worker does for search from time to time."""

import datetime

from search.actions.counting import collect_questions, forget_questions


def count_questions(at: datetime.datetime) -> int:
    """Add up the questions, and forget old ones."""
    forget_questions(at=at)
    return collect_questions(at=at)
