"""A draft in exactly the shape of a document that is read: the same function makes both."""

import datetime
from uuid import UUID

from cms.publishing.reading.dialect import dialect
from cms.publishing.reading.rows import Row, items_of
from cms.publishing.values import DocumentValues
from cms.subsites.models import Subsite


def draft_item(*, site: Subsite, content_id: UUID, locale: str, values: DocumentValues) -> bytes:
    """The columns that a draft would have as JSON; links show what is public now. One query; writes nothing."""
    columns = values.columns
    row = Row(
        key=0,
        hex_id=content_id.hex,
        document_type=columns["document_type"],
        schema_version=columns["schema_version"],
        locale=locale,
        path=columns["path"],
        title=columns["title"],
        summary=columns["summary"],
        image=columns["image"].encode(),
        links=columns["links"].encode(),
        first_published_at=_exact(columns["first_published_at"]),
        published_at=_exact(columns["published_at"]),
        updated_at=_exact(columns["updated_at"]),
        source_fingerprint=columns["source_fingerprint"],
        body=columns["body"].encode(),
        position="",
        generation=0,
        changed_at=None,
        total=1,
    )
    return items_of([row], site_id=site.pk, site_key=site.key, locale=locale)[0]


def _exact(moment: datetime.datetime) -> str:
    return dialect().moment(moment)
