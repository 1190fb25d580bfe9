"""A subscriber: tells the caches in front of the site which addresses have changed.

Any back end of `wagtail.contrib.frontend_cache` serves; only the one here notices that the cache is
away, because Wagtail's logs the error and goes on. That app itself is not installed: its signal
handlers would purge inside the editor's request.
"""

import datetime
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.kernel.failpoints import failpoint
from cms.publishing.actions.announcing import announce
from cms.publishing.addresses import affected_paths
from cms.publishing.history import CONTENT_KINDS
from cms.publishing.models import Delivery, PublicationEvent
from cms.publishing.subscribers import DependencyAway, Subscriber
from cms.subsites.models import Subsite

TIMEOUT_SECONDS = 5.0
NOTHING_THERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class PurgeRefused(Exception):
    """The cache answers, and refuses: a mistake of configuration, so a failure and not an absence."""


class PurgeBackend(BaseBackend):
    """PURGE requests to a Varnish or nginx at LOCATION, for the site's own host; waits TIMEOUT seconds at most."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        location = urlsplit(params["LOCATION"])
        if location.scheme not in {"http", "https"}:
            raise ImproperlyConfigured("LOCATION of the front-end cache must be an http address")
        self._location = f"{location.scheme}://{location.netloc}"
        self._timeout = float(params.get("TIMEOUT", TIMEOUT_SECONDS))

    def purge(self, url: str) -> None:
        """Purge one address; raise DependencyAway when the cache is, PurgeRefused when it says no."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        request = Request(  # noqa: S310  (the scheme was checked above)
            f"{self._location}{parts.path}{query}", method="PURGE", headers={"Host": parts.netloc}
        )
        try:
            urlopen(request, timeout=self._timeout).close()  # noqa: S310
        except HTTPError as error:
            error.close()
            if error.code in NOTHING_THERE:
                return
            if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise DependencyAway(f"the cache answered {error.code} to {url}") from error
            raise PurgeRefused(f"the cache answered {error.code} to {url}") from error
        except (URLError, OSError) as error:
            raise DependencyAway(f"the cache does not answer: {error}") from error


def announce_removed_file(name: str, at: datetime.datetime) -> None:
    """Have the caches forget a public file that was swept; without a cache nobody keeps its bytes: no event."""
    if get_backends():
        announce(kind=PublicationEvent.Kind.FILE_REMOVED, by=None, at=at, fields={"data": {"file": name}})


def purge(event: PublicationEvent, delivery: Delivery) -> None:
    """Purge every address the event changed, on its own site, from every cache; twice does no harm."""
    backends = get_backends()
    if event.kind == PublicationEvent.Kind.FILE_REMOVED:
        _purge_file(event.data["file"])
        return
    if not backends or event.site is None:
        return
    root = event.site.site.root_url
    host = urlsplit(root).hostname
    urls = [root + path for path in affected_paths(event)]
    for backend in backends.values():
        if backend.invalidates_hostname(host):
            failpoint("delivery.mid_handler")
            backend.purge_batch(urls)


def _purge_file(name: str) -> None:
    """Purge a public file on every site: all of them answer it, under the same name."""
    address = storages["public"].url(name)
    for root in {subsite.site.root_url for subsite in Subsite.objects.select_related("site")}:
        url = urljoin(root, address)
        for backend in get_backends().values():
            if backend.invalidates_hostname(urlsplit(url).hostname):
                backend.purge_batch([url])


KINDS = (*CONTENT_KINDS, PublicationEvent.Kind.FILE_REMOVED)
SUBSCRIBER = Subscriber(name="cache", label=_("public cache"), kinds=KINDS, handle=purge)
