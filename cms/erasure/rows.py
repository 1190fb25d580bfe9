"""Rows beside the pages that may hold the words: remarks, notes, reports. Each app names its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment, CommentReply, PageLogEntry

from cms.bin.models import DeletedPage
from cms.erasure.scope import Scope
from cms.erasure.words import Words
from cms.moderation.models import ReviewState, Submission, UrgentAct
from cms.translation.models import TranslationRequest
from cms.translation.notes.models import TranslationNote


@dataclass(frozen=True, kw_only=True)
class Place:
    """Rows of a model of which some fields are texts, or JSON that holds texts; `of` says which belong to a scope."""

    label: str | Promise
    model: type[Model]
    fields: tuple[str, ...]
    of: Callable[[Scope], Q]


def on_page(lookup: str = "page") -> Callable[[Scope], Q]:
    """The rows whose relation names a page of the scope."""
    return lambda scope: Q(**{f"{lookup}__in": scope.ids})


_PLACES = [
    Place(label=_("comments beside texts"), model=Comment, fields=("text",), of=on_page()),
    Place(label=_("replies to comments"), model=CommentReply, fields=("text",), of=on_page("comment__page")),
    Place(label=_("history of pages"), model=PageLogEntry, fields=("label", "data"), of=on_page()),
    Place(label=_("remarks of reviewers"), model=ReviewState, fields=("comment",), of=on_page()),
    Place(
        label=_("notes to reviewers"),
        model=Submission,
        fields=("comment",),
        of=lambda scope: Q(workflow_state__object_id__in=scope.texts),
    ),
    Place(label=_("urgent acts"), model=UrgentAct, fields=("page_title", "reason", "review_comment"), of=on_page()),
    Place(
        label=_("requests for translation"),
        model=TranslationRequest,
        fields=("title", "reason", "preparation_error"),
        of=on_page("source_page"),
    ),
    Place(
        label=_("notes of translators"),
        model=TranslationNote,
        fields=("excerpt", "text"),
        of=on_page("request__source_page"),
    ),
    Place(label=_("the bin"), model=DeletedPage, fields=("title", "parent_title", "reason"), of=on_page()),
]


def register_place(place: Place) -> None:
    """Rows of another app; called in `AppConfig.ready()`."""
    if place not in _PLACES:
        _PLACES.append(place)


def places() -> Sequence[Place]:
    """All of them."""
    return tuple(_PLACES)


def likely(rows: "QuerySet[Any]", fields: Sequence[str], words: Words, *, scope: Scope) -> "QuerySet[Any]":
    """Of a whole site the rows in which a part of a word stands that every spelling has; of one page all of them."""
    if scope.page is not None or not words.runs:
        return rows
    found = Q()
    for number, name in enumerate(fields):
        rows = rows.annotate(**{f"text_{number}": Cast(name, TextField())})
        for run in words.runs:
            found |= Q(**{f"text_{number}__icontains": run})
    return rows.filter(found)


def cleanse(place: Place, words: Words, *, scope: Scope, write: bool) -> int:
    """How many rows of the place hold the words; with `write` they hold them no longer."""
    model: Any = place.model
    rows = likely(model._default_manager.filter(place.of(scope)).order_by(), place.fields, words, scope=scope)
    fields: dict[str, Field[Any, Any]] = {name: model._meta.get_field(name) for name in place.fields}
    count = 0
    for row in list(rows.values("pk", *place.fields)):
        changes = {name: fitted(fields[name], words.replaced(row[name])) for name in fields}
        changes = {name: value for name, (value, found) in changes.items() if found}
        count += bool(changes)
        if write and changes:
            model._default_manager.filter(pk=row["pk"]).update(**changes)
    return count


def fitted(field: "Field[Any, Any]", replaced: tuple[Any, int]) -> tuple[Any, int]:
    """The replacement may be longer than the column has room for."""
    value, count = replaced
    longest = getattr(field, "max_length", None)
    return (value[:longest] if count and longest and isinstance(value, str) else value), count
