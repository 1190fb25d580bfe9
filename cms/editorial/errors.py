"""What can be wrong with a plan, said in the reader's language with the line or the key."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One fault of a plan file: where, and what. `message` is translated when it is read."""

    line: int | None
    place: str
    message: "str | Promise"
    params: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        text = str(self.message) % dict(self.params) if self.params else str(self.message)
        if self.line is not None and self.place:
            return _("line %(line)s, %(place)s: %(text)s") % {"line": self.line, "place": self.place, "text": text}
        if self.line is not None:
            return _("line %(line)s: %(text)s") % {"line": self.line, "text": text}
        return f"{self.place}: {text}" if self.place else text


class PlanFileError(Exception):
    """The file is not a plan: every fault that was found, in the order of the file."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__(*issues)
        self.issues = tuple(sorted(issues, key=lambda issue: issue.line or 0))

    def __str__(self) -> str:
        return "\n".join(str(issue) for issue in self.issues)
