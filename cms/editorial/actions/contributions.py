"""Contributions are written from publication events, one row a content and language (ARCHITECTURE §2)."""

import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from cms.editorial.models import Contribution, ContributionAuthor, Section
from cms.editorial.models.contribution import ContributionQuerySet
from cms.pages.contribution_facts import ContributionFacts
from cms.publishing.models import PublicationEvent


@transaction.atomic
def record_contribution(*, event: PublicationEvent) -> Contribution | None:
    """Count what an event published: the first publication decides when, the last one what it is.

    The event names the revision, the revision is asked for its facts (None = not counted work, which also
    takes an earlier row away). Idempotent: the same event again changes nothing, nor does one older than
    what the row says. Work that moved to another site counts there, once. None when nothing is counted.
    """
    found = _facts_of(event)
    row = _rows(event).select_for_update(of=("self",)).first()  # read last, and held: a newer event may come meanwhile
    if row is not None and row.last_event_id > event.pk:
        return row
    if found is None or event.site_id is None or event.content_id is None:
        return row
    page, facts = found
    if facts is None:
        _rows(event).delete()
        return None
    if row is None:
        row = Contribution(
            content_id=event.content_id,
            locale=event.locale,
            published_at=page.first_published_at or event.occurred_at,
            revision_id=event.revision_id,
            event_id=event.pk,
        )
    row.subsite_id, row.page_id = event.site_id, event.page_id
    row.withdrawn_at, row.last_event_id = None, event.pk
    _fill(row, facts)
    row.save()
    _write_authors(row, facts)
    return row


@transaction.atomic
def withdraw_contribution(*, event: PublicationEvent) -> None:
    """Mark that the item is no longer public, unless something newer is known of it.

    It still counts: only what is deleted does not (DOMAIN E6).
    """
    rows = _rows(event).filter(last_event_id__lte=event.pk)
    rows.filter(withdrawn_at__isnull=True).update(withdrawn_at=event.occurred_at)
    rows.update(last_event_id=event.pk)


@transaction.atomic
def mark_deleted(*, page_ids: list[int], at: datetime.datetime) -> int:
    """Mark that the pages are deleted: they no longer count. How many rows were marked."""
    return Contribution.objects.filter(page_id__in=page_ids, deleted_at__isnull=True).update(deleted_at=at)


def handle_event(event: PublicationEvent, _delivery: object = None) -> None:
    """React to one event of publication; run by the worker, and again by `rebuild_contributions`.

    A refresh matters only when the page moved: then it may stand in another section.
    """
    if event.kind == PublicationEvent.Kind.WITHDRAWN:
        withdraw_contribution(event=event)
    elif event.kind == PublicationEvent.Kind.PUBLISHED or _has_moved(event):
        record_contribution(event=event)


@transaction.atomic
def rebuild_contributions(*, at: datetime.datetime) -> int:
    """Replay every event in order; equal rows come out. How many events were replayed.

    A revision that was deleted with its page can no longer be asked: its row stays as it is, marked deleted.
    """
    counted = (PublicationEvent.Kind.PUBLISHED, PublicationEvent.Kind.WITHDRAWN, PublicationEvent.Kind.REFRESHED)
    Contribution.objects.update(last_event_id=0)
    replayed = 0
    for event in PublicationEvent.objects.filter(kind__in=counted).order_by("pk").iterator(chunk_size=500):
        handle_event(event)
        replayed += 1
    known = set(Page.objects.values_list("pk", flat=True))
    gone = [pk for pk in Contribution.objects.values_list("page_id", flat=True) if pk is not None and pk not in known]
    mark_deleted(page_ids=gone, at=at)
    return replayed


def _has_moved(event: PublicationEvent) -> bool:
    """To another address of its site, or to another site."""
    if event.previous_path and event.previous_path != event.path:
        return True
    return event.site_id is not None and _rows(event).exclude(subsite_id=event.site_id).exists()


def _rows(event: PublicationEvent) -> ContributionQuerySet:
    """The one row of the event's content and language, or none."""
    if event.content_id is None:
        return Contribution.objects.none()
    return Contribution.objects.filter(content_id=event.content_id, locale=event.locale)


def _facts_of(event: PublicationEvent) -> tuple[Page, ContributionFacts | None] | None:
    """The page as the event's revision has it, and its facts; None when the revision is no more, or is no page's."""
    revision = Revision.objects.filter(pk=event.revision_id).first() if event.revision_id else None
    if revision is None:
        return None
    page: Any = revision.as_object()
    facts = page.contribution_facts() if hasattr(page, "contribution_facts") else None
    return page, facts


def _fill(row: Contribution, facts: ContributionFacts) -> None:
    row.section = Section.objects.filter(subsite_id=row.subsite_id, key=facts.section_key).first()
    row.department_id = facts.department_id
    row.title, row.kind = facts.title, facts.kind
    row.genre, row.origin, row.format = facts.genre, facts.origin, facts.format
    row.is_translation, row.words, row.images = facts.is_translation, facts.words, facts.image_count
    row.event_on = facts.event_on


def _write_authors(row: Contribution, facts: ContributionFacts) -> None:
    wanted = [(author.name, author.user_id, author.share) for author in facts.authors]
    present = list(row.authors.values_list("name", "person_id", "share"))
    if present == wanted:
        return
    row.authors.all().delete()
    ContributionAuthor.objects.bulk_create(
        ContributionAuthor(contribution=row, order=order, name=name, person_id=user_id, share=share)
        for order, (name, user_id, share) in enumerate(wanted)
    )
