"""Which source this process reads: `local` unless PORTAL_SOURCE is an address."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from cms.portal.source.http import HttpSource
from cms.portal.source.port import DocumentSource

# Named by a path and not imported: a process that reads elsewhere has no store, and loads no model.
LOCAL = "cms.portal.source.local.LocalSource"


@lru_cache(maxsize=4)
def source_at(place: str) -> DocumentSource:
    """The source of one place, made once a process; raise ImproperlyConfigured for what is neither."""
    source: DocumentSource = import_string(LOCAL)() if place == "local" else HttpSource(place)
    return source


def document_source() -> DocumentSource:
    """The source that settings name."""
    return source_at(settings.PORTAL_SOURCE)
