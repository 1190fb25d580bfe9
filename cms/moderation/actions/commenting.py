"""What a first reader says of a text in review."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Comment

from cms.audit.actions import record
from cms.departments.policy import require
from cms.kernel.text import strip_controls
from cms.moderation.errors import ReasonMissing
from cms.moderation.models import ReviewState
from cms.moderation.registry import Commented, announce

if TYPE_CHECKING:
    from cms.accounts.models import User

_AT_THE_TITLE = "title"  # Wagtail shows a comment beside a field; a remark on the whole text stands at its title


@transaction.atomic
def comment_on(*, state: ReviewState, text: str, by: "User", at: datetime.datetime) -> Comment:
    """Say something about a text in review: its writers and deciders find it beside the title and in the review.

    Raise NotAllowed for whoever is not its first reader, ReasonMissing without a word.
    """
    fresh = ReviewState.objects.select_related("page", "subsite", "department").get(pk=state.pk)
    require(by, "comment_on_review", target=fresh, at=at)
    said = strip_controls(text, keep_lines=True).strip()
    if not said:
        raise ReasonMissing
    comment: Comment = Comment.objects.create(page=fresh.page, user=by, text=said, contentpath=_AT_THE_TITLE)
    record(action="moderation.commented", by=by, at=at, target=fresh.page, data={"state": fresh.pk, "step": fresh.step})
    announce(Commented(state=fresh, text=said, by=by, at=at))
    return comment
