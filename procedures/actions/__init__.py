"""Every way to change the catalogue, and what keeps it true."""

from procedures.actions.approving import approve_batch, discard_batch, publish_items, return_batch
from procedures.actions.batches import begin_writing, compare_file, finish_reading, open_batch, work_on
from procedures.actions.decisions import DecisionFacts, close_task, note_published, record_decision, remind_of_changes
from procedures.actions.figures import ask_sources, take_figures, withdraw_figures
from procedures.actions.official import take_official_list
from procedures.actions.saving import Saved, save_procedure
from procedures.actions.vocabulary import agency_named, field_named

__all__ = [
    "DecisionFacts",
    "Saved",
    "agency_named",
    "approve_batch",
    "ask_sources",
    "begin_writing",
    "close_task",
    "compare_file",
    "discard_batch",
    "field_named",
    "finish_reading",
    "note_published",
    "open_batch",
    "publish_items",
    "record_decision",
    "remind_of_changes",
    "return_batch",
    "save_procedure",
    "take_figures",
    "take_official_list",
    "withdraw_figures",
    "work_on",
]
