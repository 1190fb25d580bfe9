"""What the events say of one content in one language: the store can be deleted, its history cannot."""

from dataclasses import dataclass
from uuid import UUID

from cms.publishing.models import PublicationEvent

Kind = PublicationEvent.Kind
SHOWN = (Kind.PUBLISHED, Kind.REFRESHED)
CONTENT_KINDS = (*SHOWN, Kind.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class History:
    """first: the first publication ever. published: the latest by an editor. shown: the latest of
    both kinds that showed it. is_public: whether that still holds.
    """

    first: PublicationEvent | None
    published: PublicationEvent | None
    shown: PublicationEvent | None
    is_public: bool


def history_of(content_id: UUID, locale: str) -> History:
    """The events of a content in one language, read in two queries; work orders of the waist do not count."""
    events = PublicationEvent.objects.filter(content_id=content_id, locale=locale, kind__in=CONTENT_KINDS)
    recent = list(events.order_by("-id")[:20])
    shown = next((event for event in recent if event.kind in SHOWN), None)
    published = next((event for event in recent if event.kind == Kind.PUBLISHED), None)
    first = events.filter(kind=Kind.PUBLISHED).order_by("id").first() if recent else None
    if published is None and first is not None:
        published = events.filter(kind=Kind.PUBLISHED).order_by("-id").first()
    return History(
        first=first,
        published=published,
        shown=shown or published,
        is_public=bool(recent) and recent[0].kind != Kind.WITHDRAWN,
    )


def is_superseded(event: PublicationEvent) -> bool:
    """Whether a newer event tells of the same content, language and site."""
    if event.content_id is None:
        return False
    return PublicationEvent.objects.filter(
        content_id=event.content_id,
        locale=event.locale,
        site_id=event.site_id,
        kind__in=CONTENT_KINDS,
        pk__gt=event.pk,
    ).exists()
