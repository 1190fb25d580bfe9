"""What the public may read, as JSON bytes: shared by the API (`delivery`) and the portal's local source.

Queries only. Each answers with ready bytes, or says in a value why there is nothing to read.
"""

from cms.api.cursors import InvalidCursor
from cms.publishing.reading.answers import Found, Gone, Listing, Missing, Moved
from cms.publishing.reading.catalogue import (
    CATALOGUE_FACETS,
    CatalogueQuery,
    catalogue_facets,
    procedure,
    procedures,
)
from cms.publishing.reading.chosen import ChosenDocument, chosen
from cms.publishing.reading.documents import documents
from cms.publishing.reading.generations import forget, generation
from cms.publishing.reading.menus import menus
from cms.publishing.reading.query import LOCALES, ORDERS, DocumentQuery
from cms.publishing.reading.sections import sections
from cms.publishing.reading.single import by_path, document
from cms.publishing.reading.sites import sites

__all__ = [
    "CATALOGUE_FACETS",
    "LOCALES",
    "ORDERS",
    "CatalogueQuery",
    "ChosenDocument",
    "DocumentQuery",
    "Found",
    "Gone",
    "InvalidCursor",
    "Listing",
    "Missing",
    "Moved",
    "by_path",
    "catalogue_facets",
    "chosen",
    "document",
    "documents",
    "forget",
    "generation",
    "menus",
    "procedure",
    "procedures",
    "sections",
    "sites",
]
