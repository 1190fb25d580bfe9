"""By which names withdrawn documents were asked for: source data, like former addresses."""

import datetime

from django.db.models import QuerySet

from cms.publishing.identity import Identity
from cms.publishing.models import DocumentFacet, FormerName
from cms.publishing.registry import document_type


def remember_names(what: Identity, *, type_name: str, reason: str, at: datetime.datetime) -> None:
    """A content is about to leave the store: by its names it answers "gone" with the reason from now on."""
    named_by = document_type(type_name).named_by
    if not named_by:
        return
    facets = DocumentFacet.objects.filter(document_id=what.key, name__in=named_by)
    names = list(facets.values_list("name", "value"))
    _names_of(what).delete()
    FormerName.objects.bulk_create(
        FormerName(
            site=what.site, content_id=what.content_id, locale=what.locale, name=name, value=value,
            reason=reason, since=at,
        )
        for name, value in names
    )  # fmt: skip


def forget_names(what: Identity, *, type_name: str) -> None:
    """A content is public (again): its names are in the store."""
    if document_type(type_name).named_by:
        _names_of(what).delete()


def _names_of(what: Identity) -> QuerySet[FormerName]:
    return FormerName.objects.filter(site=what.site, content_id=what.content_id, locale=what.locale)
