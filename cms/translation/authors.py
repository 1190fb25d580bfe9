"""Who wrote the words of a translation, whoever saved or sent its draft: for the rule of four eyes (R071)."""

from typing import Any

from wagtail_localize.models import SegmentOverride, StringTranslation

from cms.pages.registry import WrittenPart


def parts_of(page: Any) -> list[WrittenPart]:
    """Each confirmed segment of this page, typed or read in from a file, and what was chosen for it. One query."""
    rows = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        last_translated_by__isnull=False,
    )
    chosen = SegmentOverride.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id, last_translated_by__isnull=False
    )
    columns = ("last_translated_by", "updated_at")
    parts = rows.order_by().values_list(*columns).union(chosen.order_by().values_list(*columns), all=True)
    return [WrittenPart(person_id=person, at=at) for person, at in parts]
