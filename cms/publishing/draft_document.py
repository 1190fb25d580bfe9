"""A shared draft, laid out as the document that its publication would store; nothing is stored."""

import datetime

from cms.publishing.draft_links import SharedDraft
from cms.publishing.history import history_of
from cms.publishing.page_presentation import present_page
from cms.publishing.page_values import page_times
from cms.publishing.reading.draft import draft_item
from cms.publishing.values import Times, document_values


def shared_draft_as_json(draft: SharedDraft, *, at: datetime.datetime) -> bytes:
    """The draft as `documents/{content_id}/` would answer it, with private addresses of its pictures and files.

    Its times are those it would have: `at` where it was never public, and when it was saved as its last change.
    """
    page, place = draft.page, draft.place
    locale = page.locale.language_code
    times = page_times(page, history=history_of(page.translation_key, locale), at=at)
    times = Times(
        first_published_at=times.first_published_at,
        published_at=times.published_at,
        updated_at=max(times.first_published_at, draft.revision.created_at),
    )
    presented = present_page(page, mode="preview", place=place, grant=draft.grant)
    values = document_values(
        document_type=presented.document_type,
        path=place.path,
        presentation=presented.presentation,
        times=times,
        page_id=page.pk,
    )
    return draft_item(site=place.site, content_id=page.translation_key, locale=locale, values=values)
