"""Fingerprints follow what is submitted and what is public (R022)."""

import datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page, get_page_models

from cms.moderation.models import FingerprintBand, ReviewState, TextFingerprint
from cms.moderation.requirements.draft import read_draft
from cms.moderation.requirements.reading import is_text
from cms.moderation.requirements.similarity import WINDOW, print_of
from cms.pages.models import BasePage
from cms.publishing.registry import presenter_for
from cms.subsites.queries import subsite_of_page

if TYPE_CHECKING:
    from cms.subsites.models import Subsite


@transaction.atomic
def keep_fingerprint(
    *, page: BasePage, subsite: "Subsite", revision_id: int | None, is_public: bool, at: datetime.datetime
) -> None:
    """Note what a text says, public or submitted; what is not a text (`is_text`) leaves no trace.

    A public text keeps the moment of its first publication: corrected later, it is not new.
    """
    if not is_text(page):
        return
    taken = print_of(page.title, read_draft(page))
    values = {
        "revision_id": revision_id,
        "subsite": subsite,
        "department_id": page.department_id,
        "content_id": page.translation_key,
        "locale": page.locale.language_code,
        "signature": taken.signature,
        "title_band": taken.title,
    }
    row, created = TextFingerprint.objects.update_or_create(
        page_id=page.pk,
        is_public=is_public,
        defaults=values if is_public else {**values, "at": at},
        create_defaults={**values, "at": at},
    )
    if not created:
        row.bands.all().delete()
    FingerprintBand.objects.bulk_create(FingerprintBand(fingerprint=row, value=value) for value in taken.values)


def forget_fingerprint(*, page_id: int, is_public: bool) -> None:
    """What was taken back, withdrawn, or has become public is no longer compared as it was."""
    TextFingerprint.objects.filter(page_id=page_id, is_public=is_public).delete()


def fingerprint_public(*, page_id: int, subsite: "Subsite", at: datetime.datetime) -> None:
    """Note what the public reads of a page now; nothing for a page that is gone or not live."""
    row = Page.objects.filter(pk=page_id, live=True).first()
    page = row.specific if row is not None else None
    if isinstance(page, BasePage):
        revision_id = page.live_revision_id
        keep_fingerprint(page=page, subsite=subsite, revision_id=revision_id, is_public=True, at=at)


def fingerprint_missing(*, at: datetime.datetime, limit: int = 200) -> int:
    """Note what texts of the compared days say that nobody noted: from before there were fingerprints, or restored.

    Newest first; how many were noted. Older ones are compared with nothing and stay without.
    """
    since = at - WINDOW
    noted = TextFingerprint.objects.filter(page=OuterRef("pk"))
    kinds = ContentType.objects.get_for_models(*_text_models()).values()
    pages = Page.objects.filter(content_type__in=kinds)
    public = pages.filter(live=True, first_published_at__gte=since).exclude(Exists(noted.filter(is_public=True)))
    count = 0
    for row in public.order_by("-first_published_at", "-pk")[:limit]:
        subsite = subsite_of_page(row)
        if subsite is not None:
            fingerprint_public(page_id=row.pk, subsite=subsite, at=row.first_published_at)
            count += 1
    reviewed = ReviewState.objects.filter(status="in_progress", opened_at__gte=since, page__in=pages)
    reviewed = reviewed.exclude(Exists(TextFingerprint.objects.filter(page=OuterRef("page"), is_public=False)))
    for state in reviewed.select_related("page", "subsite").order_by("-pk")[:limit]:
        draft = state.page.get_latest_revision_as_object()
        keep_fingerprint(
            page=draft, subsite=state.subsite, revision_id=state.revision_id, is_public=False, at=state.opened_at
        )
        count += 1
    return count


def _text_models() -> list[type[BasePage]]:
    """The types that `is_text` counts."""
    known = ((model, presenter_for(model)) for model in get_page_models() if issubclass(model, BasePage))
    return [model for model, presenter in known if presenter is not None and presenter[0].listed]
