"""Why this date, in a sentence for people."""

import datetime

from django.utils.translation import gettext as _

from cms.kernel.calendar import clock_words


def urgent_due_words(at: datetime.datetime) -> str:
    """Why an urgent act is to be reviewed by then."""
    return _("one working day after the urgent act of {since}").format(since=clock_words(at))
