"""The rows of the store. Only the other actions call this, inside their transaction."""

import datetime

from django.db.models import F
from django.db.models.functions import Now

from cms.publishing.identity import Identity
from cms.publishing.models import DocumentFacet, PublishedDocument, StoreGeneration
from cms.publishing.values import DocumentValues


def open_store() -> None:
    """Raise the store's generation, and so take the lock that all writers of the store queue on.

    Taken before the event: on PostgreSQL the ids of events then follow the order of commits, as they
    do on SQLite, where every transaction that writes has the lock from its beginning. The moment is
    the database's own: readers give it as Last-Modified, whatever clock the caller has.
    """
    raised = StoreGeneration.objects.filter(pk=1).update(value=F("value") + 1, changed_at=Now())
    if not raised:
        StoreGeneration.objects.bulk_create([StoreGeneration(pk=1)], ignore_conflicts=True)
        StoreGeneration.objects.filter(pk=1).update(value=F("value") + 1, changed_at=Now())


def remove_row(what: Identity) -> None:
    """Delete a row and its facets, if it is there."""
    rows = PublishedDocument.objects.filter(site=what.site, content_id=what.content_id, locale=what.locale)
    DocumentFacet.objects.filter(document__in=rows).delete()
    rows.delete()


def write_row(
    what: Identity,
    *,
    values: DocumentValues,
    version: int,
    changed_at: datetime.datetime,
    translated_fingerprint: str,
) -> bool:
    """Insert or overwrite a row and its facets; False, and nothing written, when a newer version stands there."""
    columns = {
        **values.columns,
        "version": version,
        "changed_at": changed_at,
        "translated_fingerprint": translated_fingerprint,
    }
    if not PublishedDocument.objects.filter(pk=what.key, version__lte=version).update(**columns):
        if PublishedDocument.objects.filter(pk=what.key).exists():
            return False
        PublishedDocument.objects.create(
            pk=what.key, site=what.site, content_id=what.content_id, locale=what.locale, **columns
        )
    _write_facets(what, values)
    return True


def _write_facets(what: Identity, values: DocumentValues) -> None:
    published_at = values.columns["published_at"]
    wanted = {(name, value, published_at) for name, value in values.facets}
    present = set(DocumentFacet.objects.filter(document_id=what.key).values_list("name", "value", "published_at"))
    if wanted == present:
        return
    DocumentFacet.objects.filter(document_id=what.key).delete()
    DocumentFacet.objects.bulk_create(
        DocumentFacet(
            document_id=what.key, site=what.site, locale=what.locale, name=name, value=value, published_at=published_at
        )
        for name, value in sorted(values.facets)
    )
