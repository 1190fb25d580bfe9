"""Texts that say the same (R022): compared by fingerprints, told without giving away anybody's draft."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Subquery

from cms.moderation.models import TextFingerprint
from cms.moderation.requirements.draft import Draft
from cms.moderation.requirements.fingerprints import (
    SIMILAR_FROM,
    bands,
    signature,
    similarity,
    title_band,
    words_of,
)
from cms.publishing.models import PublishedDocument

if TYPE_CHECKING:
    from cms.pages.models import BasePage
    from cms.subsites.models import Subsite

WINDOW = datetime.timedelta(days=30)
MOST_COMPARED = 30
MOST_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class TextPrint:
    """The fingerprint of one text. `title` None: too short to compare."""

    signature: bytes
    title: int | None

    @property
    def values(self) -> list[int]:
        """What is looked up: bands of the text, and its title."""
        return [*bands(self.signature), *([self.title] if self.title is not None else [])]


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A text of the same site that is much like the draft. `title` only of what the public reads."""

    unit: str
    title: str
    share: float
    is_same_title: bool


def print_of(title: str, draft: Draft) -> TextPrint:
    """The fingerprint of a draft: title, summary and body; captions and sources belong to the fields they stand in."""
    written = [passage.text for passage in draft.passages if passage.field in {"summary", "body"}]
    return TextPrint(signature=signature(words_of(" ".join([title, *written]))), title=title_band(title))


def similar_texts(page: "BasePage", *, draft: Draft, subsite: "Subsite", at: datetime.datetime) -> tuple[Similar, ...]:
    """The texts of the last 30 days on the site, of all departments, that are much like the draft. One query.

    Other languages and earlier versions of the text itself are not compared. A submitted text that is not public is
    told by its unit alone: its title is nobody else's business (ARCHITECTURE §8.11).
    """
    own = print_of(page.title, draft)
    if not own.values:
        return ()
    public = PublishedDocument.objects.filter(
        site=subsite, content_id=OuterRef("content_id"), locale=OuterRef("locale")
    )
    rows = (
        TextFingerprint.objects.filter(subsite=subsite, at__gte=at - WINDOW, bands__value__in=own.values)
        .exclude(content_id=page.translation_key)
        .annotate(shared=Count("bands"), public_title=Subquery(public.values("title")[:1]))
        .select_related("department")
        .order_by("-shared", "-at")[:MOST_COMPARED]
    )
    return _told(own, rows)


def _told(own: TextPrint, rows: Iterable[Any]) -> tuple[Similar, ...]:
    found = []
    for row in rows:
        share = similarity(own.signature, bytes(row.signature))
        is_same_title = own.title is not None and own.title == row.title_band
        is_gone = row.is_public and not row.public_title
        if is_gone or not (is_same_title or share >= SIMILAR_FROM):
            continue
        title = row.public_title if row.is_public else ""
        found.append(Similar(unit=str(row.department), title=title, share=share, is_same_title=is_same_title))
    found.sort(key=lambda one: (-one.share, one.unit, one.title))
    return tuple(dict.fromkeys(found))[:MOST_TOLD]
