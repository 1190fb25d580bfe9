"""The catalogue: procedures, guides that join them, and the vocabularies they use."""

from procedures.models.guide import LifeEventGuidePage
from procedures.models.procedure import ProcedurePage
from procedures.models.vocabulary import Agency, ProcedureField, ReceivingCounter

__all__ = ["Agency", "LifeEventGuidePage", "ProcedureField", "ProcedurePage", "ReceivingCounter"]
