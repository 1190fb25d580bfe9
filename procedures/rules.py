"""What a procedure must say to be public, and what it lacks: pure, from values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from procedures.terms import OnlineLevel


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What is wrong with a field, in words for the editor."""

    field: str
    code: str
    message: Any


@dataclass(frozen=True, kw_only=True)
class ProcedureValues:
    """The facts of a procedure that its rules ask for."""

    online_level: str = ""
    partial_reason: str = ""
    dvcqg_url: str = ""
    has_steps: bool = False
    has_submissions: bool = False
    has_dossier: bool = False
    has_time_limit: bool = False
    has_audience: bool = False
    has_agency: bool = False


def lasting_issues(values: ProcedureValues) -> list[Issue]:
    """What always stands against publication: a procedure that is only partly online says why (R042)."""
    found = []
    if values.online_level == OnlineLevel.PARTIAL and not values.partial_reason.strip():
        message = _("Say why the procedure can only be done partly online.")
        found.append(Issue(field="partial_reason", code="no_partial_reason", message=message))
    return found


def missing_parts(values: ProcedureValues) -> list[Issue]:
    """The parts b)–g) of NĐ 63/2010 Đ8.2 that nobody has given yet; completeness (QĐ 766, 1.3) counts these.

    The name (a) is the title, without which there is no page. Forms, results, conditions and fees are given
    where there are any: their absence says nothing.
    """
    return list(_missing(values))


# Part of the record → whether the values have it, the field where it is written, what the editor is told.
_PARTS = (
    ("steps", "has_steps", "steps", _("Describe the steps.")),
    ("submissions", "has_submissions", "submissions", _("Give at least one way of applying.")),
    ("dossier", "has_dossier", "dossier", _("List the papers of the dossier.")),
    ("time_limit", "has_time_limit", "submissions", _("Give the time limit of at least one way of applying.")),
    ("audience", "has_audience", "audiences", _("Say who may use the procedure.")),
    ("agency", "has_agency", "agency", _("Say which agency carries it out.")),
)
PARTS = tuple(part for part, _flag, _field, _words in _PARTS)


def _missing(values: ProcedureValues) -> Iterator[Issue]:
    for part, flag, field, words in _PARTS:
        if not getattr(values, flag):
            yield Issue(field=field, code=part, message=words)
