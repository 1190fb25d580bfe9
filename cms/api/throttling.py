"""How often a client may ask: one counter for each client and minute.

DRF's own throttle keeps a list of time stamps per client and halves the speed of the API. A counter
per window costs one write; at the edge of two windows a client may ask twice its limit (ADR 0022).
"""

import ipaddress
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from cms.api.counters import WindowCounter, counter_at
from cms.api.problems import OverLimit

WINDOW_SECONDS = 60
_IPV6_CLIENT_PREFIX = 64  # one household or office

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client has left in the present window."""

    limit: int
    remaining: int
    reset_seconds: int

    def headers(self) -> dict[str, str]:
        """The fields of the IETF draft "RateLimit header fields for HTTP"."""
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"minute";r={self.remaining};t={self.reset_seconds}',
        }


def count_request(request: HttpRequest, *, client: str = "", limit: int | None = None) -> Allowance:
    """Count this request for its client (without one: its address) and say what is left; raise OverLimit.

    limit: requests a minute, where that is not API_THROTTLE_PER_MINUTE.
    """
    now = time.time()
    if limit is None:
        limit = settings.API_THROTTLE_PER_MINUTE
    window = int(now) // WINDOW_SECONDS
    reset = WINDOW_SECONDS - int(now) % WINDOW_SECONDS
    count = _counter().hit(client or client_of(request), window)
    if count > limit:
        raise OverLimit(retry_after=reset)
    return Allowance(limit, limit - count, reset)


def client_of(request: HttpRequest) -> str:
    """The address of who asks: the nearest one that is not a proxy of ours.

    X-Forwarded-For is believed only from addresses in API_TRUSTED_PROXIES. IPv6 clients count by /64.
    """
    return _client(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""), _proxies())


@lru_cache(maxsize=4096)
def _client(remote: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    chain = [remote]
    if proxies and forwarded:
        chain += [part.strip() for part in reversed(forwarded.split(",")[-20:])]
    client = remote
    for hop in chain:
        address = _address(hop)
        if address is None:
            break
        client = _counted_as(address)
        if not any(address in proxy for proxy in proxies):
            break
    return client


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped
    return found


def _counted_as(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_CLIENT_PREFIX), strict=False))
    return str(address)


def _proxies() -> tuple[Network, ...]:
    return _networks(tuple(settings.API_TRUSTED_PROXIES))


@lru_cache(maxsize=4)
def _networks(texts: Sequence[str]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text, strict=False) for text in texts)


def _counter() -> WindowCounter:
    return counter_at(settings.API_THROTTLE_CACHE, str(settings.API_THROTTLE_FILE))
