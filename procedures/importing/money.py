"""Fees as records write them: “50.000 đồng”, “Miễn phí”, “Theo quy định của HĐND tỉnh”."""

import re
from typing import Any

from cms.kernel.money import NotAnAmount, parse_vnd
from cms.kernel.text import fold
from procedures.importing import limits, values, vocabulary
from procedures.importing.sink import Sink
from procedures.record import ABSENT, Fee
from procedures.terms import FeeKind, term_key

MOST_VND = 10_000_000_000
_FREE = frozenset({"mien phi", "khong thu", "khong thu phi", "khong mat phi", "khong", "free", "0"})
_KINDS = re.compile(r"^\s*(lệ phí|phí|le phi|phi)\s*:?\s*", re.IGNORECASE)
_NOTE = re.compile(r"\(([^()]*)\)\s*$")
_NAMES = ("kind", "amount_vnd", "note")


def fees(value: Any, sink: Sink) -> tuple[Fee, ...]:
    """The fees of one way of applying; none where the record says nothing."""
    if value is None or (isinstance(value, str) and vocabulary.is_nothing(value)):
        return ()
    if isinstance(value, int) and not isinstance(value, bool):
        value = [{"amount_vnd": value}]
    if isinstance(value, str):
        value = [entry.strip() for entry in value.replace("\n", ";").split(";") if entry.strip()]
    if not isinstance(value, list) or len(value) > limits.MAX_ITEMS:
        sink.found("not_list")
        return ()
    found = [_of_words(entry, sink) if isinstance(entry, str) else _of_row(entry, sink) for entry in value]
    return tuple(fee for fee in found if fee is not None)


def _of_row(row: Any, sink: Sink) -> Fee | None:
    if not isinstance(row, dict) or any(name not in _NAMES for name in row):
        sink.found("not_a_record")
        return None
    note = values.plain_text(row.get("note") or "", sink, limit=500)
    note = note if note is not ABSENT else ""
    said = row.get("kind")
    kind = term_key(FeeKind, str(said)) if said else FeeKind.FEE.value
    if kind is None:
        sink.found("unknown_choice", value=str(said), choices=", ".join(str(label) for label in FeeKind.labels))
        return None
    amount = row.get("amount_vnd")
    if isinstance(amount, str):
        return _with_note(_of_words(amount, sink), kind, note)
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int)):
        amount = int(amount) if isinstance(amount, float) and amount.is_integer() else str(amount)
    if isinstance(amount, str) or (amount is not None and not 0 <= amount <= MOST_VND):
        sink.found("not_number" if isinstance(amount, str) else _beyond(amount), value=str(amount)[:60])
        return None
    return Fee(kind=kind, amount_vnd=amount, note=note)


def _with_note(fee: Fee | None, kind: str, note: str) -> Fee | None:
    if fee is None:
        return None
    return Fee(kind=kind, amount_vnd=fee.amount_vnd, note="; ".join(part for part in (note, fee.note) if part)[:500])


def _of_words(entry: str, sink: Sink) -> Fee | None:
    """“Lệ phí: 50.000 đồng (một lần)”; words that are no amount become the note of a fee without a fixed sum."""
    said = values.plain_text(entry, sink, limit=500)
    if said is ABSENT or not said:
        return None
    kind = FeeKind.FEE.value
    if named := _KINDS.match(said):
        rest = said[named.end() :]
        if rest:
            kind = FeeKind.CHARGE.value if fold(named[1]).startswith("le") else kind
            said = rest
    note = ""
    if found := _NOTE.search(said):
        note, said = found[1].strip(), said[: found.start()].strip()
    if fold(said).strip(" .") in _FREE:
        return Fee(kind=kind, amount_vnd=0, note=note)
    try:
        amount = parse_vnd(said)
    except NotAnAmount:
        sink.found("fee_text", value=said)
        return Fee(kind=kind, amount_vnd=None, note="; ".join(part for part in (said, note) if part)[:500])
    if not 0 <= amount <= MOST_VND:
        sink.found(_beyond(amount), value=said[:60])
        return None
    return Fee(kind=kind, amount_vnd=amount, note=note)


def _beyond(amount: int) -> str:
    """How an amount outside the limits is called."""
    return "negative" if amount < 0 else "too_much"
