"""What of a page makes its translation stale when it changes: every word that is translated, and where links lead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import CharField, TextField
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import get_translatable_fields

# An address of its own, and a reason that is given to readers of its own language.
_NO_WORDS = frozenset({"slug", "withdrawal_reason"})
_LINK = re.compile(r"<a\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def words_of(page: Any) -> list[str]:
    """The texts of its translated fields and of the blocks in them, by place; empty ones too. No query."""
    found: list[str] = []
    for translatable in get_translatable_fields(type(page)):
        field = translatable.get_field(type(page))
        if not translatable.is_translated(page) or field.name in _NO_WORDS:
            continue
        if isinstance(field, StreamField):
            leaves = _leaves(field.stream_block, getattr(page, field.name).raw_data)
            words = (value for block, value in leaves if isinstance(block, CharBlock | TextBlock | RichTextBlock))
            found += [value if isinstance(value, str) else "" for value in words]
        elif isinstance(field, CharField | TextField):
            found.append(str(getattr(page, field.attname) or ""))
    return found


def addresses_of(page: Any) -> list[str]:
    """Where the links of its translated fields lead, and which files, videos and pages stand in them, by place.

    Pictures are no part of it: what they say is in their words. No query.
    """
    found: list[str] = []
    for translatable in get_translatable_fields(type(page)):
        field = translatable.get_field(type(page))
        if not translatable.is_translated(page):
            continue
        if isinstance(field, StreamField):
            leaves = _leaves(field.stream_block, getattr(page, field.name).raw_data)
            found += [address for block, value in leaves for address in _addresses(block, value)]
        elif isinstance(field, RichTextField):
            found += _links(str(getattr(page, field.attname) or ""))
    return found


def _addresses(block: Any, value: Any) -> list[str]:
    if isinstance(block, RichTextBlock):
        return _links(value) if isinstance(value, str) else []
    if isinstance(block, URLBlock):
        return [f"url {value}"] if value else []
    if isinstance(block, PageChooserBlock | DocumentChooserBlock):
        return [f"{block.name or type(block).__name__} {value}"] if value else []
    return []


def _links(html: str) -> list[str]:
    """Of each link what names its target."""
    tags = (dict(_ATTRIBUTE.findall(inner)) for inner in _LINK.findall(html))
    named = ([f"{name}={tag[name]}" for name in ("linktype", "id", "href") if name in tag] for tag in tags)
    return [" ".join(parts) for parts in named if parts]


def _leaves(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """Every block that holds no others, with its value, by place."""
    if isinstance(block, StreamBlock):
        for row in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
            child = block.child_blocks.get(row.get("type")) if isinstance(row, Mapping) else None
            if child is not None:
                yield from _leaves(child, row.get("value"))
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items() if isinstance(value, Mapping) else ():
            yield from _leaves(child, value.get(name))
    elif isinstance(block, ListBlock):
        for item in value if isinstance(value, list) else ():
            yield from _leaves(block.child_block, item.get("value") if isinstance(item, Mapping) else item)
    else:
        yield block, value
