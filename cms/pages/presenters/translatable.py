"""Every word of a page that a translator translates: what makes its translation stale when it changes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, TextField
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail_localize.fields import get_translatable_fields

# An address of its own, and a reason that is given to readers of its own language.
_NO_WORDS = frozenset({"slug", "withdrawal_reason"})


def words_of(page: Any) -> list[str]:
    """The texts of its translated fields and of the blocks in them, by place; empty ones too. No query."""
    found: list[str] = []
    for translatable in get_translatable_fields(type(page)):
        field = translatable.get_field(type(page))
        if not translatable.is_translated(page) or field.name in _NO_WORDS:
            continue
        if isinstance(field, StreamField):
            found += _stream_words(field.stream_block, getattr(page, field.name).raw_data)
        elif isinstance(field, CharField | TextField):
            found.append(str(getattr(page, field.attname) or ""))
    return found


def _stream_words(block: StreamBlock, rows: Any) -> Iterator[str]:
    for row in rows:
        child = block.child_blocks.get(row.get("type")) if isinstance(row, Mapping) else None
        if child is not None:
            yield from _words(child, row.get("value"))


def _words(block: Any, value: Any) -> Iterator[str]:
    if isinstance(block, StructBlock) and isinstance(value, Mapping):
        for name, child in block.child_blocks.items():
            yield from _words(child, value.get(name))
    elif isinstance(block, ListBlock) and isinstance(value, list):
        for item in value:
            yield from _words(block.child_block, item.get("value") if isinstance(item, Mapping) else item)
    elif isinstance(block, StreamBlock) and isinstance(value, list):
        yield from _stream_words(block, value)
    elif isinstance(block, CharBlock | TextBlock | RichTextBlock):
        yield value if isinstance(value, str) else ""
