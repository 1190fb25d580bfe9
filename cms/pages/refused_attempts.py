"""Whoever tries to change what the public reads without the right to leaves a row in the log (RELIABILITY 21).

It is written before the view is called: whatever becomes of the request, refused, kept as a draft or undone by an
error, the row stays. A script cannot fill the log: one row for a person, page and operation in ten minutes, and no
more than thirty for a person.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import DateTimeField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.accounts.models import User
from cms.api.transactions import SAFE_METHODS
from cms.audit.actions import record
from cms.audit.models import AuditEntry
from cms.departments.policy import Actor, decide
from cms.pages.attempts import Sent, Tried, is_attempt, tried
from cms.pages.placement import Moving

WINDOW = datetime.timedelta(minutes=10)
MOST_OF_A_PERSON = 30
LONGEST_DOOR = 200
# What the log calls the refusal of an operation.
CODES = {
    "publish_page": "page.publish_refused",
    "alias_page": "page.alias_refused",
    "withdraw_page": "page.withdraw_refused",
    "schedule_page": "page.schedule_refused",
    "unschedule_page": "page.unschedule_refused",
    "restrict_page": "page.restrict_refused",
}
_ASKED_ABOUT = {"alias_page": Moving}  # to anywhere at all


def add_codes(codes: Mapping[str, str]) -> None:
    """What the log calls the refusals of other packages; called in `AppConfig.ready()`."""
    CODES.update(codes)


def attempts_of(request: HttpRequest, view: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> list[Tried]:
    """What a request tries to change of what the public reads; nothing for one that only asks. No query."""
    if request.method in SAFE_METHODS or not is_attempt(view):
        return []
    return tried(Sent(view=view, args=args, kwargs=kwargs, get=request.GET, post=request.POST))


def note_refusals(attempts: Sequence[Tried], actor: Actor, *, door: str, at: datetime.datetime) -> None:
    """Note those that the policy refuses, before anything of them is done."""
    for attempt in attempts:
        for page, target in attempt.find() if attempt.find is not None else _pages_of(attempt):
            moments = _new_moments(attempt, page)
            if attempt.moments and not moments:
                continue
            decision = decide(actor, attempt.operation, target=target)
            if not decision:
                note_refused(
                    operation=attempt.operation, page=page, reason=decision.reason, door=door,
                    by=actor.user, at=at, data=moments,
                )  # fmt: skip


@transaction.atomic
def note_refused(
    *,
    operation: str,
    page: Page | None,
    reason: str | Promise,
    door: str,
    by: User,
    at: datetime.datetime,
    data: Mapping[str, Any] | None = None,
) -> bool:
    """Write that a person tried an operation of `CODES` on a page at a door and was refused; whether it was written.

    Not again for the same person, page and operation within ten minutes, and of a person thirty rows in that time.
    """
    User.objects.select_for_update().filter(pk=by.pk).values_list("pk").first()  # two requests of one script
    recent = AuditEntry.objects.filter(by=by, at__gt=at - WINDOW, action__in=set(CODES.values()))
    noted = list(recent.order_by().values_list("action", "target_id")[:MOST_OF_A_PERSON])
    this = (CODES[operation], str(page.pk) if page is not None else "")
    if len(noted) >= MOST_OF_A_PERSON or this in noted:
        return False
    with override(settings.LANGUAGE_CODE):
        told = {"door": door[:LONGEST_DOOR], "reason": str(reason), **(data or {})}
    if len(noted) == MOST_OF_A_PERSON - 1:
        told["rest_not_noted"] = True
    record(action=CODES[operation], by=by, at=at, target=page, data=told)
    return True


def _pages_of(attempt: Tried) -> Iterator[tuple[Page | None, object]]:
    """The pages with their types, and as the policy is asked about them.

    None once for a publication of what is not there; any other operation needs a page to be asked about.
    """
    pages = Page.objects.filter(pk__in=attempt.pages)
    if attempt.source is not None:
        pages = Page.objects.filter(
            translation_key__in=TranslationSource.objects.filter(pk=attempt.source).values("object_id"),
            locale__in=TranslationSource.objects.filter(pk=attempt.source).values("locale_id"),
        )
    found = list(pages.specific())
    if attempt.live_only:
        found = [page for page in found if page.live]
    elif not found and attempt.operation == "publish_page":
        yield None, None
    for page in found:
        yield page, _ASKED_ABOUT[attempt.operation](page) if attempt.operation in _ASKED_ABOUT else page


def _new_moments(attempt: Tried, page: Page | None) -> dict[str, str]:
    """What was typed for the moments of a publication and is not what the draft says already."""
    if not attempt.moments:
        return {}
    draft = page.get_latest_revision_as_object() if page is not None and not attempt.is_new else None
    return {name: typed for name, typed in attempt.moments.items() if _is_another(typed, getattr(draft, name, None))}


def _is_another(typed: str, stored: datetime.datetime | None) -> bool:
    """Whether it is a moment, and another minute than the stored one: the form has no seconds."""
    try:
        moment = DateTimeField().clean(typed)
    except ValidationError:
        return False  # nothing follows from it
    return stored is None or moment.replace(second=0) != stored.replace(second=0, microsecond=0)
