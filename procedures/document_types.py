"""The document types of this app."""

from django.utils.translation import gettext_lazy as _

from cms.publishing.document_type import DocumentType
from procedures.life_events import LifeEvent
from procedures.terms import Audience, Level, OnlineLevel

# Neither is in the unasked list of documents: an import of two hundred records is no news.
PROCEDURE = DocumentType(
    name="procedure",
    label=_("procedure"),
    schema_version=1,
    searchable=True,
    listed=False,
    translatable=True,
    in_sitemap=True,
    named_by=("procedure_key", "procedure_code"),
    follows_source=True,
)

LIFE_EVENT_GUIDE = DocumentType(
    name="life_event_guide",
    label=_("guide for a life event"),
    schema_version=1,
    searchable=True,
    listed=False,
    translatable=True,
    in_sitemap=True,
    named_by=(),
    follows_source=True,
)

# Beside the news of the section: it is what its quota counts.
CHANGE_NOTICE = DocumentType(
    name="change_notice",
    label=_("change notice"),
    schema_version=1,
    searchable=True,
    listed=True,
    translatable=True,
    in_sitemap=True,
    named_by=(),
    follows_source=True,
)

# Numbers of another system, with their date; no page stands behind them.
PROCESSING_FIGURES = DocumentType(
    name="processing_figures",
    label=_("processing figures"),
    schema_version=1,
    searchable=False,
    listed=False,
    translatable=False,
    in_sitemap=True,
    named_by=(),
)

# Facets whose values are a list of this code: another value in a question is a mistake of whoever asks.
CLOSED_FACETS = {"level": Level, "audience": Audience, "online_level": OnlineLevel, "life_event": LifeEvent}
