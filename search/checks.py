"""Mistakes in the settings of the search, told at the start and not by the first reader."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from search.backends import EMBEDDED, ENGINES


@register
def check_engine(**kwargs: Any) -> list[CheckMessage]:
    """SEARCH_BACKEND names an engine, and a server has an address."""
    if settings.SEARCH_BACKEND not in ENGINES:
        names = ", ".join(sorted(ENGINES))
        return [Error(f"SEARCH_BACKEND is {settings.SEARCH_BACKEND!r}, and not one of: {names}", id="search.E001")]
    if settings.SEARCH_BACKEND != EMBEDDED and not settings.ELASTICSEARCH_URL.strip():
        return [Error("SEARCH_BACKEND=elasticsearch needs ELASTICSEARCH_URL", id="search.E002")]
    return []
