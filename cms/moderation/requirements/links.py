"""Links that lead nowhere: without an address, to a page that is not public, to a file that is gone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.moderation.requirements.draft import Anchor
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context

if TYPE_CHECKING:
    from cms.pages.models import BasePage

_SCHEMES_WITH_HOST = frozenset({"http", "https", "ftp"})
_SCHEMES_WITH_PATH = frozenset({"mailto", "tel"})


def leads_nowhere(href: str | None) -> bool:
    """Whether an address says nothing: none, only “#”, “http://” without a host, “mailto:” without a person."""
    address = (href or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    if parts.scheme in _SCHEMES_WITH_HOST:
        return not parts.netloc
    if parts.scheme in _SCHEMES_WITH_PATH:
        return not parts.path
    return address in {"", "#", "/#"}


def check_links(page: "BasePage", context: Context) -> list[Issue]:
    """Each broken link by its words; a page that is not public is told like one that does not exist."""
    return list(dict.fromkeys(_issues(context)))


def _issues(context: Context) -> Iterator[Issue]:
    for anchor in context.draft.anchors:
        if _is_broken(anchor, context):
            text = _("The link “{words}” leads to nothing the public can open.")
            message = format_lazy(text, words=anchor.words or anchor.href or "…")
            yield Issue(key="links", field=anchor.field, message=str(message))
    for field, pk in context.draft.related:
        if ("page", pk) in context.missing_targets:
            message = _("A related page is not public: readers will not see it.")
            yield Issue(key="links", field=field, message=str(message))


def _is_broken(anchor: Anchor, context: Context) -> bool:
    if anchor.kind:
        return anchor.target is None or (anchor.kind, anchor.target) in context.missing_targets
    return leads_nowhere(anchor.href)
