"""A file of official names: a YAML list of `{vi, en, kind, accepted, forbidden, note, source}`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cms.translation.glossary.errors import BrokenTermFile
from cms.translation.glossary.models import TermKind

OFFICIAL = Path(__file__).parent / "data" / "official_terms.yaml"
MAX_BYTES = 1_000_000
# The file names the rule most terms follow by a sign.
CIRCULAR = "TT 03/2009/TT-BNG"
_FIELDS = frozenset({"vi", "en", "kind", "accepted", "forbidden", "note", "source"})


@dataclass(frozen=True, kw_only=True)
class OfficialTerm:
    """One name of a file."""

    vietnamese: str
    english: str
    kind: str
    accepted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""
    rule_source: str = ""


def read_terms(path: Path = OFFICIAL) -> list[OfficialTerm]:
    """The names of a file; raise BrokenTermFile with the line or entry that is wrong."""
    try:
        data = path.read_bytes()
        rows = yaml.safe_load(data) if len(data) <= MAX_BYTES else None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BrokenTermFile(reason=str(error)[:300]) from error
    if not isinstance(rows, list):
        raise BrokenTermFile(reason="not a list of terms")
    return [_read(number, row) for number, row in enumerate(rows, start=1)]


def _read(number: int, row: Any) -> OfficialTerm:
    if not isinstance(row, dict) or set(row) - _FIELDS:
        raise BrokenTermFile(reason=f"entry {number}: unknown fields")
    texts = {name: row.get(name, "") for name in ("vi", "en", "kind", "note")}
    if not all(isinstance(text, str) for text in texts.values()) or not texts["vi"] or not texts["en"]:
        raise BrokenTermFile(reason=f"entry {number}: both names are needed, as text")
    if texts["kind"] not in TermKind.values:
        raise BrokenTermFile(reason=f"entry {number}: no such kind")
    forms = {name: row.get(name) or [] for name in ("accepted", "forbidden")}
    if not all(isinstance(list_, list) and all(isinstance(form, str) for form in list_) for list_ in forms.values()):
        raise BrokenTermFile(reason=f"entry {number}: forms are a list of texts")
    # YAML reads a bare ~ as nothing: the key alone says that the Circular is meant.
    source = (row["source"] or CIRCULAR) if "source" in row else ""
    return OfficialTerm(
        vietnamese=texts["vi"],
        english=texts["en"],
        kind=texts["kind"],
        accepted=tuple(forms["accepted"]),
        forbidden=tuple(forms["forbidden"]),
        note=texts["note"],
        rule_source=str(source),
    )
