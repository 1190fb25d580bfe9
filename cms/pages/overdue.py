"""A scheduled publication whose time is over and which a rule refuses: the editor of the page is told why."""

import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.kernel.calendar import HANOI
from cms.pages.models import BasePage

# The job runs every five seconds; a worker that has just started is no news.
PATIENCE = datetime.timedelta(minutes=1)


def tell_overdue(request: HttpRequest, page: Page) -> None:
    """Above the form: since when it waits, and what stands against it. The job tries again until it succeeds."""
    if request.method != "GET":
        return
    due = page.revisions.filter(approved_go_live_at__lt=timezone.now() - PATIENCE).order_by("approved_go_live_at")
    revision = due.first()
    if revision is None:
        return
    moment = date_format(revision.approved_go_live_at.astimezone(HANOI), "SHORT_DATETIME_FORMAT")
    said = [_("This page was to go live on %(moment)s and has not.") % {"moment": moment}]
    waiting = revision.as_object()
    if isinstance(waiting, BasePage):
        errors = [error for issues in waiting.publication_issues().values() for error in issues]
        said += [str(message) for error in errors for message in error.messages]
    messages.warning(request, " ".join(said))
