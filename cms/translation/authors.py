"""Who wrote the words of a translation, whoever saved or sent its draft: for the rule of four eyes (R071)."""

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail_localize.models import SegmentOverride, StringTranslation

from cms.pages.registry import WrittenPart


def parts_of(pages: Sequence[Any]) -> Mapping[int, Sequence[WrittenPart]]:
    """Each confirmed segment of these pages, typed or read in from a file, and what was chosen for it. One query."""
    keys = {page.translation_key for page in pages}
    rows = StringTranslation.objects.filter(
        context__object_id__in=keys,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        last_translated_by__isnull=False,
    )
    chosen = SegmentOverride.objects.filter(context__object_id__in=keys, last_translated_by__isnull=False)
    columns = ("context__object_id", "locale", "last_translated_by", "updated_at")
    written: dict[tuple[Any, int], list[WrittenPart]] = {}
    for key, locale, person, at in (
        rows.order_by().values_list(*columns).union(chosen.order_by().values_list(*columns), all=True)
    ):
        written.setdefault((key, locale), []).append(WrittenPart(person_id=person, at=at))
    return {page.pk: written.get((page.translation_key, page.locale_id), []) for page in pages}
