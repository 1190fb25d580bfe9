"""The newest drafts of many pages, read in a few queries: what Wagtail's `as_object` reads one by one in a dozen each.

For reading only. A draft read so has no comments, and its `url_path` is that of the stored page.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Field, ForeignKey, Model, prefetch_related_objects
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page

from cms.pages.models import BasePage

# What belongs to the page whatever a revision says of it: as `Page.with_content_json` keeps it.
_OF_THE_PAGE = (
    "id", "content_type_id", "path", "depth", "numchild", "url_path", "live", "has_unpublished_changes", "owner_id",
    "locked", "locked_by_id", "locked_at", "latest_revision_id", "latest_revision_created_at", "translation_key",
    "locale_id", "alias_of_id",
)  # fmt: skip
_Target = tuple[type[Model], "Field[Any, Any]"]  # a model, and the field of it that links name


def pages_with_newest(ids: Collection[int]) -> dict[int, BasePage]:
    """The specific pages with those ids, each with its newest revision at hand; pages of other kinds are left out."""
    pages = [page for page in Page.objects.filter(pk__in=ids).specific() if isinstance(page, BasePage)]
    prefetch_related_objects(pages, "latest_revision__content_type")
    return {page.pk: page for page in pages}


def newest_texts(pages: Sequence[BasePage]) -> dict[int, BasePage]:
    """The newest drafts of pages that `pages_with_newest` read, by id of the page; a page without one is left out."""
    contents = {page.pk: page.latest_revision.content for page in pages if page.latest_revision is not None}
    named = {page.pk: list(_links(type(page), contents[page.pk])) for page in pages if page.pk in contents}
    gone = _gone({link for links in named.values() for link in links})
    texts = {}
    for page in pages:
        revision = page.latest_revision
        if revision is None:
            continue
        if revision.content_type_id != page.content_type_id or not gone.isdisjoint(named[page.pk]):
            texts[page.pk] = revision.as_object()  # what it leads to is deleted: Wagtail says what becomes of it
        else:
            texts[page.pk] = _text(page, contents[page.pk])
    return texts


def _text(page: BasePage, content: Mapping[str, Any]) -> BasePage:
    written = {name: value for name, value in content.items() if name != COMMENTS_RELATION_NAME}
    text: BasePage = type(page).from_serializable_data(written, check_fks=False)
    text.pk = page.pk
    for name in _OF_THE_PAGE:
        setattr(text, name, getattr(page, name))
    text.first_published_at = text.first_published_at or page.first_published_at
    text.draft_title = text.title
    text._filed_under_id = page.filed_under_id
    return text


def _links(model: type[Model], content: Mapping[str, Any]) -> Iterator[tuple[_Target, Any]]:
    """What a draft leads to by its columns and those of its rows: where, and the value there."""
    for name, target in _links_of(model):
        if (value := content.get(name)) is not None:
            yield target, target[1].to_python(value)
    for name, row_model in _rows_of(model):
        for row in content.get(name) or ():
            yield from _links(row_model, row)


@cache
def _links_of(model: type[Model]) -> tuple[tuple[str, _Target], ...]:
    """The columns of a model that lead elsewhere; a row's page is there, and what belongs to the page is not asked."""
    return tuple(
        (field.name, (field.remote_field.model, field.target_field))
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
        and field.attname not in _OF_THE_PAGE
    )


@cache
def _rows_of(model: type[Model]) -> tuple[tuple[str, type[Model]], ...]:
    """The child forms of a model, by their names in a revision."""
    relations = [(relation.get_accessor_name(), relation.related_model) for relation in get_all_child_relations(model)]
    return tuple((name, row_model) for name, row_model in relations if name != COMMENTS_RELATION_NAME)


def _gone(links: Collection[tuple[_Target, Any]]) -> set[tuple[_Target, Any]]:
    """Which of the targets do not exist. One query for each model."""
    wanted: dict[_Target, set[Any]] = {}
    for target, value in links:
        wanted.setdefault(target, set()).add(value)
    gone = set()
    for (model, field), values in wanted.items():
        known = model._default_manager.filter(**{f"{field.name}__in": values}).order_by()
        gone |= {((model, field), value) for value in values - set(known.values_list(field.name, flat=True))}
    return gone
