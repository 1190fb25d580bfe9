"""Words are looked for, and erased: the same walk, which writes or does not."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.apps import apps
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.accounts.models import User
from cms.audit.actions import record
from cms.audit.models import AuditEntry
from cms.departments.policy import require
from cms.erasure.access import ERASE
from cms.erasure.errors import BadWord, EraseReasonMissing, TooManyWords, WordsInReason, WordsMissing
from cms.erasure.kept import kept_in
from cms.erasure.memory import cleanse_memory
from cms.erasure.pages import cleanse_pages
from cms.erasure.rows import cleanse, places
from cms.erasure.scope import Scope
from cms.erasure.words import LONGEST, MOST_WORDS, SHORTEST, Words, cleaned_words
from cms.kernel.text import clean_line
from cms.moderation.models import Decision
from cms.pages.tree_locks import locked


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A page whose words stay until it is corrected the ordinary way, and why."""

    page: Page
    reason: str | Promise


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Kinds of places with how many rows of each hold the words; what stays; rows of logs that are only added to."""

    places: list[tuple[str | Promise, int]]
    standing: list[Standing] = field(default_factory=list)
    in_logs: int = 0

    @property
    def count(self) -> int:
        """How many rows hold the words and can be freed of them here."""
        return sum(number for _label, number in self.places)


def words_of(lines: Sequence[str]) -> Words:
    """The words as they are looked for. Raise WordsMissing, TooManyWords, BadWord."""
    words = cleaned_words(lines)
    if not words:
        raise WordsMissing
    if len(words) > MOST_WORDS:
        raise TooManyWords(most=MOST_WORDS)
    if not all(SHORTEST <= len(word) <= LONGEST and any(map(str.isalnum, word)) for word in words):
        raise BadWord(shortest=SHORTEST, longest=LONGEST)
    return Words(words)


def look(*, words: Words, scope: Scope, by: User | None, at: datetime.datetime) -> Findings:
    """What holds the words; nothing is changed. Raise NotAllowed by `erase_words`; the system may."""
    if by is not None:
        require(by, ERASE, target=scope.subsite, at=at)
    return _walk(words, scope=scope, write=False, by=by)


@transaction.atomic
def erase(*, words: Words, scope: Scope, reason: str, by: User | None, at: datetime.datetime) -> Findings:
    """Put “[đã xóa theo yêu cầu]” in the place of the words in everything that no longer counts; what was changed.

    What is public, approved or in review stays: it is corrected by the ordinary way. The log keeps who, when, why and
    how many, and nothing of the words. Raise NotAllowed by `erase_words`, EraseReasonMissing, WordsInReason.
    """
    if by is not None:
        require(by, ERASE, target=scope.subsite, at=at)
    said = clean_line(reason)
    if not said:
        raise EraseReasonMissing
    if words.are_in(said):
        raise WordsInReason
    # Before any other row, as to publish and to save: what is kept cannot change under the walk.
    list(locked(scope.pages).values_list("pk"))
    found = _walk(words, scope=scope, write=True, by=by)
    if not found.count:
        return found
    named = scope.page if scope.page is not None and not words.are_in(str(scope.page)) else None
    data = {
        "reason": said,
        "site": scope.subsite.key,
        "page_number": scope.page.pk if scope.page is not None else None,
        "places_erased": found.count,
        "pages_to_correct": len(found.standing),
    }
    record(action="erasure.words_erased", by=by, at=at, target=named or scope.subsite, data=data)
    return found


def _walk(words: Words, *, scope: Scope, write: bool, by: User | None) -> Findings:
    kept = kept_in(scope)
    # Remarks first: a new draft takes those of its page along.
    beside = [(place.label, cleanse(place, words, scope=scope, write=write)) for place in places()]
    pages = cleanse_pages(words, scope=scope, kept=kept, write=write, by=by)
    memory = cleanse_memory(words, scope=scope, standing=pages.standing, write=write)
    found: list[tuple[str | Promise, int]] = [
        (_("old versions of pages"), pages.versions),
        (_("pages that are not public"), pages.rows),
        (_("memory of translations"), memory),
        *beside,
    ]
    titled = Page.objects.filter(pk__in=pages.standing).select_related("locale").order_by("path")
    return Findings(
        places=[(label, number) for label, number in found if number],
        standing=[Standing(page=page, reason=pages.standing[page.pk]) for page in titled],
        in_logs=_in_logs(words, scope=scope),
    )


def _in_logs(words: Words, *, scope: Scope) -> int:
    """Rows of the audit log and of decisions about the pages: the database itself lets nobody change them."""
    kinds = [model._meta.label_lower for model in apps.get_models() if issubclass(model, Page)]
    entries = AuditEntry.objects.filter(target_type__in=kinds, target_id__in=scope.texts).order_by()
    about = [words.are_in(list(row)) for row in entries.values_list("target_label", "data")]
    decided = Decision.objects.filter(page__in=scope.ids).order_by().values_list("page_title", "comment")
    return sum(about) + sum(words.are_in(list(row)) for row in decided)
