"""The papers of a dossier: real records mix them with headings and notes, and put forms among the numbers."""

import json
import re
from typing import Any

from procedures.importing import limits, values, vocabulary
from procedures.importing.sink import Sink
from procedures.record import ABSENT, DossierCase, DossierItem
from procedures.terms import ItemType, term_key

_ITEM = ("type", "name", "originals", "copies", "form_code", "note")
_NOTE = re.compile(r"^(?:lưu ý|ghi chú|chú ý|\*)\s*[:.*-]?\s*", re.IGNORECASE)
_HEADING = re.compile(r"^(?:[ivx]{1,5}|[a-zđ]|\d{1,2})\s*[.)]\s*\S.*:$|^[^|]{3,}:$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|odt|rtf|zip)$", re.IGNORECASE)
_FORM = re.compile(r"^(?:mẫu|phụ lục|biểu mẫu|tờ khai|đơn)\b", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,3})\s*(?:bộ|bản|tờ|ảnh|chiếc|cái)?(?:\s*(chính|sao|gốc|photo))?", re.IGNORECASE)
_MOST = 100


def dossier(value: Any, sink: Sink) -> Any:
    """The cases with their lines. A bare list of papers is one case without a title."""
    cases = _cases_of_cell(value) if isinstance(value, str) else value
    if not isinstance(cases, list):
        sink.found("not_list")
        return ABSENT
    if cases and not any(isinstance(entry, dict) and "items" in entry for entry in cases):
        cases = [{"title": "", "items": cases}]
    read = [case for entry in cases if (case := _case(entry, sink)) is not None]
    return ABSENT if cases and not read else tuple(read)


def _case(entry: Any, sink: Sink) -> DossierCase | None:
    if not isinstance(entry, dict) or any(name not in ("title", "items") for name in entry):
        sink.found("not_a_record")
        return None
    items = entry.get("items") or []
    if not isinstance(items, list) or len(items) > limits.MAX_ITEMS:
        sink.found("too_many" if isinstance(items, list) else "not_list", limit=limits.MAX_ITEMS)
        return None
    said = values.plain_text(entry.get("title") or "", sink, limit=500)
    read, empty = [], 0
    for row in items:
        item = _item({"name": row} if isinstance(row, str) else row, sink)
        if item is None:
            empty += 1
        else:
            read.append(item)
    if empty:
        sink.found("empty_items", count=empty)
    return DossierCase(title="" if said is ABSENT else said, items=tuple(read)) if read else None


def _item(row: Any, sink: Sink) -> DossierItem | None:
    if not isinstance(row, dict) or any(name not in _ITEM for name in row):
        sink.found("not_a_record")
        return None
    name = values.plain_text(row.get("name") or "", sink, limit=3_000)
    if name is ABSENT or not name:
        return None
    form = _line(row.get("form_code"), sink)
    originals, form = _quantity(row.get("originals"), form, sink)
    copies, form = _quantity(row.get("copies"), form, sink)
    kind = _kind(row.get("type"), name, originals, copies, form, sink)
    if kind != ItemType.PAPER:
        originals = copies = None
    elif not originals and not copies and (originals == 0 or copies == 0):
        sink.found("no_quantity", value=name)
        originals = copies = None
    note = _line(row.get("note"), sink)
    if len(form) > limits.MAX_CODE:
        form, note = "", "; ".join(part for part in (form, note) if part)
    if kind == ItemType.NOTE:
        name = _NOTE.sub("", name).strip() or name
    return DossierItem(name=name, type=kind, originals=originals, copies=copies, form_code=form, note=note[:1_000])


def _kind(said: Any, name: str, originals: int | None, copies: int | None, form: str, sink: Sink) -> str:
    """As the record says; else by what the line looks like when no paper was asked for."""
    if said:
        known = term_key(ItemType, str(said)) or vocabulary.choice_of(str(said), vocabulary.ITEM_TYPES)
        if known is None:
            sink.found("unknown_choice", value=str(said), choices=", ".join(str(label) for label in ItemType.labels))
        return known or ItemType.PAPER.value
    if originals or copies or form:
        return ItemType.PAPER.value
    kind = ItemType.PAPER
    if _NOTE.match(name):
        kind = ItemType.NOTE
    elif _HEADING.match(name):
        kind = ItemType.HEADING
    if kind != ItemType.PAPER:
        sink.found("item_kind", value=name, kind=str(kind.label))
    return kind.value


def _quantity(value: Any, form: str, sink: Sink) -> tuple[int | None, str]:
    """How many, and the form: names of forms stand in the column of numbers of real records (DOMAIN B4)."""
    if value is None or isinstance(value, bool):
        return None, form
    said = " ".join(str(value).split())
    if not said or vocabulary.is_nothing(said):
        return None, form
    if found := _COUNT.fullmatch(re.sub(r"^bản (?:chính|sao)\s*:\s*", "", said, flags=re.IGNORECASE)):
        number = int(found[1])
        if number <= _MOST:
            return number, form
    if _FILE.search(said) or _FORM.match(said):
        sink.found("misplaced_form", value=said)
        return None, form or said
    sink.found("negative" if said.startswith("-") else "not_number", value=said)
    return None, form


def _line(value: Any, sink: Sink) -> str:
    if value is None or vocabulary.is_nothing(str(value)):
        return ""
    found = values.plain_text(value, sink, limit=1_000)
    return " ".join(found.split()) if isinstance(found, str) else ""


def _cases_of_cell(text: str) -> Any:
    """A line for each paper, “name | originals | copies | form | note”; “# title” begins a case."""
    if text.strip()[:1] == "[":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
    cases: list[dict[str, Any]] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if line.startswith("#"):
            cases.append({"title": line.lstrip("# ").strip(), "items": []})
            continue
        if not cases:
            cases.append({"title": "", "items": []})
        cells = [cell.strip() for cell in line.split("|", 4)]
        cases[-1]["items"].append(dict(zip(_ITEM[1:], cells, strict=False)))
    return [case for case in cases if case["items"]]
