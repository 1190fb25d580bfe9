"""Where documents used to be: source data, kept when the store is thrown away."""

import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from cms.publishing.models import FormerAddress, PublishedDocument
from cms.subsites.models import Subsite


def general_reason(locale: str) -> str:
    """The public reason of a withdrawal for which nobody gave one, in the document's language."""
    with translation.override(locale):
        return gettext("This content is no longer published.")


def remember_move(
    *, site: Subsite, content_id: UUID, locale: str, old: str, new: str | None, at: datetime.datetime
) -> None:
    """The old address leads to the content from now on, unless something else is published there.

    It names the content, not the new address: moving twice makes no chain.
    """
    if not old or old == new:
        return
    taken = PublishedDocument.objects.filter(site=site, path=old).exclude(content_id=content_id, locale=locale)
    if taken.exists():
        return
    FormerAddress.objects.update_or_create(
        site=site,
        path=old,
        defaults={"content_id": content_id, "locale": locale, "is_gone": False, "reason": "", "since": at},
    )


def settle(*, site: Subsite, content_id: UUID, locale: str, path: str | None) -> None:
    """A content is public at `path`: nothing else is remembered there, and its older addresses lead to it again."""
    if path:
        FormerAddress.objects.filter(site=site, path=path).delete()
    FormerAddress.objects.filter(site=site, content_id=content_id, locale=locale, is_gone=True).update(
        is_gone=False, reason=""
    )


def leave(
    *, site: Subsite, content_id: UUID, locale: str, path: str | None, reason: str, at: datetime.datetime
) -> None:
    """A content was withdrawn: all its addresses answer "gone" with the reason, unless another one took them."""
    if path and not PublishedDocument.objects.filter(site=site, path=path).exists():
        FormerAddress.objects.update_or_create(
            site=site,
            path=path,
            defaults={"content_id": content_id, "locale": locale, "is_gone": True, "reason": reason, "since": at},
        )
    FormerAddress.objects.filter(site=site, content_id=content_id, locale=locale).update(is_gone=True, reason=reason)
