"""The memory of translations (wagtail-localize): frozen sources, segments, and what was translated before.

A sentence is one row for all texts that ever had it. What no text has any more is deleted; what a text still has goes
when that text is taken apart again, from a page that no longer holds the words.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslationSource,
)

from cms.erasure.scope import Scope
from cms.erasure.words import Words


def cleanse_memory(words: Words, *, scope: Scope, standing: Collection[int], write: bool) -> int:
    """How many rows hold the words, but for those of pages that must be corrected first (`standing`).

    With `write` after the pages: a source is taken from its page anew.
    """
    by_version = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(pk__in=scope.ids, alias_of__isnull=True)
    }
    keys = {key for key, _locale in by_version}
    renewed = [
        source
        for source in TranslationSource.objects.filter(object__in=keys)
        if (page := by_version.get((source.object_id, source.locale_id))) is not None
        and page.pk not in standing
        and _holds(source, words)
    ]
    leftover = _leftover(words, keys=keys, renewed=[source.pk for source in renewed])
    templates = [row.pk for row in _unused_templates([source.pk for source in renewed]) if words.are_in(row.template)]
    count = len(renewed) + len(leftover) + len(templates)
    if write:
        for source in renewed:
            page = by_version[source.object_id, source.locale_id]
            TranslationSource.update_or_create_from_instance(Page.objects.get(pk=page.pk).specific)
        String.objects.filter(pk__in=leftover, segments__isnull=True).delete()
        Template.objects.filter(pk__in=templates, segments__isnull=True).delete()
    kept = {(page.translation_key, page.locale_id) for page in by_version.values() if page.pk in standing}
    for rows, name in (
        (StringTranslation.objects.exclude(translation_of__in=leftover), "data"),
        (SegmentOverride.objects.all(), "data_json"),
    ):
        count += _replace_in(rows.filter(context__object__in=keys), name, words, kept=kept, write=write)
    return count


def _holds(source: TranslationSource, words: Words) -> bool:
    """Whether its copy of the page, or one of its segments, holds the words."""
    strings = StringSegment.objects.filter(source=source).values_list("string__data", "attrs")
    return words.are_in([source.object_repr, source.content_json]) or any(words.are_in(list(row)) for row in strings)


def _leftover(words: Words, *, keys: Collection[Any], renewed: Collection[int]) -> list[int]:
    """Sentences with the words that no text will have, once these sources are renewed, and that no other site used."""
    in_use = StringSegment.objects.exclude(source__in=renewed).values("string")
    elsewhere = StringTranslation.objects.filter(context__isnull=False).exclude(context__object__in=keys)
    rows = String.objects.exclude(pk__in=in_use).exclude(pk__in=elsewhere.values("translation_of"))
    part = Q()
    for run in words.runs:
        part |= Q(data__icontains=run)
    return [row.pk for row in rows.filter(part).iterator() if words.are_in(row.data)]


def _unused_templates(renewed: Collection[int]) -> "QuerySet[Any]":
    rows: QuerySet[Any] = Template.objects.exclude(
        pk__in=TemplateSegment.objects.exclude(source__in=renewed).values("template")
    )
    return rows


def _replace_in(rows: "QuerySet[Any]", name: str, words: Words, *, kept: set[tuple[Any, int]], write: bool) -> int:
    """Translations into a language whose page must be corrected first stay: the page would be built of them again."""
    count = 0
    for row in rows.select_related("context").iterator():
        changed, found = words.replaced(getattr(row, name))
        if not found or (row.context.object_id, row.locale_id) in kept:
            continue
        count += 1
        if write:
            type(row).objects.filter(pk=row.pk).update(**{name: changed})
    return count
