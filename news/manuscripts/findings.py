"""What was kept, changed and dropped, counted while reading. Places are numbers of paragraphs: never a dropped word."""

from dataclasses import dataclass, field

MAX_PLACES = 20
MAX_DETAILS = 6


@dataclass(kw_only=True)
class Finding:
    """One line of the report."""

    kind: str  # "kept", "changed", "dropped" or "font"
    code: str
    count: int = 0
    places: list[int] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


class Findings:
    """The report while it is being written."""

    def __init__(self) -> None:
        self._by_code: dict[tuple[str, str], Finding] = {}
        self.paragraph = 0  # where reading is, from 1

    def kept(self, code: str, *, count: int = 1) -> None:
        """Something arrived as it was."""
        self._add("kept", code, count, "")

    def changed(self, code: str, *, count: int = 1, detail: str = "") -> None:
        """Something arrived in another form; `detail` names the form or the font, never a text."""
        self._add("changed", code, count, detail)

    def dropped(self, code: str, *, count: int = 1, detail: str = "") -> None:
        """Something was left out."""
        self._add("dropped", code, count, detail)

    def font(self, detail: str) -> None:
        """A paragraph that is not in the font or size the plan asks for (R039)."""
        self._add("font", "font_outside", 1, detail)

    def rows(self) -> list[Finding]:
        """The lines, in the order in which they first came up."""
        return list(self._by_code.values())

    def _add(self, kind: str, code: str, count: int, detail: str) -> None:
        finding = self._by_code.setdefault((kind, code), Finding(kind=kind, code=code))
        finding.count += count
        place = self.paragraph
        if kind != "kept" and place and place not in finding.places and len(finding.places) < MAX_PLACES:
            finding.places.append(place)
        if detail and detail not in finding.details and len(finding.details) < MAX_DETAILS:
            finding.details.append(detail)
