"""No English page shows Vietnamese that nobody confirmed, whatever the path by which it was written (R077, E9)."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.pages.registry import Finding
from cms.publishing.models import PublishedDocument
from cms.translation.languages import SOURCE
from cms.translation.models import TranslationRequest
from cms.translation.segments import HIDDEN_PATHS, OPTIONAL_PATHS, shown
from cms.translation.vietnamese import is_still_vietnamese

_SHOWN = 3
_WORDS = re.compile(r"\w+")


def inspect_translation(page: Any) -> list[Finding]:
    """Findings that block: a page among those of another language; a translation without a public source, or with its

    words as they are. Looked for in the draft itself, so that it makes no difference who wrote it there. What a
    translator confirmed as the translation (a name, a number of a document) may be the same; so may words without a
    Vietnamese letter.
    """
    if page.locale_id is None:
        return []
    misplaced = _misplaced(page)
    if Locale.objects.filter(pk=page.locale_id, language_code=SOURCE).exists():
        return misplaced
    return [*misplaced, *_without_source(page), *_untranslated(page)]


def _misplaced(page: Any) -> list[Finding]:
    """Below a page of another language its address would be of that one."""
    parent = page.get_parent() if page.depth else None
    if parent is None or parent.depth == 1 or parent.locale_id == page.locale_id:
        return []
    message = _("This page stands below a page of another language: move it to those of its own.")
    return [Finding(level="block", code="own_language", message=message)]


def _without_source(page: Any) -> list[Finding]:
    """A translation starts from a public Vietnamese text (R077); once that is withdrawn it does not go public.

    Of pages that were written in English alone nothing is asked.
    """
    if not TranslationRequest.objects.filter(content_id=page.translation_key).exists():
        return []
    if PublishedDocument.objects.filter(content_id=page.translation_key, locale=SOURCE).exists():
        return []
    message = _("The Vietnamese text is not public any more: its translation cannot be published.")
    return [Finding(level="block", code="public_source", message=message)]


def _untranslated(page: Any) -> list[Finding]:
    left = unconfirmed_words(page)
    if not left:
        return []
    examples = ", ".join(f"“{text[:60]}”" for text in left[:_SHOWN])
    message = _("{count} passages are still the Vietnamese text: {examples}. Translate or confirm them.").format(
        count=len(left), examples=examples
    )
    return [Finding(level="block", code="complete_translation", message=message)]


def unconfirmed_words(page: Any) -> list[str]:
    """The passages of a translated page that are the source's, or Vietnamese all the same, in the order of the page."""
    own = [value for value in extract_segments(page) if isinstance(value, StringSegmentValue)]
    skipped = HIDDEN_PATHS | OPTIONAL_PATHS
    written = {value.string.data for value in own if value.path not in skipped and is_vietnamese(value.string.data)}
    if not written:
        return []
    known = _source_words(page)
    bare = {_bare(data) for data in known}
    same = {data for data in written if data in known or _bare(data) in bare}
    # What was taken apart here was to be translated: words of an older source are no translation either.
    if TranslationSource.objects.filter(object_id=page.translation_key).exists():
        same |= {data for data in written if is_still_vietnamese(shown(data, is_html=False))}
    if not same:
        return []
    confirmed = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        has_error=False,
        data__in=same,
    )
    left = same - set(confirmed.values_list("data", flat=True))
    return list(dict.fromkeys(shown(v.string.data, is_html=False) for v in own if v.string.data in left))


def _source_words(page: Any) -> set[str]:
    """What the Vietnamese text says: as it was taken apart, and as it stands."""
    words = set(
        StringSegment.objects.filter(source__in=TranslationSource.objects.filter(object_id=page.translation_key))
        .values_list("string__data", flat=True)
        .order_by()
    )
    source = Page.objects.filter(translation_key=page.translation_key, locale__language_code=SOURCE).first()
    if source is not None:
        values = extract_segments(source.specific)
        words |= {value.string.data for value in values if isinstance(value, StringSegmentValue)}
    return words


def _bare(data: str) -> str:
    """The words alone: a full stop more, or a capital, makes no translation."""
    return " ".join(_WORDS.findall(shown(data, is_html=False).casefold()))


def is_vietnamese(text: str) -> bool:
    """Whether a text has a letter with a mark, as nearly every passage of Vietnamese has."""
    return any(sign in "đĐ" or unicodedata.normalize("NFD", sign) != sign for sign in text)
