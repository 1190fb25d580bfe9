"""Every way to change the catalogue, and what keeps it true."""

from procedures.actions.approving import approve_batch, discard_batch, publish_items, return_batch
from procedures.actions.batches import begin_writing, finish_reading, open_batch, work_on
from procedures.actions.figures import ask_sources, take_figures
from procedures.actions.saving import Saved, save_procedure
from procedures.actions.vocabulary import agency_named, field_named

__all__ = [
    "Saved",
    "agency_named",
    "approve_batch",
    "ask_sources",
    "begin_writing",
    "discard_batch",
    "field_named",
    "finish_reading",
    "open_batch",
    "publish_items",
    "return_batch",
    "save_procedure",
    "take_figures",
    "work_on",
]
