"""The rows of the store. Only the other actions call this, inside their transaction."""

import datetime
from uuid import UUID

from django.db.models import F

from cms.publishing.models import DocumentFacet, PublishedDocument, StoreGeneration, document_key
from cms.publishing.values import DocumentValues
from cms.subsites.models import Subsite


def open_store() -> None:
    """Raise the store's generation, and so take the lock that all writers of the store queue on.

    Taken before the event: on PostgreSQL the ids of events then follow the order of commits, as they
    do on SQLite, where every transaction that writes has the lock from its beginning.
    """
    raised = StoreGeneration.objects.filter(pk=1).update(value=F("value") + 1)
    if not raised:
        StoreGeneration.objects.bulk_create([StoreGeneration(pk=1)], ignore_conflicts=True)
        StoreGeneration.objects.filter(pk=1).update(value=F("value") + 1)


def stored(*, site: Subsite, content_id: UUID, locale: str) -> PublishedDocument | None:
    """The row of a content on a site, or None."""
    key = document_key(site_key=site.key, content_id=content_id, locale=locale)
    return PublishedDocument.objects.filter(pk=key).first()


def write_row(
    *,
    site: Subsite,
    values: DocumentValues,
    version: int,
    changed_at: datetime.datetime,
    translated_fingerprint: str,
) -> bool:
    """Insert or overwrite a row and its facets; False, and nothing written, when a newer version stands there."""
    key = document_key(site_key=site.key, content_id=values.content_id, locale=values.locale)
    columns = {
        **values.columns,
        "version": version,
        "changed_at": changed_at,
        "translated_fingerprint": translated_fingerprint,
    }
    if not PublishedDocument.objects.filter(pk=key, version__lte=version).update(**columns):
        if PublishedDocument.objects.filter(pk=key).exists():
            return False
        PublishedDocument.objects.create(
            pk=key, site=site, content_id=values.content_id, locale=values.locale, **columns
        )
    _write_facets(key=key, site=site, values=values)
    return True


def _write_facets(*, key: int, site: Subsite, values: DocumentValues) -> None:
    published_at = values.columns["published_at"]
    wanted = {(name, value, published_at) for name, value in values.facets}
    present = set(DocumentFacet.objects.filter(document_id=key).values_list("name", "value", "published_at"))
    if wanted == present:
        return
    DocumentFacet.objects.filter(document_id=key).delete()
    DocumentFacet.objects.bulk_create(
        DocumentFacet(
            document_id=key, site=site, locale=values.locale, name=name, value=value, published_at=published_at
        )
        for name, value in sorted(values.facets)
    )


def owner_of(*, site_key: str, content_id: UUID, locale: str) -> str:
    """The name under which a document holds its public files."""
    return f"{site_key}:{content_id}:{locale}"
