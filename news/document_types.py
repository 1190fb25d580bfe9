"""The document types of this app."""

from django.utils.translation import gettext_lazy as _

from cms.publishing.document_type import DocumentType

SECTION = DocumentType(
    name="section",
    label=_("section"),
    schema_version=1,
    searchable=True,
    listed=False,
    translatable=True,
    in_sitemap=True,
    named_by=(),
)

ARTICLE = DocumentType(
    name="article",
    label=_("article"),
    schema_version=1,
    searchable=True,
    listed=True,
    translatable=True,
    in_sitemap=True,
    named_by=(),
)
