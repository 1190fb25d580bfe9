"""An English page that was written by hand begins to be kept by segments: its words become suggestions."""

import re
from collections.abc import Iterable
from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.states import Origin

_ID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def seed_from_page(source: TranslationSource, target: Any) -> int:
    """Propose the words of the English page for the segments at the same place; how many were found.

    Fields are matched by name; parts of a stream by order, and only where both languages have the same parts in the
    same order. A person confirms each: nobody knows from which version of the Vietnamese text they were made.
    """
    rows = list(StringSegment.objects.filter(source=source).select_related("context", "string").order_by("order"))
    mine = _by_field((row.context.path, row) for row in rows)
    values = [value for value in extract_segments(target) if isinstance(value, StringSegmentValue)]
    theirs = _by_field((value.path, value) for value in values)
    found = 0
    for field, places in mine.items():
        other = theirs.get(field, [])
        if [shape for shape, _row in places] != [shape for shape, _value in other]:
            continue
        for (_shape, row), (_same, value) in zip(places, other, strict=True):
            found += _suggest(row, value.string.data, locale=target.locale)
    return found


def _suggest(row: StringSegment, data: str, *, locale: Any) -> int:
    if not data.strip() or data == row.string.data:
        return 0
    _row, is_new = StringTranslation.objects.get_or_create(
        translation_of=row.string,
        context=row.context,
        locale=locale,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
            "tool_name": Origin.EXISTING.value,
        },
    )
    return int(is_new)


def _by_field(places: Iterable[tuple[str, Any]]) -> dict[str, list[tuple[str, Any]]]:
    """Field → (place without the ids of blocks, what stands there), in order."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for path, value in places:
        parts = path.split(".")
        shape = ".".join(part for part in parts if not _ID.match(part))
        found.setdefault(parts[0], []).append((shape, value))
    return found
