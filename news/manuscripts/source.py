"""What is known of a Word file while it is walked, and what is gathered on the way."""

from dataclasses import dataclass, field

from news.manuscripts.drawings import Pictures
from news.manuscripts.findings import Findings
from news.manuscripts.numbering import Numbering
from news.manuscripts.styles import Styles


@dataclass(kw_only=True)
class Source:
    """What the walk needs to know of the file."""

    styles: Styles
    numbering: Numbering
    findings: Findings
    pictures: Pictures
    links: dict[str, int] = field(default_factory=dict)  # address → its number, from 1
    note_ids: dict[str, set[str]] = field(default_factory=dict)
