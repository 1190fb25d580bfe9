"""From the fields of a record to those of a page: pure. Streams get the same block ids in every import."""

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from cms.kernel.text import clean_line, nfc, strip_controls
from procedures import record as r

TITLE_LENGTH, SUMMARY_LENGTH = 255, 600

# Fields of a record that hold one entry a line.
LINES = frozenset({"aliases", "aliases_en", "keywords", "coordinating", "receiving_addresses"})

# Field of a record → that of a page, where Wagtail's own pages have taken the name.
RENAMED = {"aliases": "also_called", "aliases_en": "also_called_en", "decisions": "publication_decisions"}


def procedure_content_id(subsite_key: str, key: str) -> UUID:
    """The content id of a procedure that an import makes: known before the page exists, the same on every machine."""
    return uuid5(NAMESPACE_URL, f"{subsite_key}/procedure/{key}")


def names_of(name: str) -> dict[str, str]:
    """Title and official name: a name longer than a title is cut at a word in the title only."""
    whole = clean_line(name)
    title = shortened(whole, TITLE_LENGTH)
    return {"title": title, "official_name": "" if title == whole else whole}


def descriptions_of(description: str) -> dict[str, str]:
    """Summary and description: what is longer than a summary is cut at a word in the summary only."""
    whole = text_of(description)
    summary = shortened(clean_line(whole), SUMMARY_LENGTH)
    return {"summary": summary, "description": "" if summary == clean_line(whole) else whole}


def shortened(line: str, most: int) -> str:
    """A line of at most that many characters, cut between words and marked with an ellipsis."""
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:") + "…"


def text_of(text: str) -> str:
    """Several lines as they are stored: composed, without control characters."""
    return nfc(strip_controls(text.replace("\r\n", "\n"), keep_lines=True)).strip()


def lines_text(entries: Sequence[str]) -> str:
    """Entries as the lines of a text field, each once."""
    return "\n".join(dict.fromkeys(clean for entry in entries if (clean := clean_line(entry))))


def stream_json(name: str, items: Sequence[Any], *, seed: str) -> str:
    """The stored form of a stream field of the given records."""
    block, write = STREAMS[name]
    blocks = [
        {"type": block, "value": write(item, f"{seed}/{name}/{number}"), "id": _id(f"{seed}/{name}/{number}")}
        for number, item in enumerate(items)
    ]
    return json.dumps(blocks, ensure_ascii=False)


def plain_stream(raw: Any) -> Any:
    """What a stored stream says, without the ids of its blocks: for comparing."""
    if isinstance(raw, Mapping):
        return {key: plain_stream(value) for key, value in raw.items() if key != "id"}
    if isinstance(raw, Sequence) and not isinstance(raw, str):
        return [plain_stream(item) for item in raw]
    return "" if raw is None else raw


def _id(seed: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"procedures/{seed}"))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _struct(item: Any, _seed: str) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(item).items()}


def _list(items: Sequence[Any], seed: str) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": _struct(item, seed), "id": _id(f"{seed}/{number}")}
        for number, item in enumerate(items)
    ]


def _submission(item: r.Submission, seed: str) -> dict[str, Any]:
    return {**_struct(item, seed), "fees": _list(item.fees, f"{seed}/fees")}


def _case(item: r.DossierCase, seed: str) -> dict[str, Any]:
    return {"title": text_of(item.title), "items": _list(item.items, f"{seed}/items")}


def _form(item: r.Form, _seed: str) -> dict[str, Any]:
    return {"code": text_of(item.code), "name": text_of(item.name), "document": None, "file_name": text_of(item.file)}


def _basis(item: r.LegalBasis, seed: str) -> dict[str, Any]:
    return {**_struct(item, seed), "page": None}


def _decision(item: r.PublicationDecision, seed: str) -> dict[str, Any]:
    return {**_struct(item, seed), "is_shortened": "yes" if item.is_shortened else ""}


def _key(item: str, _seed: str) -> dict[str, Any]:
    return {"key": item}


# Field of the page and of the record alike → name of its block, and how one item is written.
STREAMS: dict[str, tuple[str, Callable[[Any, str], dict[str, Any]]]] = {
    "steps": ("step", _struct),
    "submissions": ("submission", _submission),
    "dossier": ("case", _case),
    "results": ("result", _struct),
    "forms": ("form", _form),
    "legal_basis": ("basis", _basis),
    "decisions": ("decision", _decision),
    "changes": ("change", _struct),
    "contacts": ("contact", _struct),
    "related": ("key", _key),
}
