"""A translation as a bundle, and as a file."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wagtail_localize.strings import StringValue

from cms.kernel.text import slugify
from cms.translation.errors import NotReady
from cms.translation.exchange.bundle import Bundle, ExchangeSegment, unique
from cms.translation.exchange.errors import UnknownFormat
from cms.translation.exchange.formats import FORMATS, Format
from cms.translation.exchange.stamps import stamped
from cms.translation.labels import max_length_of
from cms.translation.models import TranslationRequest
from cms.translation.queries import segments_of, source_of
from cms.translation.segments import Segment
from cms.translation.states import Origin

# Said in the file, which is for the translator's eyes: a suggestion that nobody confirmed.
_NOTES = {
    Origin.MACHINE: "Máy dịch gợi ý, chưa ai xác nhận",
    Origin.EXISTING: "Lấy từ trang tiếng Anh cũ, chưa ai xác nhận",
}


@dataclass(frozen=True, kw_only=True)
class TranslationFile:
    """A file ready to be sent."""

    name: str
    content_type: str
    data: bytes


def format_of(key: str) -> Format:
    """The format of that name; raise UnknownFormat."""
    if key not in FORMATS:
        raise UnknownFormat
    return FORMATS[key]


def bundle_of(request: TranslationRequest, *, at: datetime.datetime) -> tuple[Bundle, Mapping[str, Segment]]:
    """Every segment of a request for a file of `at`, and by its key the segment the desk knows.

    Raise NotReady while the text is not taken apart, or its newest version is not.
    """
    source = source_of(request)
    if source is None or not request.is_ready or request.needs_sync:
        raise NotReady
    model = source.specific_content_type.model_class()
    by_key: dict[str, Segment] = {}
    made: list[ExchangeSegment] = []
    for segment in segments_of(request):
        item = _item(segment, max_length_of(model, segment.path))
        by_key.setdefault(item.key, segment)
        made.append(item)
    bundle = Bundle(
        identity=f"{request.content_id}-{request.target_locale}",
        title=request.title,
        source_language=request.source_locale,
        target_language=request.target_locale,
        exported_at=at,
        segments=unique(made),
    )
    return bundle, by_key


def file_of(request: TranslationRequest, *, format_key: str, at: datetime.datetime) -> TranslationFile:
    """The translation in one of the formats; raise UnknownFormat, NotReady."""
    chosen = format_of(format_key)
    bundle, _segments = bundle_of(request, at=at)
    name = slugify(request.title) or f"translation-{request.pk}"
    return TranslationFile(
        name=f"{name}-{request.source_locale}-{request.target_locale}.{chosen.extensions[0]}",
        content_type=chosen.content_type,
        data=chosen.write(replace(bundle, identity=stamped(bundle.identity, at=at))),
    )


def _item(segment: Segment, max_length: int | None) -> ExchangeSegment:
    return ExchangeSegment(
        path=segment.path,
        source=_fragment(segment.source, is_html=segment.is_html),
        translation=_fragment(segment.translation, is_html=segment.is_html),
        is_confirmed=segment.confirmed,
        label=segment.label,
        note=_NOTES.get(Origin(segment.origin), "") if segment.is_suggestion and segment.origin else "",
        max_length=max_length if not segment.is_html else None,
        changed_at=segment.translated_at,
    )


def _fragment(text: str, *, is_html: bool) -> str:
    """As HTML: plain text is escaped, its lines become breaks."""
    return text if is_html or not text else str(StringValue.from_plaintext(text).data)
