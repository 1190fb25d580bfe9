"""Fields of Word: what they show is kept, what they would do is not."""

import re
from dataclasses import dataclass

from news.manuscripts.markup import Node
from news.manuscripts.refusals import Refused

_LINK = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"', re.IGNORECASE)
_MAX_NESTED = 30


@dataclass(slots=True)
class Field:
    """An open field: first its instruction, then what it shows."""

    instruction: str = ""
    shows: bool = False
    link: int = 0
    is_contents: bool = False


class Fields:
    """The fields that are open where reading is; they may reach over paragraphs."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    def mark(self, node: Node) -> Field | None:
        """Follow a `w:fldChar`; the field whose instruction has just ended, else None."""
        kind = node.get("w:fldCharType")
        if kind == "begin":
            if len(self._open) >= _MAX_NESTED:
                raise Refused("too_deep", limit=_MAX_NESTED)
            self._open.append(Field())
        elif kind == "end" and self._open:
            self._open.pop()
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.shows = True
            field.is_contents = is_contents(field.instruction)
            refuse_active(field.instruction)
            return field
        return None

    def instruct(self, text: str) -> None:
        """A piece of the instruction of the innermost field."""
        if self._open and len(self._open[-1].instruction) < 4_000:
            self._open[-1].instruction += text

    @property
    def hides(self) -> bool:
        """Whether what is read now belongs to an instruction, or to a table of contents, which is made anew."""
        return any(not field.shows or field.is_contents for field in self._open)

    @property
    def link(self) -> int:
        """The number of the address that what is read now leads to; 0 for none."""
        return next((field.link for field in reversed(self._open) if field.link), 0)


def address_in(instruction: str) -> str | None:
    """The address of a HYPERLINK instruction; None for any other."""
    match = _LINK.match(instruction)
    return match.group(1).strip() if match else None


def is_contents(instruction: str) -> bool:
    """Whether a field is a table of contents."""
    return instruction.strip().upper().startswith(("TOC ", "TOC\\")) or instruction.strip().upper() == "TOC"


def refuse_active(instruction: str) -> None:
    """Raise Refused for a field that starts a program (DDE)."""
    if instruction.strip().upper().startswith(("DDE ", "DDEAUTO")):
        raise Refused("active_content")
