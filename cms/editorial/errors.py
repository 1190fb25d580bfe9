"""What can be wrong with a plan, said in the reader's language with the line or the key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.kernel.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One fault of a plan file: where, and what. `message` is translated when it is read.

    line: 1-based line of the file, or None. place: the key, e.g. `lines[3].quota.max`, or empty.
    """

    line: int | None
    place: str
    message: str | Promise
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        text = str(self.message).format(**self.params)
        if self.line is not None and self.place:
            return _("line {line}, {place}: {text}").format(line=self.line, place=self.place, text=text)
        if self.line is not None:
            return _("line {line}: {text}").format(line=self.line, text=text)
        return f"{self.place}: {text}" if self.place else text


class PlanFileError(DomainError):
    """The file is not a plan: every fault that was found, in the order of the file."""

    code = "plan_file"
    message = gettext_lazy("the plan file has faults")

    def __init__(self, *issues: Issue) -> None:
        super().__init__()
        self.issues = tuple(sorted(issues, key=lambda issue: issue.line or 0))

    def __str__(self) -> str:
        return "\n".join(str(issue) for issue in self.issues)


class PlanConflict(DomainError):
    """The plan is well-formed, but does not fit what is already there."""

    code = "plan_conflict"


class AmendmentNeeded(DomainError):
    """The plan differs from the version in force and nobody said why and from when (R014)."""

    code = "amendment_needed"
    message = gettext_lazy("the plan has changed: say --amend, --reason and --effective-on")
