"""Another picture, file or address in the translation: an English form, a chart with English words."""

import datetime
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride

from cms.audit.actions import record
from cms.media.models import Document, Image
from cms.pages.blocks.embed import video_of
from cms.pages.media_choice import not_choosable, refusal_of
from cms.translation.actions.permitting import require_writable
from cms.translation.actions.writing import Saved, correct_in_review
from cms.translation.errors import NotReady
from cms.translation.queries import locale_of, source_of
from cms.translation.replaceable import Kind, Replaceable, replaceables_of

if TYPE_CHECKING:
    from cms.accounts.models import User
    from cms.translation.models import TranslationRequest

LONGEST = 500
_MODELS: dict[str, type[Image | Document]] = {Kind.IMAGE: Image, Kind.DOCUMENT: Document}
_is_web_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def replace_in_translation(
    *,
    request: "TranslationRequest",
    chosen: Mapping[int, int | str | None],
    by: "User",
    at: datetime.datetime,
) -> Saved:
    """Choose by the id of the place (`replaceables_of`) what stands there in the translation; None: as in the source.

    Each is stored or refused for itself; in the draft it stands once that is made, of a text in review at once. Raise
    NotReady and what `require_writable` and `save_segments` raise: then nothing has changed.
    """
    current = require_writable(request, by=by, at=at)
    source = source_of(current)
    if source is None or not current.is_ready:
        raise NotReady
    page: Any = Page.objects.get(pk=current.target_page_id).specific
    places = {place.id: place for place in replaceables_of(current)}
    saved: list[int] = []
    kept: list[int] = []
    rejected: dict[int, str] = {}
    for pk, value in chosen.items():
        place = places.get(pk)
        if place is None:
            rejected[pk] = _("This text has no such segment any more.")
        elif value == place.chosen or (place.chosen is None and value == place.source):
            kept.append(pk)
        elif reason := _why_not(place, value, by=by, page=page):
            rejected[pk] = reason
        else:
            _store(place, value, locale=locale_of(current.target_locale), by=by)
            saved.append(pk)
    outcome = Saved(saved=tuple(saved), kept=tuple(kept), rejected=rejected)
    if not saved:
        return outcome
    record(action="translation.replaced", by=by, at=at, target=current, data={"count": len(saved)})
    return correct_in_review(outcome, current, source, by=by, at=at)


def _why_not(place: Replaceable, value: int | str | None, *, by: "User", page: Any) -> str:
    """Empty for what may stand there: media that the person may put on a page, a web address, a video we can show."""
    if value is None:
        return ""
    if place.kind in _MODELS:
        model = _MODELS[place.kind]
        if not isinstance(value, int) or not model.objects.filter(pk=value).exists():
            return _("There is no such picture or file.")
        return refusal_of([value]) if not_choosable({(model, value)}, user=by, page=page) else ""
    try:
        if len(str(value)) > LONGEST:
            raise ValidationError("too long")
        _is_web_address(str(value))
    except ValidationError:
        return _("This is no address of a web page: it begins with https://.")
    if video_of(place.source) is not None and video_of(value) is None:
        return _("A video is replaced by a video of the same provider.")
    return ""


def _store(place: Replaceable, value: int | str | None, *, locale: Any, by: "User") -> None:
    rows = SegmentOverride.objects.filter(locale=locale, context_id=place.context_id)
    if value is None:
        rows.delete()
        return
    SegmentOverride.objects.update_or_create(
        locale=locale,
        context_id=place.context_id,
        defaults={
            "data_json": json.dumps(value), "last_translated_by": by, "has_error": False, "field_error": "",
        },
    )  # fmt: skip
