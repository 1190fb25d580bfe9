"""What an import leaves in the entries of a procedure: what only editors can say. Pure, over blocks as stored."""

from collections.abc import Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]

# Stream → by what an entry is known again: the sure value, and the one that counts where either side lacks the first.
_KNOWN_BY = {
    "forms": ("code", "name"),
    "legal_basis": ("number", "title"),
    "publication_decisions": ("number", "number"),
}
# Stream → blocks that only editors choose: counters of the common list, pages of the catalogue.
_CHOSEN = {"contacts": "counter", "related": "procedure"}
# Stream → what editors choose inside an entry, a number of this database: the file of a form, our page of a document.
_CHOSEN_INSIDE = {"forms": "document", "legal_basis": "page"}
# What a record that names only the number of a decision seems to say of it.
_UNSAID = {"publication_decisions": {"action": "new"}}


def with_what_editors_said(name: str, given: Sequence[Block], present: Sequence[Block]) -> list[Block]:
    """The entries of a record for one stream, completed by the present ones.

    An entry that stood there already keeps each value that the record leaves empty (a file, our page of a document,
    its abstract and validity); counters and pages that were chosen stay in their places.
    """
    if name in _CHOSEN:
        return _around_chosen(given, present, chosen=_CHOSEN[name])
    if name not in _KNOWN_BY:
        return list(given)
    left = [dict(block.get("value") or {}) for block in present]
    return [{**block, "value": _completed(name, block["value"], left)} for block in given]


def _around_chosen(given: Sequence[Block], present: Sequence[Block], *, chosen: str) -> list[Block]:
    """The entries of the record one by one in the places of those they replace; the rest behind them."""
    left = iter(given)
    kept = [block if block["type"] == chosen else next(left, None) for block in present]
    return [*(block for block in kept if block is not None), *left]


def without_what_only_editors_say(name: str, blocks: Sequence[Block]) -> list[Block]:
    """The entries as any office would say them: without files, pages and counters of this database."""
    said = [block for block in blocks if name not in _CHOSEN or block["type"] != _CHOSEN[name]]
    if name not in _CHOSEN_INSIDE:
        return said
    chosen = _CHOSEN_INSIDE[name]
    return [
        {**block, "value": {key: inner for key, inner in block["value"].items() if key != chosen}} for block in said
    ]


def _completed(name: str, said: Mapping[str, Any], left: list[dict[str, Any]]) -> dict[str, Any]:
    """A value with what the present entry says beside it; that entry is taken from those that are left."""
    number = _place(said, left, *_KNOWN_BY[name])
    if number is None:
        return dict(said)
    before = left.pop(number)
    unsaid = _UNSAID.get(name, {}) if _says_only(name, said) else {}
    return {
        key: before.get(key, value) if value in ("", None) or unsaid.get(key) == value else value
        for key, value in said.items()
    }


def _says_only(name: str, said: Mapping[str, Any]) -> bool:
    """Whether it is an entry with nothing but its number."""
    known = {*_KNOWN_BY[name], *_UNSAID.get(name, {})}
    return not any(value for key, value in said.items() if key not in known)


def _place(said: Mapping[str, Any], left: Sequence[Mapping[str, Any]], sure: str, other: str) -> int | None:
    """Where the present entry stands. Entries with different numbers are two, whatever their titles."""
    for number, before in enumerate(left):
        if said.get(sure) and said[sure] == before.get(sure):
            return number
    for number, before in enumerate(left):
        is_open = not (said.get(sure) and before.get(sure))
        if is_open and said.get(other) and said[other] == before.get(other):
            return number
    return None
