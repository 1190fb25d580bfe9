"""Vietnamese typed without accents, which search and screen readers misread (B1: TT 22/2023 asks for Unicode text)."""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cms.kernel.text import nfc
from cms.moderation.requirements.draft import Passage
from cms.moderation.requirements.issues import Issue
from cms.moderation.requirements.registry import Context

if TYPE_CHECKING:
    from cms.pages.models import BasePage

_WORD = re.compile(r"[^\W\d_]+")
# Of running Vietnamese about three words in four bear a mark; a name or two does not tell.
ENOUGH_WORDS = {"title": 5, "summary": 12}
ENOUGH_IN_BODY = 30
LEAST_SHARE = 0.12


def is_without_accents(text: str, *, enough: int) -> bool:
    """Whether a text long enough to tell bears hardly any Vietnamese mark."""
    words = _WORD.findall(nfc(text))
    if len(words) < enough:
        return False
    return sum(_is_marked(word) for word in words) < LEAST_SHARE * len(words)


def language_issues(passages: tuple[Passage, ...]) -> list[Issue]:
    """The fields of a Vietnamese page that are written without accents; passages in another language do not count."""
    written: dict[str, list[str]] = {}
    for passage in passages:
        if passage.lang in {"", "vi"}:
            written.setdefault(passage.field, []).append(passage.text)
    message = _("This seems to be typed without Vietnamese accents, or is in another language.")
    return [
        Issue(key="language", field=field, message=message)
        for field, texts in written.items()
        if is_without_accents(" ".join(texts), enough=ENOUGH_WORDS.get(field, ENOUGH_IN_BODY))
    ]


def check_language(page: "BasePage", context: Context) -> list[Issue]:
    """Only pages in Vietnamese."""
    return language_issues(context.draft.passages) if context.language == "vi" else []


def _is_marked(word: str) -> bool:
    return any(char in "đĐ" or unicodedata.normalize("NFD", char) != char for char in word)
