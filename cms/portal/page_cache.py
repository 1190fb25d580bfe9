"""Finished pages, kept for as long as the store has not changed.

The key holds the store's generation, so a page can never outlive the publication that changes it;
a source that knows no generation keeps nothing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings

from cms.portal.responses import Rendered

_pages: "OrderedDict[str, Rendered]" = OrderedDict()
_lock = threading.Lock()
_size = 0


def kept(key: str | None, make: Callable[[], Rendered]) -> Rendered:
    """The page under a key, made when it is not there. None: not kept."""
    if key is None or not settings.PORTAL_CACHE_BYTES:
        return make()
    with _lock:
        page = _pages.get(key)
        if page is not None:
            _pages.move_to_end(key)
            return page
    page = make()
    _keep(key, page)
    return page


def _keep(key: str, page: Rendered) -> None:
    global _size  # noqa: PLW0603 - the size of the module's own dictionary
    with _lock:
        if key not in _pages:
            _pages[key] = page
            _size += page.size
        while _size > settings.PORTAL_CACHE_BYTES:
            _, dropped = _pages.popitem(last=False)
            _size -= dropped.size


def forget_pages() -> None:
    """Drop every kept page."""
    global _size  # noqa: PLW0603 - the size of the module's own dictionary
    with _lock:
        _pages.clear()
        _size = 0
