"""Fingerprints follow what is submitted and what is public (R022)."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page

from cms.moderation.models import FingerprintBand, TextFingerprint
from cms.moderation.requirements.draft import read_draft
from cms.moderation.requirements.reading import is_text
from cms.moderation.requirements.similarity import print_of
from cms.pages.models import BasePage

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
