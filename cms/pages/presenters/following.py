"""What a translation repeats of its Vietnamese page is said as that page says it now (ADR 0180)."""

import copy
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from cms.publishing.placing import is_public


def public_source_of(page: Any) -> Any:
    """The public Vietnamese page that a page translates; None for that page itself, and where it is not public."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    rows = type(page).objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
    )
    source = rows.first()
    return source if source is not None and is_public(source) else None


def with_facts_of_its_source(page: Any, names: Iterable[str]) -> Any:
    """The page, in memory, with these columns of its public source; itself where it has none. Five queries.

    For document types that are presented anew with their source (`DocumentType.follows_source`).
    """
    source = public_source_of(page)
    if source is None:
        return page
    shown = copy.copy(page)
    for name in names:
        column = page._meta.get_field(name).attname
        setattr(shown, column, getattr(source, column))
    return shown
