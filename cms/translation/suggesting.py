"""What a translator is offered for a segment without a confirmed translation: nothing translated is lost (E9)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms.translation.comparing import Passages, Piece, changes, closest
from cms.translation.models import TranslationRequest
from cms.translation.queries import source_of
from cms.translation.segments import Segment, shown

_MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MOST_FORMER = 600


@dataclass(frozen=True, kw_only=True)
class Former:
    """The passage as it was, with its translation; `pieces`: what changed in the Vietnamese since."""

    source: str
    translation: str
    pieces: list[Piece]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """`former`: how the same passage was translated before it changed. `memory`: how the same words were elsewhere."""

    former: Former | None = None
    memory: str = ""


def offers_for(request: TranslationRequest, segments: Collection[Segment]) -> dict[int, Offer]:
    """By the id of each segment that nobody confirmed. Five queries, however many segments."""
    source = source_of(request)
    missing = [segment for segment in segments if not segment.confirmed and segment.required]
    if source is None or not missing:
        return {}
    rows = StringSegment.objects.filter(pk__in=[segment.id for segment in missing]).select_related("context")
    places = {row.pk: row for row in rows}
    memory = _memory(request, {row.string_id for row in places.values()})
    former = _Formers(_former(request))
    offers = {}
    for segment in missing:
        row = places[segment.id]
        known = memory.get(row.string_id, "")
        offer = Offer(
            former=former.of(segment, row.context.path),
            memory=shown(known, is_html=segment.is_html) if known else "",
        )
        if offer.former is not None or offer.memory:
            offers[segment.id] = offer
    return offers


def _memory(request: TranslationRequest, string_ids: Collection[int]) -> dict[int, str]:
    """String → how a person translated the same words elsewhere: in this text, or in one the public reads."""
    public = Page.objects.live().filter(locale__language_code=request.target_locale).values("translation_key")
    rows = StringTranslation.objects.filter(
        Q(context__object_id=request.content_id) | Q(context__object_id__in=public),
        translation_of__in=string_ids,
        locale__language_code=request.target_locale,
        translation_type=_MANUAL,
        has_error=False,
    )
    return dict(rows.order_by("updated_at").values_list("translation_of_id", "data"))


def _former(request: TranslationRequest) -> list[tuple[str, str, str]]:
    """(place, Vietnamese, English) of what this text said once and says no more, the newest first and no more of it

    than the last versions of a long text: what it said years ago helps nobody.
    """
    current = StringSegment.objects.filter(
        source__object_id=request.content_id, source__locale__language_code=request.source_locale
    )
    rows = StringTranslation.objects.filter(
        context__object_id=request.content_id, locale__language_code=request.target_locale, has_error=False
    ).exclude(translation_of__in=current.values("string_id"))
    values = rows.order_by("-updated_at").values_list("context__path", "translation_of__data", "data")
    return [(str(path), str(source), str(data)) for path, source, data in values[:MOST_FORMER]]


Entry = tuple[str, str, str]


class _Formers:
    """The former passages of one text, laid out once for all of its segments."""

    def __init__(self, rows: list[Entry]) -> None:
        self.rows = rows
        self._laid_out: dict[tuple[str, bool], tuple[dict[str, list[Entry]], Passages[Entry]]] = {}

    def of(self, segment: Segment, path: str) -> Former | None:
        """The most like one: of the same place, else of the same field (blocks made anew have other places)."""
        by_place, every = self._of_field(path.partition(".")[0], is_html=segment.is_html)
        here = by_place.get(path, [])
        if "." not in path and here:  # a plain field holds one text: that is what it was, however little is left of it
            found: Entry | None = here[0]
        else:
            found = closest(segment.source, ((entry, entry[1]) for entry in here)) or every.closest(segment.source)
        if found is None:
            return None
        _where, source, data = found
        return Former(source=source, translation=data, pieces=changes(source, segment.source))

    def _of_field(self, field: str, *, is_html: bool) -> tuple[dict[str, list[Entry]], Passages[Entry]]:
        if (field, is_html) not in self._laid_out:
            texts = [
                (where, shown(source, is_html=is_html), shown(data, is_html=is_html))
                for where, source, data in self.rows
                if where.partition(".")[0] == field
            ]
            by_place: dict[str, list[Entry]] = {}
            for entry in texts:
                by_place.setdefault(entry[0], []).append(entry)
            self._laid_out[field, is_html] = by_place, Passages((entry, entry[1]) for entry in texts)
        return self._laid_out[field, is_html]
