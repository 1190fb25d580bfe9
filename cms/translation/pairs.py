"""Which English words were confirmed for which Vietnamese ones, on one page: for documents that follow their source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail_localize.models import SegmentOverride, StringTranslation
from wagtail_localize.strings import StringValue


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """`by_text`: Vietnamese → every English confirmed for it. `by_place`: place → the Vietnamese it was made from last.

    `overrides`: the places where another picture, file or address was chosen for the translation.
    """

    by_text: Mapping[str, frozenset[str]]
    by_place: Mapping[str, str]
    overrides: frozenset[str]


def pairs_of(page: Any) -> Pairs:
    """Of a translated page. Two queries."""
    rows = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
    ).order_by("updated_at", "pk")
    by_text: dict[str, set[str]] = {}
    by_place: dict[str, str] = {}
    for place, source, data in rows.values_list("context__path", "translation_of__data", "data"):
        vietnamese = StringValue(source).render_text()
        by_text.setdefault(vietnamese, set()).add(StringValue(data).render_text())
        by_place[place] = vietnamese
    overrides = SegmentOverride.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id, has_error=False
    )
    return Pairs(
        by_text={text: frozenset(words) for text, words in by_text.items()},
        by_place=by_place,
        overrides=frozenset(overrides.values_list("context__path", flat=True)),
    )
