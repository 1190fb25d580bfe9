"""The kinds of messages that moderation causes."""

from django.utils.translation import gettext_lazy as _

from cms.notifications.registry import Kind, register_kind

TASK = Kind(key="task", label=_("a text waits for a decision"))
URGENT_TASK = Kind(key="urgent_task", label=_("a text marked as urgent waits for a decision"), urgent=True, marked=True)
GIVEN = Kind(key="given", label=_("a task was given to me"), urgent=True)
FIRST_READER = Kind(key="first_reader", label=_("a text of my section was submitted"))
COMMENTED = Kind(key="commented", label=_("the section editor commented on a text of mine"))
DECIDED = Kind(key="decided", label=_("a text of mine was decided about"))
RETURNED = Kind(key="returned", label=_("a text of mine was sent back"), urgent=True)
WITHDRAWN = Kind(key="withdrawn", label=_("a text I had taken was taken back"))
DUE = Kind(key="due", label=_("a task is due within hours, or now"), urgent=True)
OVERDUE = Kind(key="overdue", label=_("a task is overdue"))
URGENT_ACT = Kind(
    key="urgent_act", label=_("an urgent publication or withdrawal"), urgent=True, breaks_quiet=True, marked=True
)
URGENT_REVIEWED = Kind(key="urgent_reviewed", label=_("an urgent act of mine was reviewed"))
SCHEDULE_REFUSED = Kind(key="schedule_refused", label=_("a planned publication did not happen"), urgent=True)

WORDS_WAIT = Kind(key="words_wait", label=_("words of a shared list wait for the board"))
WORDS_DECIDED = Kind(key="words_decided", label=_("words of mine in a shared list were decided about"))


def register_kinds() -> None:
    """Declare them; called once, in `ready()`."""
    for kind in (
        TASK,
        URGENT_TASK,
        GIVEN,
        FIRST_READER,
        COMMENTED,
        DECIDED,
        RETURNED,
        WITHDRAWN,
        DUE,
        OVERDUE,
        URGENT_ACT,
        URGENT_REVIEWED,
        SCHEDULE_REFUSED,
        WORDS_WAIT,
        WORDS_DECIDED,
    ):
        register_kind(kind)
