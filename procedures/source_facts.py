"""A translation of a procedure says the facts of its source as they are now, whoever translates its words when."""

import copy

from django.conf import settings

from procedures.models import ProcedurePage
from procedures.models.procedure import SAME_EVERYWHERE


def with_source_facts(page: ProcedurePage) -> ProcedurePage:
    """A copy in memory with status, codes, online level and address, dates and terms of the live source.

    The page itself where it is the source, or where no source is live. One query for a translation.
    """
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return page
    sources = ProcedurePage.objects.live().filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    )
    source = sources.select_related("field", "agency").first()
    if source is None:
        return page
    told: ProcedurePage = copy.copy(page)
    for name in SAME_EVERYWHERE:
        setattr(told, name, getattr(source, name))
    return told
