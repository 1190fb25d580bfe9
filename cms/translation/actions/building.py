"""The English draft is made of confirmed segments, of all of them or not at all; reviewers decide whether it goes live.

Not by wagtail-localize's own `create_or_update_translation`: with what is missing it writes the source's words, and it
writes the row of a live page, which is what the public reads once the store is rebuilt (ADR 0102).
"""

import datetime
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import StringSegment, TranslationLog, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from cms.audit.actions import record
from cms.audit.deciding import deciding
from cms.kernel.text import slugify
from cms.pages.models import BasePage
from cms.translation.actions.permitting import require_writable
from cms.translation.errors import NotReady, Untranslated
from cms.translation.models import TranslationBuild, TranslationRequest
from cms.translation.queries import segments_of, source_of
from cms.translation.segments import HIDDEN_PATHS, OPTIONAL_PATHS, Segment

if TYPE_CHECKING:
    from cms.accounts.models import User


@transaction.atomic
def build_draft(*, request: TranslationRequest, by: "User", at: datetime.datetime) -> Revision:
    """Save a draft of the English page made of the confirmed segments; the public page stays as it is.

    Raise NotAllowed, NotOpen, PageLocked, NotReady, and Untranslated with the segments that nobody confirmed: then
    nothing has changed. Words of the source never stand in for those of the translation.
    """
    current = require_writable(request, by=by, at=at)
    source = source_of(current)
    if source is None or not current.is_ready or current.target_page_id is None:
        raise NotReady
    return save_draft(current, source, by=by, at=at)


def save_draft(
    request: TranslationRequest, source: TranslationSource, *, by: "User", at: datetime.datetime
) -> Revision:
    """A version of the English page as its segments stand; under `require_writable`. Raise Untranslated."""
    segments = segments_of(request)
    missing = [segment.source for segment in segments if segment.is_missing]
    if missing:
        raise Untranslated(missing)
    page = translated_page(request, source, segments)
    with deciding(by=by, at=at):
        if not page.live:
            page.save(clean=False)
        revision = page.save_revision(user=by, clean=False)
    TranslationBuild.objects.create(
        revision=revision, request=request, source_fingerprint=request.synced_fingerprint, by=by, at=at
    )
    TranslationLog.objects.create(source=source, locale=page.locale, revision=revision)
    record(action="translation.built", by=by, at=at, target=request, data={"segments": len(segments)})
    return revision


def translated_page(
    request: TranslationRequest, source: TranslationSource, segments: list[Segment], *, with_source_words: bool = False
) -> BasePage:
    """The English page as its segments make it, in hand and not saved.

    Moments of publication and other facts of the English draft stay; pictures and facts are the source's, or what was
    chosen for the translation. `with_source_words`: for a preview, the source's words where nobody confirmed others.
    """
    original: Any = source.as_instance()
    stored: Any = Page.objects.get(pk=request.target_page_id).specific
    page: BasePage = stored.get_latest_revision_as_object()
    copy_synchronised_fields(original, page)
    values = _values(source, page.locale, segments, with_source_words=with_source_words)
    ingest_segments(original, page, source.locale, page.locale, values)
    _settle_streams(page)
    _empty_what_is_empty(original, page, values)
    page.slug = _slug(page, stored, segments)
    return page


def _values(source: TranslationSource, locale: Any, segments: list[Segment], *, with_source_words: bool) -> list[Any]:
    """What `ingest_segments` takes: everything but the words as localize has it, and the confirmed words."""
    confirmed = {segment.id for segment in segments if segment.confirmed}
    found = source._get_segments_for_translation(locale, fallback=True)
    others = [value for value in found if not isinstance(value, StringSegmentValue)]
    rows = StringSegment.objects.filter(source=source).annotate_translation(locale).select_related("context", "string")
    words = []
    for row in rows:
        if row.context.path in OPTIONAL_PATHS or (row.pk not in confirmed and not with_source_words):
            continue
        data = row.translation if row.pk in confirmed else row.string.data
        value = StringSegmentValue(row.context.path, StringValue(data), attrs=json.loads(row.attrs))
        words.append(value.with_order(row.order))
    return [*others, *words]


def _settle_streams(page: BasePage) -> None:
    """Streams as they would be stored: the library writes into their blocks, and a preview reads what is stored."""
    for field in type(page)._meta.get_fields():
        if isinstance(field, StreamField):
            setattr(page, field.name, field.to_python(field.get_prep_value(getattr(page, field.name))))


def _empty_what_is_empty(original: BasePage, page: BasePage, values: list[Any]) -> None:
    """What has no segment has no words: it is as in the source, even where the translation had some before."""
    with_segments = {value.path.partition(".")[0] for value in values} | OPTIONAL_PATHS | HIDDEN_PATHS
    for translatable in get_translatable_fields(type(page)):
        field = translatable.get_field(type(page))
        is_column = getattr(field, "concrete", False) and not field.many_to_many
        if is_column and translatable.is_translated(original) and field.name not in with_segments:
            setattr(page, field.attname, getattr(original, field.attname))


def _slug(page: BasePage, stored: Page, segments: list[Segment]) -> str:
    """English: what the translator wrote, else that of the public page, else made of the English title."""
    chosen = next((s.translation for s in segments if s.path == "slug" and s.confirmed), "")
    wanted = slugify(chosen) or (stored.slug if stored.live else "") or slugify(page.title)
    return str(find_available_slug(stored.get_parent(), wanted, ignore_page_id=stored.pk))
