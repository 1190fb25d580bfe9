"""The document types of this app."""

from django.utils.translation import gettext_lazy as _

from cms.publishing.document_type import DocumentType

# Neither is in the unasked list of documents: an import of two hundred records is no news.
PROCEDURE = DocumentType(
    name="procedure",
    label=_("procedure"),
    schema_version=1,
    searchable=True,
    listed=False,
    translatable=True,
    in_sitemap=True,
)

LIFE_EVENT_GUIDE = DocumentType(
    name="life_event_guide",
    label=_("guide for a life event"),
    schema_version=1,
    searchable=True,
    listed=False,
    translatable=True,
    in_sitemap=True,
)
