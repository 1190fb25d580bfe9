"""Every decision about a page, one row of the audit log, in the transaction of the decision.

Wagtail writes an entry of its own for each decision, whichever door it came through (form, bulk action,
schedule, code), with the person of the request; it writes none for what merely follows (aliases, restrictions
that go with their page). So the one place to listen to is the birth of those entries. Its own log cannot be
the audit log: it lives in many tables, and may be edited and deleted.
"""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.audit.actions import record
from cms.audit.deciding import current_decision

# Saving a draft decides nothing; a rename is part of the publication that is logged beside it.
AUDITED = {
    "wagtail.create": "page.added",
    "wagtail.copy": "page.copied",
    "wagtail.create_alias": "page.aliased",
    "wagtail.publish": "page.published",
    "wagtail.publish.scheduled": "page.published",
    "wagtail.publish.schedule": "page.publication_scheduled",
    "wagtail.schedule.cancel": "page.schedule_cancelled",
    "wagtail.unpublish": "page.withdrawn",
    "wagtail.unpublish.scheduled": "page.withdrawn",
    "wagtail.move": "page.moved",
    "wagtail.reorder": "page.reordered",
    "wagtail.delete": "page.deleted",
    "wagtail.lock": "page.locked",
    "wagtail.unlock": "page.unlocked",
    "wagtail.view_restriction.create": "page.restricted",
    "wagtail.view_restriction.edit": "page.restriction_changed",
    "wagtail.view_restriction.delete": "page.restriction_lifted",
}


def on_page_logged(instance: PageLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Mirror a decision; `at` is the action's, else now."""
    action = AUDITED.get(instance.action)
    if action is None or raw or not created:
        return
    decision = current_decision()
    by = decision.by if decision is not None else _person_of(instance)
    at = decision.at if decision is not None else timezone.now()
    data = {**_data_of(instance, action), **({} if by is not None else {"outside_forms": True})}
    record(action=action, by=by, at=at, target=_target_of(instance), data=data)


def _person_of(entry: PageLogEntry) -> AbstractUser | None:
    """Whom Wagtail names (its argument, else the person of the request); of a publication, else the revision's."""
    person: AbstractUser | None = entry.user
    if person is None and entry.revision_id and AUDITED[entry.action] == "page.published":
        person = entry.revision.user
    return person


def _data_of(entry: PageLogEntry, action: str) -> dict[str, Any]:
    """What changed, without the texts: revision, places, kind of restriction, public reason, schedule."""
    data = {key: value for key, value in entry.data.items() if key != "revision"}
    if entry.revision_id:
        data["revision"] = entry.revision_id
    if entry.action.endswith(".scheduled"):
        data["by_schedule"] = True
    if action == "page.withdrawn":
        page = Page.objects.filter(pk=entry.page_id).first()
        data["reason"] = getattr(page.specific, "withdrawal_reason", "") if page is not None else ""
    return data


def _target_of(entry: PageLogEntry) -> Model:
    """The page as it was called, which may be about to be deleted: never read again."""
    model = entry.content_type.model_class() or Page
    target: Model = model(pk=entry.page_id, title=entry.label)
    return target


def connect() -> None:
    """Listen; called once, when the app is ready."""
    post_save.connect(on_page_logged, sender=PageLogEntry, dispatch_uid="publishing.audit")
