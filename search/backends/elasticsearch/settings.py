"""Where the server is and who we are there: read from the settings once a process."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SEARCH_SECONDS = 0.6  # of all questions of one search together: a degraded answer still comes within a second
ASK_SECONDS = 2.0  # small questions of commands and of the worker
WRITE_SECONDS = 10.0  # a document or a batch, by the worker
BUILD_SECONDS = 120.0  # a batch or the last refresh of a rebuild


@dataclass(frozen=True, kw_only=True)
class Server:
    """How to reach the server. Several addresses are nodes of one cluster."""

    hosts: tuple[str, ...]
    index: str
    username: str = ""
    password: str = ""
    api_key: str = ""
    ca_certs: str = ""


def server() -> Server:
    """What the settings say; raise ImproperlyConfigured when they name no server."""
    hosts = tuple(host.strip() for host in settings.ELASTICSEARCH_URL.split(",") if host.strip())
    if not hosts:
        raise ImproperlyConfigured("SEARCH_BACKEND=elasticsearch needs ELASTICSEARCH_URL")
    return Server(
        hosts=hosts,
        index=settings.ELASTICSEARCH_INDEX,
        username=settings.ELASTICSEARCH_USERNAME,
        password=settings.ELASTICSEARCH_PASSWORD,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
    )
