"""Pages and their versions: every version but those that count, and the row of a page that nobody reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import Promise
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from cms.accounts.models import User
from cms.erasure.kept import Kept
from cms.erasure.rows import fitted, likely
from cms.erasure.scope import Scope
from cms.erasure.words import NOT_TEXT, Words
from cms.moderation.hashing import NOT_CONTENT
from cms.pages.models import BasePage


@dataclass
class FoundInPages:
    """How many versions and rows hold the words; and the pages that must be corrected first, each with the reason."""

    versions: int = 0
    rows: int = 0
    standing: dict[int, str | Promise] = field(default_factory=dict)


def cleanse_pages(words: Words, *, scope: Scope, kept: Kept, write: bool, by: User | None) -> FoundInPages:
    """Find the words in versions and rows; with `write` erase them, and give a page whose newest draft held them

    a new draft without: no former approval speaks of it.
    """
    found = FoundInPages()
    newest = _cleanse_versions(found, words, scope=scope, kept=kept, write=write)
    for page in _pages(words, scope=scope):
        data = page.serializable_data()
        data.pop(COMMENTS_RELATION_NAME, None)  # rows of their own
        content, count = _without(data, words, model=type(page))
        draft_title, in_title = words.replaced(page.draft_title)
        if not count + in_title:
            continue
        if page.pk in kept.pages:
            found.standing.setdefault(page.pk, kept.pages[page.pk])
            continue
        found.rows += 1
        if write:
            _store(page, content, draft_title=draft_title)
    if write:
        _renew(Page.objects.filter(latest_revision__in=newest), by=by)
    return found


def _cleanse_versions(found: FoundInPages, words: Words, *, scope: Scope, kept: Kept, write: bool) -> list[int]:
    """Ids of the versions that held the words and hold them no longer."""
    erased = []
    for revision in _revisions(words, scope=scope):
        content, count = _without(revision.content, words, model=revision.content_type.model_class())
        named, in_name = words.replaced(revision.object_str)
        if revision.pk in kept.revisions:
            # Remarks of colleagues, the former title: no part of what was approved, nor of its hash.
            own = {key: revision.content[key] for key in NOT_CONTENT & content.keys()}
            beside, in_beside = _without(own, words, model=revision.content_type.model_class())
            if count + in_name > in_beside:
                found.standing[int(revision.object_id)] = kept.revisions[revision.pk]
            content, named = {**revision.content, **beside}, revision.object_str
            count, in_name = in_beside, 0
        if not count + in_name:
            continue
        found.versions += 1
        erased.append(revision.pk)
        if write:
            Revision.objects.filter(pk=revision.pk).update(content=content, object_str=named)
    return [pk for pk in erased if pk not in kept.revisions]


def _revisions(words: Words, *, scope: Scope) -> Iterator[Revision]:
    rows = Revision.page_revisions.filter(object_id__in=scope.texts).select_related("content_type")
    yield from likely(rows.order_by("pk"), ("content", "object_str"), words, scope=scope).iterator(chunk_size=100)


def _pages(words: Words, *, scope: Scope) -> Iterator[BasePage]:
    """The pages of the scope with their types; of a whole site those in whose texts a part of a word stands."""
    kinds = ContentType.objects.filter(pk__in=scope.pages.order_by().values("content_type")).order_by("pk")
    models_of_pages = [kind.model_class() for kind in kinds]
    for model in (found for found in models_of_pages if found is not None and issubclass(found, BasePage)):
        rows = model._default_manager.filter(pk__in=scope.ids)
        if scope.page is None:
            rows = rows.filter(pk__in=_likely_ids(model, words, scope=scope))
        yield from rows.iterator(chunk_size=100)


def _likely_ids(model: Any, words: Words, *, scope: Scope) -> set[int]:
    own = likely(model._default_manager.order_by(), _texts_of(model), words, scope=scope)
    ids = set(own.values_list("pk", flat=True))
    for relation in get_all_child_relations(model):
        rows = relation.related_model._default_manager.order_by()
        texts = _texts_of(relation.related_model)
        if texts:
            ids |= set(likely(rows, texts, words, scope=scope).values_list(relation.field.attname, flat=True))
    return ids


def _texts_of(model: Any) -> list[str]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    streams = [f.name for f in model._meta.concrete_fields if f.get_internal_type() in ("TextField", "JSONField")]
    plain = [f.name for f in model._meta.concrete_fields if isinstance(f, kinds) and not f.choices]
    return sorted({*streams, *plain} - NOT_TEXT)


def _without(content: Mapping[str, Any], words: Words, *, model: Any) -> tuple[dict[str, Any], int]:
    """A serialised page or child row without the words; only texts are, and every column has room for what is put in.

    Days, amounts and choices stay: a year is four digits, and of half a date no page is built again.
    """
    if model is None:  # a kind of page that the product no longer has
        value, count = words.replaced(dict(content))
        return value, count
    columns = {f.name: f for f in model._meta.concrete_fields}
    texts = _texts_of(model)
    children = {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(model)}
    changed, total = dict(content), 0
    for name, value in content.items():
        if name in children:
            rows = [_without(row, words, model=children[name]) for row in value or ()]
            changed[name], count = [row for row, _count in rows], sum(count for _row, count in rows)
        elif name in texts:
            changed[name], count = fitted(columns[name], words.replaced(value))
        elif name in columns or name in NOT_TEXT:
            continue
        else:
            changed[name], count = words.replaced(value)
        total += count
    return changed, total


def _store(page: BasePage, content: Mapping[str, Any], *, draft_title: str) -> None:
    """The row and its child rows, unchecked: a draft may be incomplete, and stays so."""
    cleaned = page.with_content_json(dict(content))
    cleaned.draft_title = draft_title
    cleaned.save(clean=False)


def _renew(pages: Any, *, by: User | None) -> None:
    for page in pages.specific():
        page.get_latest_revision_as_object().save_revision(user=by, clean=False)
