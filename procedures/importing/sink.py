"""Where the readers of values put what they find."""

from typing import Any

from procedures.importing.problems import Problem, Weight, problem


class Sink:
    """Collects the problems of one record; `field` is the one that is being read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.field = ""

    def error(self, field: str, code: str, **params: Any) -> None:
        """Something that refuses the record."""
        self.problems.append(problem(field, code, **params))

    def found(self, code: str, **params: Any) -> None:
        """Something about the field that is being read."""
        self.problems.append(problem(self.field, code, **params))

    @property
    def has_errors(self) -> bool:
        """Whether the record is refused."""
        return any(found.weight is Weight.ERROR for found in self.problems)
