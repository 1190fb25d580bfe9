"""Every way to change the catalogue."""

from procedures.actions.saving import Saved, save_procedure
from procedures.actions.vocabulary import agency_named, field_named

__all__ = ["Saved", "agency_named", "field_named", "save_procedure"]
