"""The engines: the embedded one, which is always there, and the one the settings chose."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.backends.base import SearchBackend

EMBEDDED = "sqlite"
# By path: the client of a server that is not used need not be installed.
ENGINES = {
    EMBEDDED: "search.backends.sqlite.SqliteBackend",
    "elasticsearch": "search.backends.elasticsearch.ElasticsearchBackend",
}


@cache
def engine(name: str) -> SearchBackend:
    """The engine of that name, one object a process; raise KeyError for an unknown one."""
    made: SearchBackend = import_string(ENGINES[name])()
    return made


def chosen() -> SearchBackend:
    """The engine that `SEARCH_BACKEND` names."""
    return engine(settings.SEARCH_BACKEND)


def refuse_bad_settings() -> None:
    """At the start and not at the first reader: raise ImproperlyConfigured for an engine that cannot be."""
    if settings.SEARCH_BACKEND not in ENGINES:
        names = ", ".join(sorted(ENGINES))
        raise ImproperlyConfigured(f"SEARCH_BACKEND is {settings.SEARCH_BACKEND!r}, and not one of: {names}")
    if settings.SEARCH_BACKEND != EMBEDDED:
        made: SearchBackend = import_string(ENGINES[settings.SEARCH_BACKEND])()
        made.close()


def embedded() -> SearchBackend:
    """The embedded engine: the default, and what answers when the chosen one does not."""
    return engine(EMBEDDED)
