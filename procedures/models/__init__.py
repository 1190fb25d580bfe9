"""The catalogue: procedures, guides that join them, the vocabularies they use; and what keeps it true."""

from procedures.models.batch import BatchItem, ImportBatch
from procedures.models.decision import ChangeTask, IssuerLevel, RecordedDecision
from procedures.models.figures import Figure, FigureReport, FigureSourceState
from procedures.models.guide import LifeEventGuidePage
from procedures.models.notice import ChangeNoticePage
from procedures.models.official import OfficialCode, OfficialList
from procedures.models.procedure import ProcedurePage
from procedures.models.vocabulary import Agency, ProcedureField, ReceivingCounter

__all__ = [
    "Agency",
    "BatchItem",
    "ChangeNoticePage",
    "ChangeTask",
    "Figure",
    "FigureReport",
    "FigureSourceState",
    "ImportBatch",
    "IssuerLevel",
    "LifeEventGuidePage",
    "OfficialCode",
    "OfficialList",
    "ProcedureField",
    "ProcedurePage",
    "ReceivingCounter",
    "RecordedDecision",
]
