"""Where Wagtail's signals become actions: one call each.

Two sets stand on Django's own model signals, because Wagtail has none (ARCHITECTURE 8.8, 8.9): a page's
view restrictions, and the models that `references.watch` names.
"""

import datetime
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.publishing import actions


def on_page_published(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    actions.publish_page(page=instance, by=None, at=timezone.now(), revision=revision)


def on_page_unpublished(instance: Page, **kwargs: Any) -> None:
    reason = getattr(instance, "withdrawal_reason", "")  # BasePage keeps it; empty for code and expiry
    actions.withdraw_page(page=instance, by=None, at=timezone.now(), reason=reason)


def on_page_slug_changed(instance: Page, **kwargs: Any) -> None:
    """After the commit, so it may be lost: a publication sees a new address itself, and repair sees the rest."""
    actions.note_subtree_change(page=instance, by=None, at=timezone.now())


def on_page_moved(
    instance: Page, parent_page_before: Page, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    actions.note_move(
        page=instance,
        left=parent_page_before,
        has_new_address=url_path_before != url_path_after,
        by=None,
        at=timezone.now(),
    )


def on_restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    actions.note_privacy_change(page=instance.page, by=None, at=timezone.now())


def on_watched_saved(instance: Model, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    if not created and not raw:
        actions.note_reference_change(target=instance, by=None, at=timezone.now())


def on_watched_deleted(instance: Model, **kwargs: Any) -> None:
    actions.note_reference_change(target=instance, by=None, at=timezone.now())


def on_media_changed(media: Model, at: datetime.datetime) -> None:
    """Called by cms.media, inside its transaction, when what pages show of an image or a file changed."""
    actions.note_reference_change(target=media, by=None, at=at)


def on_page_copied(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A hook of Wagtail's copy view: an alias of a live page is live at once, and no signal says so."""
    actions.note_subtree_change(page=new_page, by=None, at=timezone.now())


def connect() -> None:
    """Listen to Wagtail; called once, when the app is ready."""
    page_published.connect(on_page_published, dispatch_uid="publishing")
    page_unpublished.connect(on_page_unpublished, dispatch_uid="publishing")
    page_slug_changed.connect(on_page_slug_changed, dispatch_uid="publishing")
    post_page_move.connect(on_page_moved, dispatch_uid="publishing")
    post_save.connect(on_restriction_changed, sender=PageViewRestriction, dispatch_uid="publishing")
    post_delete.connect(on_restriction_changed, sender=PageViewRestriction, dispatch_uid="publishing")


def connect_watched(model: type[Model]) -> None:
    """Watch the saves and deletions of a model (cms.publishing.references.watch)."""
    post_save.connect(on_watched_saved, sender=model, dispatch_uid=f"publishing:{model._meta.label}")
    connect_deleted(model)


def connect_deleted(model: type[Model]) -> None:
    """Watch only the deletions: for models whose changes arrive another way."""
    pre_delete.connect(on_watched_deleted, sender=model, dispatch_uid=f"publishing:{model._meta.label}")
