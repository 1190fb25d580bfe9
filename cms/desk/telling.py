"""The words of the messages: Vietnamese, whatever language the person whose act is told has chosen."""

import datetime
from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.notifications.actions import notify

SUBJECTS: dict[str, Promise] = {
    "task": _("“{title}” waits for you: {step}, {department}, due {due}"),
    "urgent_task": _("Urgent: “{title}” waits for you: {step}, {department}, due {due}"),
    "urgent_lane": _("Urgent: “{title}” was submitted by {person}; you may publish it at once"),
    "urgent_first_reader": _("Urgent: “{title}” was submitted for your section by {person}"),
    "first_reader": _("“{title}” was submitted for your section by {person}"),
    "commented": _("{person} commented on “{title}”"),
    "passed": _("“{title}” passed: {step}, by {person}"),
    "approved": _("“{title}” was approved by {person}"),
    "returned": _("“{title}” was sent back by {person}"),
    "withdrawn": _("“{title}” was taken back by {person}"),
    "given": _("{person} gave you “{title}”, due {due}"),
    "urgent_act": _("{act}: “{title}”, by {person}"),
    "urgent_reviewed": _("{act} “{title}” was reviewed by {person}"),
    "due_soon": _("“{title}” is due soon: {due}"),
    "due_now": _("“{title}” is due now: {due}"),
    "overdue": _("“{title}” is overdue since {due}"),
    "words_wait": _("“{title}”: {person} wrote other words, which wait for the board"),
    "words_approved": _("The words you wrote for “{title}” are public, approved by {person}"),
    "words_refused": _("The words you wrote for “{title}” were refused by {person}"),
    "schedule_refused": _("“{title}” was not published at its time"),
}


def tell(
    people: Iterable[User],
    kind: str,
    name: str,
    words: Mapping[str, object],
    *,
    text: str = "",
    path: str,
    at: datetime.datetime,
    key: str | None,
) -> None:
    """Tell people in the words of that name. A title with braces stays as it is: it is an argument, no pattern."""
    with translation.override("vi"):
        subject = str(SUBJECTS[name]).format(**{word: str(value) for word, value in words.items()})
        subject = subject[:1].upper() + subject[1:]
        notify(to=people, kind=kind, subject=subject, text=text, path=path, at=at, dedupe_key=key)
