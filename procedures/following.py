"""A translated procedure says what its Vietnamese one says now: rows, numbers, codes and dates are the same (ADR 0180).

Words are those that were approved in the translation. What has none yet is left out, never shown in Vietnamese, and
the page says that it is out of date (`is_stale`).
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StreamBlock, StreamValue, StructBlock, TextBlock
from wagtail.fields import StreamField

from cms.pages.presenters.following import public_source_of
from cms.translation.comparing import likeness
from cms.translation.gate import is_vietnamese
from cms.translation.pairs import Pairs, pairs_of
from procedures.models import ProcedurePage
from procedures.models.procedure import SAME_EVERYWHERE

# Below this two passages are not the same one reworded.
LEAST_LIKE = 0.7
# They name a thing and are no words, whatever letters they have.
NAMES = frozenset({"number", "code", "form_code", "file_name", "phone", "key"})


def as_its_source_says(page: ProcedurePage) -> ProcedurePage:
    """The page with the facts of its public source; itself where it has none. Five queries."""
    source = public_source_of(page)
    if source is None:
        return page
    shown = copy.copy(page)
    for name in SAME_EVERYWHERE:
        setattr(shown, name, getattr(source, name))
    pairs = pairs_of(page)
    if not pairs.by_text:  # written by hand: nobody knows which of its words say what
        return shown
    for field in ProcedurePage._meta.get_fields():
        if isinstance(field, StreamField):
            block = field.stream_block
            theirs, own = _raw(source, field.name), _raw(page, field.name)
            rows = Following(pairs, own).rows(block, theirs, own, field.name)
            setattr(shown, field.name, StreamValue(block, rows, is_lazy=True))
    return shown


class Following:
    """One stream of a translation, in the rows of its source."""

    def __init__(self, pairs: Pairs, own: Sequence[Mapping[str, Any]]) -> None:
        self.pairs = pairs
        self.approved = frozenset(_strings(own))

    def rows(
        self, block: StreamBlock, source: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]], place: str
    ) -> list[dict[str, Any]]:
        """Each row of the source, with the words of the row that has its id."""
        known = {row.get("id"): row for row in own}
        found = []
        for row in source:
            child = block.child_blocks.get(row.get("type"))
            if child is None:
                continue
            mine = known.get(row.get("id"), {})
            here = mine.get("value") if mine.get("type") == row["type"] else None
            found.append({**row, "value": self.value(child, row.get("value"), here, f"{place}.{row.get('id')}")})
        return found

    def value(self, block: Any, source: Any, own: Any, place: str) -> Any:
        """What a block says: its words in the translation, everything else as in the source."""
        if isinstance(block, StructBlock) and isinstance(source, Mapping):
            mine = own if isinstance(own, Mapping) else {}
            return {
                name: self.value(block.child_blocks.get(name), value, mine.get(name), f"{place}.{name}")
                for name, value in source.items()
            }
        if isinstance(block, ListBlock) and isinstance(source, list):
            return self._items(block, source, own if isinstance(own, list) else [], place)
        if isinstance(block, CharBlock | TextBlock | RichTextBlock):
            return self._words(source, own, place)
        return own if place in self.pairs.overrides and own is not None else source

    def _items(self, block: ListBlock, source: list[Any], own: list[Any], place: str) -> list[Any]:
        known = {item.get("id"): item.get("value") for item in own if isinstance(item, Mapping)}
        items = (item for item in source if isinstance(item, Mapping) and "value" in item)
        return [
            {
                **item,
                "value": self.value(
                    block.child_block, item["value"], known.get(item.get("id")), f"{place}.{item.get('id')}"
                ),
            }
            for item in items
        ]

    def _words(self, source: Any, own: Any, place: str) -> Any:
        """The approved English of these very words; else, of a passage that was reworded, what it said until now."""
        if not isinstance(source, str) or not source.strip():
            return source
        found = self.pairs.by_text.get(source.strip(), frozenset()) & self.approved
        if found:
            return own if own in found else min(found)
        if place.rpartition(".")[2] in NAMES or not is_vietnamese(source):
            return source
        former = self.pairs.by_place.get(place)
        if isinstance(own, str) and (former is None or likeness(former, source) >= LEAST_LIKE):
            return own
        return ""


def _raw(page: ProcedurePage, name: str) -> list[dict[str, Any]]:
    return [row for row in getattr(page, name).raw_data if isinstance(row, dict)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner)
