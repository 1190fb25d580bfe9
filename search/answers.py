"""The answer of `/api/v1/search/` as bytes: the same for the API and for the portal beside the store."""

import datetime
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Literal

import orjson
from django.conf import settings
from django.utils import translation

from cms.api.cursors import InvalidCursor, decode_cursor, encode_cursor
from cms.kernel.calendar import day_of
from cms.publishing import reading
from cms.publishing.reading import ChosenDocument
from cms.publishing.reading.generations import memory
from cms.publishing.registry import document_types
from search.asking import FACETS, Answered, Asked, answered, lexicon
from search.backends import EMBEDDED, embedded
from search.backends.sqlite import SqliteBackend
from search.highlights import Highlighter
from search.in_force import in_force
from search.query.codes import begun
from search.query.question import clean
from search.query.repair import nearer
from search.text.tokens import words_of

MOST_RESULTS = 200  # can be paged through; whoever wants more narrows the question
MOST_VALUES = 60  # of a facet
MOST_SUGGESTIONS = 8
LONGEST_TEXT = 20_000  # characters of a document that are looked through for a passage to show
_MOST_LOOKED_THROUGH = 300_000  # of a page of results
_KIND = "search"
# With an engine elsewhere this process cannot see that its index has moved on: kept for a moment only, or what
# was just published is looked for in vain (5 s here made 5.3 s of publish → found).
_KEPT_SECONDS = 1.0


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    """A search as it is asked from outside. cursor: `next` of a former answer to the same question."""

    asked: Asked
    limit: int = 20
    cursor: str | None = None
    detail: Literal["full", "card"] = "card"


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchAnswer:
    """Ready bytes. is_degraded, found, is_guess: for the log of questions."""

    body: bytes
    changed_at: datetime.datetime | None
    found: int
    is_guess: bool
    is_degraded: bool


def search_answer(request: SearchRequest, *, at: datetime.datetime) -> SearchAnswer:
    """Search and present, at most three queries of the database; raise InvalidCursor.

    A finished answer is kept until the store or the index changes.
    """
    generation, changed_at = reading.generation()
    state = (generation, changed_at, _index_state(), day_of(at))
    kept = _kept.get(request, state)
    if kept is not None:
        return kept
    finished = _finished(request, generation, changed_at, at)
    if not finished.is_degraded:
        _kept.put(request, state, finished)
    return finished


def _finished(
    request: SearchRequest, generation: int, changed_at: datetime.datetime | None, at: datetime.datetime
) -> SearchAnswer:
    asked = request.asked
    start = _start(request.cursor)
    rules = in_force(generation)
    answer = answered(asked, thesaurus=rules.thesaurus, at=at)
    bets = (
        []
        if asked.filters
        else rules.bets_for(site=asked.site.key, locale=asked.locale, text=asked.text, on=day_of(at))
    )
    keys = list(dict.fromkeys([*bets, *(one.key for one in answer.results)]))[:MOST_RESULTS]
    page = reading.chosen(
        site=asked.site, keys=keys[start : start + request.limit], locale=asked.locale, detail=request.detail
    )
    end = start + request.limit
    titles = _section_titles(asked, generation, day_of(at)) if answer.facets.get("section") else {}
    body = _body(
        items=_items(page, answer, bets),
        next_cursor=encode_cursor(_KIND, str(end)) if end < len(keys) else None,
        total=max(answer.total, len(keys)),
        beside=_beside(answer, asked, titles),
    )
    return SearchAnswer(
        body=body,
        changed_at=changed_at,
        found=len(keys),
        is_guess=answer.is_guess,
        is_degraded=answer.is_degraded,
    )


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    match decode_cursor(cursor):
        case (kind, number) if kind == _KIND and number.isdigit() and len(number) < 6:
            return int(number)
    raise InvalidCursor


def _items(page: Sequence[ChosenDocument], answer: Answered, bets: Sequence[int]) -> list[bytes]:
    highlighter = Highlighter(answer.question)
    most = min(LONGEST_TEXT, _MOST_LOOKED_THROUGH // max(1, len(page)))
    return [_item(one, highlighter, is_bet=one.key in bets, most=most) for one in page]


def _item(one: ChosenDocument, highlighter: Highlighter, *, is_bet: bool, most: int) -> bytes:
    """The document as in the lists, and what search adds to it. most: characters of its texts to look through."""
    texts: dict[str, Any] = orjson.loads(one.search_json) if one.search_json else {}
    summary = highlighter.whole(one.summary)
    passage, file = ("", "") if summary else _passage(texts, highlighter, most)
    name_en = str(texts.get("name_en") or "")
    added: dict[str, Any] = {
        "highlights": {
            "title": highlighter.whole(one.title),
            "summary": summary,
            "text": passage,
            "file": file,
            "name_en": highlighter.whole(name_en),
        },
        "is_best_bet": is_bet,
        "is_expired": texts.get("status") == "expired",
        "is_sample": bool(texts.get("is_sample")),
    }
    if texts.get("key"):
        added |= {
            "code": texts.get("code") or None,
            "key": texts["key"],
            "name_en": name_en,
            "description_en": str(texts.get("description_en") or ""),
        }
    return one.item_json[:-1] + b"," + orjson.dumps(added)[1:]


def _passage(texts: Mapping[str, Any], highlighter: Highlighter, most: int) -> tuple[str, str]:
    """The part that answers, as HTML, and the title of the attached file it stands in: the body's own words first."""
    attached = texts.get("attachments")
    files = [one for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    for title, text in [("", texts.get("text")), *((str(one.get("title") or ""), one.get("text")) for one in files)]:
        looked_through = str(text or "")[:most]
        found = highlighter.snippet(looked_through)
        if found:
            return found, title
        most -= len(looked_through)
    return "", ""


def _beside(answer: Answered, asked: Asked, titles: Mapping[str, str]) -> dict[str, Any]:
    is_empty = answer.is_guess or not answer.results
    return {
        "query": answer.question.typed,
        "corrected_query": answer.question.corrected,
        "facets": {
            name: _facet(name, counts, answer, _labels_of(name, asked, titles))
            for name, counts in answer.facets.items()
        },
        "recognised": [
            {"facet": one.facet, "value": one.value, "label": one.label}
            for one in answer.recognised
            # Labels are those of every site: what nothing here has would lead to an empty page.
            if one.facet not in asked.filters and answer.facets.get(one.facet, {}).get(one.value)
        ],
        "suggestions": suggested(answer.question.typed, asked, limit=5, loosely=True) if is_empty else [],
        "low_confidence": answer.is_guess,
        "degraded": answer.is_degraded,
    }


def _facet(name: str, counts: Mapping[str, int], answer: Answered, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The values of a facet with their counts, most first; years newest first."""
    named = {value: labels.get(value) or _capital(answer.labels.get((name, value), "")) for value in counts}
    values = [
        {"value": value, "label": named[value] or value, "count": count}
        for value, count in counts.items()
        # A field without a name in the reader's language is not offered: its key is a Vietnamese word.
        if named[value] or name != "field"
    ]
    if name == "year":
        values.sort(key=lambda one: -int(str(one["value"])))
    else:
        values.sort(key=lambda one: (-int(str(one["count"])), str(one["label"])))
    return values[:MOST_VALUES]


def _labels_of(name: str, asked: Asked, titles: Mapping[str, str]) -> Mapping[str, str]:
    if name == "type":
        with translation.override(asked.locale):
            return {document_type.name: _capital(str(document_type.label)) for document_type in document_types()}
    if name == "language":
        return dict(settings.LANGUAGES)
    if name == "section":
        return titles
    return {}


def _section_titles(asked: Asked, generation: int, on: datetime.date) -> Mapping[str, str]:
    """Section key → title, remembered until the store changes."""
    key = ("search: sections", asked.site.id, asked.locale)
    known, titles = memory.recall(key)
    if known != generation:
        listing = reading.sections(site=asked.site, locale=asked.locale, on=on)
        titles = {item["key"]: item["title"] for item in map(orjson.loads, listing.items_json)}
        memory.keep(key, generation, titles)
    found: Mapping[str, str] = titles
    return found


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def suggested(text: str, asked: Asked, *, limit: int = MOST_SUGGESTIONS, loosely: bool = False) -> list[dict[str, Any]]:
    """Names for what was typed so far: procedures first, then sections and units. One query of the store.

    A line that may be the beginning of a code is both: that, and words. loosely: when nothing begins so, what a slip of
    a letter makes of the line; then the longest part of it that does, of two words at least: one alone begins anything.
    """
    line = clean(text)
    words, code = words_of(line)[0], begun(line)
    found = _names([words, [code]] if code else [words], asked, limit)
    if loosely and not found:
        with lexicon() as known:
            words = nearer(words, known)
        found = _names([words], asked, limit)
    while loosely and not found and len(words) > 2:
        words = words[:-1]
        found = _names([words], asked, limit)
    page = reading.chosen(site=asked.site, keys=found, locale=asked.locale, texts=("code", "key", "name_en"))
    return [_suggestion(one, asked.locale) for one in page]


def _names(lines: Sequence[Sequence[str]], asked: Asked, limit: int) -> list[int]:
    if len("".join(lines[0])) < 2:
        return []
    scope = {"site": (asked.site.key,), "reader": (asked.locale,), "status": ("current",)}
    with lexicon() as names:
        return [one.key for one in names.suggestions(lines, scope=scope, limit=limit)]


def _suggestion(one: ChosenDocument, locale: str) -> dict[str, Any]:
    texts: dict[str, Any] = orjson.loads(one.search_json) if one.search_json else {}
    name_en = str(texts.get("name_en") or "") if locale == "en" and one.locale != locale else ""
    return {
        "text": name_en or one.title,
        "document_type": one.document_type,
        "path": one.path,
        "code": texts.get("code") or None,
        "key": texts.get("key") or None,
    }


def _body(*, items: Sequence[bytes], next_cursor: str | None, total: int, beside: Mapping[str, Any]) -> bytes:
    tail = orjson.dumps({"next": next_cursor, "total": total, **beside})
    return b'{"items":[' + b",".join(items) + b"]," + tail[1:]


def _index_state() -> tuple[object, ...]:
    backend = embedded()
    return backend.state() if isinstance(backend, SqliteBackend) else ()


_State = tuple[object, ...]


class _Kept:
    """The most recently given answers of this process, within a number of bytes."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Any, tuple[_State, float, SearchAnswer]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, request: SearchRequest, state: _State) -> SearchAnswer | None:
        with self._lock:
            found = self._answers.get(_key(request))
        if found is None or found[0] != state:
            return None
        if settings.SEARCH_BACKEND != EMBEDDED and monotonic() - found[1] > _KEPT_SECONDS:
            return None
        return found[2]

    def put(self, request: SearchRequest, state: _State, answer: SearchAnswer) -> None:
        most: int = settings.SEARCH_CACHE_BYTES
        key = _key(request)
        with self._lock:
            self._drop(key)
            if len(answer.body) * 4 > most:
                return
            self._answers[key] = (state, monotonic(), answer)
            self._bytes += len(answer.body)
            while self._bytes > most:
                self._drop(next(iter(self._answers)))

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._bytes = 0

    def _drop(self, key: object) -> None:
        dropped = self._answers.pop(key, None)
        if dropped is not None:
            self._bytes -= len(dropped[2].body)


def _key(request: SearchRequest) -> tuple[object, ...]:
    asked = request.asked
    filters = tuple(sorted((name, values) for name, values in asked.filters.items()))
    return (
        asked.text, asked.site, asked.locale, filters, asked.as_typed, asked.expired,
        request.limit, request.cursor, request.detail,
    )  # fmt: skip


_kept = _Kept()


def forget_answers() -> None:
    """Drop every kept answer: for tests and after a restore."""
    _kept.clear()


__all__ = ["FACETS", "SearchAnswer", "SearchRequest", "forget_answers", "search_answer", "suggested"]
