"""The document types of this app."""

from django.utils.translation import gettext_lazy as _

from cms.publishing.document_type import DocumentType

HOME = DocumentType(
    name="home",
    label=_("home page"),
    schema_version=1,
    searchable=False,
    listed=False,
    translatable=True,
    in_sitemap=True,
    named_by=(),
)

ORGANISATION = DocumentType(
    name="organisation",
    label=_("organisation page"),
    schema_version=1,
    searchable=True,
    listed=True,
    translatable=True,
    in_sitemap=True,
    named_by=(),
    follows_source=True,
)

STANDARD = DocumentType(
    name="standard",
    label=_("standard page"),
    schema_version=1,
    searchable=True,
    listed=True,
    translatable=True,
    in_sitemap=True,
    named_by=(),
)

UNIT = DocumentType(
    name="unit",
    label=_("unit"),
    schema_version=1,
    searchable=True,
    listed=False,
    translatable=True,
    in_sitemap=True,
    named_by=(),
)

MENU = DocumentType(
    name="menu",
    label=_("menu"),
    schema_version=1,
    searchable=False,
    listed=False,
    translatable=False,
    in_sitemap=False,
    named_by=(),
)
