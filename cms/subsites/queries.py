"""Which sites there are, and which one a host name means; kept in the process for five seconds."""

import time
from dataclasses import dataclass

from cms.subsites.models import Subsite

REMEMBERED_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SubsiteInfo:
    """A site of the platform as readers know it; `root_path` is the tree path of its home."""

    id: int
    key: str
    hostname: str
    port: int
    root_path: str
    title_vi: str
    title_en: str
    theme: str
    is_default: bool = False


class _Memory:
    """The list as read at one moment of the monotonic clock."""

    read_at = float("-inf")
    sites: tuple[SubsiteInfo, ...] = ()


def subsites() -> tuple[SubsiteInfo, ...]:
    """Every site, the default one first, then by key; at most five seconds old."""
    now = time.monotonic()
    if now - _Memory.read_at >= REMEMBERED_SECONDS or not _Memory.sites:
        _Memory.sites = _read()
        _Memory.read_at = now
    return _Memory.sites


def forget_subsites() -> None:
    """Read again at the next question: called after a change of a site, and between tests."""
    _Memory.read_at = float("-inf")
    _Memory.sites = ()


def subsite_for_host(host: str) -> SubsiteInfo | None:
    """The site of a host name (without port), or None when no site bears it."""
    wanted = host.lower()
    return next((site for site in subsites() if site.hostname == wanted), None)


def subsite_by_key(key: str) -> SubsiteInfo | None:
    """The site of that key, or None."""
    return next((site for site in subsites() if site.key == key), None)


def default_subsite() -> SubsiteInfo | None:
    """The site that answers for hosts nobody claims, or None before any site exists."""
    return next(iter(subsites()), None)


def _read() -> tuple[SubsiteInfo, ...]:
    rows = Subsite.objects.select_related("site__root_page").order_by("-site__is_default_site", "key")
    return tuple(
        SubsiteInfo(
            id=row.pk,
            key=row.key,
            hostname=row.site.hostname.lower(),
            port=row.site.port,
            root_path=row.site.root_page.url_path,
            title_vi=row.title_vi,
            title_en=row.title_en,
            theme=row.theme,
            is_default=row.site.is_default_site,
        )
        for row in rows
    )
