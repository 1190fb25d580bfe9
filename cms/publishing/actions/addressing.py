"""Where documents used to be: source data, kept when the store is thrown away."""

import datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from cms.publishing.identity import Identity
from cms.publishing.models import FormerAddress, PublishedDocument


def general_reason(locale: str) -> str:
    """The public reason of a withdrawal for which nobody gave one, in the document's language."""
    with translation.override(locale):
        return gettext("This content is no longer published.")


def remember_move(what: Identity, *, old: str, new: str | None, at: datetime.datetime) -> None:
    """The old address leads to the content from now on, unless something else is published there.

    It names the content, not the new address: moving twice makes no chain.
    """
    if not old or old == new:
        return
    if PublishedDocument.objects.filter(site=what.site, path=old).exclude(pk=what.key).exists():
        return
    FormerAddress.objects.update_or_create(
        site=what.site,
        path=old,
        defaults={"content_id": what.content_id, "locale": what.locale, "is_gone": False, "reason": "", "since": at},
    )


def settle(what: Identity, *, path: str | None) -> None:
    """A content is public at `path`: nothing else is remembered there, and its older addresses lead to it again."""
    if path:
        FormerAddress.objects.filter(site=what.site, path=path).delete()
    _addresses_of(what).filter(is_gone=True).update(is_gone=False, reason="")


def leave(what: Identity, *, path: str, reason: str, at: datetime.datetime) -> None:
    """A content was withdrawn: all its addresses answer "gone" with the reason, unless another one took them."""
    if path and not PublishedDocument.objects.filter(site=what.site, path=path).exists():
        FormerAddress.objects.update_or_create(
            site=what.site,
            path=path,
            defaults={"content_id": what.content_id, "locale": what.locale, "since": at},
        )
    _addresses_of(what).update(is_gone=True, reason=reason)


def _addresses_of(what: Identity) -> QuerySet[FormerAddress]:
    return FormerAddress.objects.filter(site=what.site, content_id=what.content_id, locale=what.locale)
