"""What of a text may be another one in its translation: pictures, files, addresses of links and videos (R077)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, URLField
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.models import OverridableSegment, SegmentOverride, TranslationSource

from cms.media.models import Document, Image
from cms.translation.labels import label_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import locale_of, source_of


class Kind(StrEnum):
    """What stands there."""

    IMAGE = "image"
    DOCUMENT = "document"
    ADDRESS = "address"


@dataclass(frozen=True, kw_only=True)
class Replaceable:
    """A place, what stands there in the source, and what was chosen for the translation (None: the same).

    `context_id`: wagtail-localize's row of the place. Pictures and files by their number, addresses as they are.
    """

    id: int
    context_id: int
    path: str
    label: str
    kind: Kind
    source: int | str
    chosen: int | str | None


def replaceables_of(request: TranslationRequest) -> list[Replaceable]:
    """Every such place in the order of the page; empty before the text was prepared. Four queries."""
    source = source_of(request)
    if source is None:
        return []
    model: Any = source.specific_content_type.model_class()
    rows = OverridableSegment.objects.filter(source=source).select_related("context").order_by("order", "pk")
    chosen = {
        row.context_id: row.data
        for row in SegmentOverride.objects.filter(
            context__object_id=source.object_id, locale=locale_of(request.target_locale), has_error=False
        )
    }
    streams = _streams(source, model)
    found = []
    for row in rows:
        kind = _kind_of(model, row.context.path, streams)
        if kind is None:
            continue
        found.append(
            Replaceable(
                id=row.pk,
                context_id=row.context_id,
                path=row.context.path,
                label=label_of(model, row.context.field_path or row.context.path),
                kind=kind,
                source=row.data,
                chosen=_as(kind, chosen.get(row.context_id)),
            )
        )
    return found


def _as(kind: Kind, value: Any) -> int | str | None:
    """The library's own screen stored numbers as text."""
    if value in (None, ""):
        return None
    if kind == Kind.ADDRESS:
        return str(value)
    return int(value) if str(value).isdecimal() else None


def _streams(source: TranslationSource, model: Any) -> Mapping[str, Sequence[Any]]:
    """The raw rows of the streams of the source as it was taken apart."""
    instance: Any = source.as_instance()
    names = [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]
    return {name: list(getattr(instance, name).raw_data) for name in names}


def _kind_of(model: Any, path: str, streams: Mapping[str, Sequence[Any]]) -> Kind | None:
    """None for what is a fact, the same in every language, and for pages, whose translation is found by itself."""
    name, _dot, rest = path.partition(".")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if isinstance(field, ForeignKey):
        return {Image: Kind.IMAGE, Document: Kind.DOCUMENT}.get(field.related_model)
    if isinstance(field, URLField | RichTextField):
        return Kind.ADDRESS
    if isinstance(field, StreamField):
        return _kind_of_block(_block_at(field.stream_block, streams.get(name, ()), _parts(rest)))
    return None


def _kind_of_block(block: Any) -> Kind | None:
    if isinstance(block, ImageChooserBlock):
        return Kind.IMAGE
    if isinstance(block, DocumentChooserBlock):
        return Kind.DOCUMENT
    return Kind.ADDRESS if isinstance(block, URLBlock | RichTextBlock) else None


def _parts(path: str) -> list[str]:
    """The steps of a path; what is quoted (the address of a link) may hold dots and is one step."""
    plain, quote, _rest = path.partition("'")
    steps = [step for step in plain.split(".") if step]
    return [*steps, quote] if quote else steps


def _block_at(block: Any, value: Any, steps: Iterable[str]) -> Any:
    """The block in which the steps end; None where the source has none there."""
    for step in steps:
        if isinstance(block, StreamBlock):
            row = next((row for row in value or () if isinstance(row, Mapping) and row.get("id") == step), None)
            block, value = (block.child_blocks.get(row.get("type")), row.get("value")) if row else (None, None)
        elif isinstance(block, StructBlock):
            block, value = block.child_blocks.get(step), value.get(step) if isinstance(value, Mapping) else None
        elif isinstance(block, ListBlock):
            items = (item for item in value or () if isinstance(item, Mapping) and item.get("id") == step)
            block, value = block.child_block, next((item.get("value") for item in items), None)
        else:
            return block
    return block
