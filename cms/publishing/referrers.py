"""Who embeds or links to what, by Wagtail's reference index: the live content only."""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

# (content type id, primary key as text): JSON-able, and still true after a deletion.
Referrer = list[int | str]


def _distinct(references: Iterable[tuple[int, str]], own: set[tuple[int, str]]) -> list[Referrer]:
    return [[content_type, pk] for content_type, pk in sorted(set(references) - own)]


def referrers_of(targets: Sequence[Model]) -> list[Referrer]:
    """What refers to any of these objects, each once, themselves left out."""
    own = {(ContentType.objects.get_for_model(_base(target)).pk, str(target.pk)) for target in targets}
    references = ReferenceIndex.get_references_to_in_bulk(list(targets))
    return _distinct(references.values_list("base_content_type_id", "object_id"), own)


def referrers_of_page(page: Page) -> list[Referrer]:
    """Whose documents may name a page: what refers to it or to one of its translations, and its parent.

    A translated text keeps the ids of its source; a section lists the sections below it.
    """
    translations = list(Page.objects.filter(translation_key=page.translation_key))
    if not translations:
        return []
    page_type = ContentType.objects.get_for_model(Page).pk
    references = ReferenceIndex.get_references_to_in_bulk(translations)
    found = list(references.values_list("base_content_type_id", "object_id"))
    return _distinct([*found, *parent_reference(page)], {(page_type, str(page.pk))})


def parent_reference(page: Page) -> list[tuple[int, str]]:
    """The live parent of a page, as the index would name it; empty at the top of a site."""
    parent = page.get_parent(update=True)
    if parent is None or parent.is_root() or not parent.live:
        return []
    return [(ContentType.objects.get_for_model(Page).pk, str(parent.pk))]


def pages_among(referrers: Iterable[Referrer]) -> tuple[list[int], list[Referrer]]:
    """Referrers, parted: primary keys of pages in order, and the rest."""
    page_type = ContentType.objects.get_for_model(Page).pk
    pages: list[int] = []
    others: list[Referrer] = []
    for content_type, pk in referrers:
        if content_type == page_type:
            pages.append(int(pk))
        else:
            others.append([content_type, pk])
    return sorted(pages), others


def loaded(referrers: Iterable[Referrer]) -> list[Model]:
    """The objects themselves; those gone meanwhile are left out."""
    found: list[Model] = []
    for content_type, pk in referrers:
        model = ContentType.objects.get_for_id(int(content_type)).model_class()
        instance = model._default_manager.filter(pk=pk).first() if model is not None else None
        if instance is not None:
            found.append(instance)
    return found


def _base(target: Model) -> type[Model]:
    """The model under whose content type the index files an object: its concrete root."""
    model = type(target)
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model
