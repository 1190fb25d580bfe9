"""The content store and the outbox."""

from cms.publishing.models.outbox import Delivery, PeriodicJob, PublicationEvent, WorkerHeartbeat
from cms.publishing.models.store import (
    DocumentFacet,
    FormerAddress,
    FormerName,
    PublishedDocument,
    StoreGeneration,
    document_key,
)

__all__ = [
    "Delivery",
    "DocumentFacet",
    "FormerAddress",
    "FormerName",
    "PeriodicJob",
    "PublicationEvent",
    "PublishedDocument",
    "StoreGeneration",
    "WorkerHeartbeat",
    "document_key",
]
