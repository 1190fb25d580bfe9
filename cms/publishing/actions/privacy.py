"""Who may see a page changed: Wagtail has no signal of its own for it (ARCHITECTURE 8.8)."""

import datetime

from django.db import transaction
from wagtail.models import Page

from cms.accounts.models import User
from cms.publishing.actions.pages import locked_page, publish_page
from cms.publishing.actions.spreading import announce_subtree_with_aliases
from cms.publishing.placing import is_public


def note_privacy_change(*, page: Page, by: User | None, at: datetime.datetime) -> None:
    """A restriction was set, changed or lifted: everything at and below the page follows, and its aliases.

    What may no longer be seen is hidden at once for the page itself, by the worker for what is below.
    """
    with transaction.atomic():
        live = locked_page(page.pk)
        if live is None:
            return
        if not is_public(live):
            publish_page(page=live, by=by, at=at, kind="refreshed")
        announce_subtree_with_aliases(page=live, by=by, at=at)
