"""What the public reads of a procedure in other languages follows its source."""

from django.conf import settings

from cms.publishing.actions.pages import publish_page
from cms.publishing.models import PublicationEvent
from procedures.models import ProcedurePage


def refresh_translations(*, event: PublicationEvent) -> int:
    """Present the live translations of a procedure again once it was published; how many changed.

    They take status, online level, codes and terms from it (`source_facts`). The worker calls it; twice does nothing.
    """
    if event.document_type != "procedure" or event.locale != settings.LANGUAGE_CODE:
        return 0
    pages = ProcedurePage.objects.live().filter(translation_key=event.content_id).exclude(pk=event.page_id)
    done = [publish_page(page=page, by=None, at=event.occurred_at, kind="refreshed") for page in pages.order_by("pk")]
    return sum(one is not None for one in done)
