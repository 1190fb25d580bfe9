"""Whether the segments of a translation may be written now: asked by every door that writes, and by screens."""

import datetime
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from cms.bin.queries import is_in_bin
from cms.departments.errors import NotAllowed
from cms.departments.policy import may, require
from cms.pages.page_lock import why_locked
from cms.translation.errors import NotOpen, PageInBin, PageLocked
from cms.translation.models import TranslationRequest
from cms.translation.states import State

if TYPE_CHECKING:
    from cms.accounts.models import User


def require_writable(request: TranslationRequest, *, by: "User | None", at: datetime.datetime) -> TranslationRequest:
    """The request, it and its English page under their locks, when its segments may be written now; in a transaction.

    Raise what `check_writable` raises. The page is locked first, as reviews do, whose signals lock the request.
    """
    Page.objects.select_for_update().filter(pk=request.target_page_id).values_list("pk").first()
    current = TranslationRequest.objects.select_for_update().get(pk=request.pk)
    check_writable(current, by=by, at=at)
    return current


def check_writable(request: TranslationRequest, *, by: "User | None", at: datetime.datetime) -> None:
    """Whether the segments may be written, as a screen asks that writes nothing: no row is locked.

    Raise NotAllowed for who may not; also for a text in review, which only those whose step it is may change;
    PageLocked, PageInBin; NotOpen for a text that is not needed.
    """
    if by is not None:
        require(by, "work_on_translation", target=request, at=at)
    if request.state == State.NOT_NEEDED:
        raise NotOpen(state=request.get_state_display())
    page: Any = Page.objects.filter(pk=request.target_page_id).first()
    if page is None:
        return
    if is_in_bin(page):
        raise PageInBin
    page = page.specific
    if by is not None:
        able = may(by, "edit_page", target=page, at=at)
        if not able:  # in the words of the step: some nobody edits, others those whose step it is
            told = why_locked(page, by) if page.workflow_in_progress else None
            raise NotAllowed(reason=told or able.reason)
    elif page.workflow_in_progress:
        raise NotOpen(state=State.IN_REVIEW.label)
    reason = why_locked(page, by)
    if reason is not None:
        raise PageLocked(reason=reason)
