"""Which models become documents, and how: filled by the pages' apps in `AppConfig.ready()`."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

from cms.publishing.document_type import DocumentType
from cms.publishing.presenting import Presentation, PresentContext

Presenter = Callable[[Any, PresentContext], Presentation]

_types: dict[str, DocumentType] = {}
_presenters: dict[type[Model], tuple[DocumentType, Presenter]] = {}
_unpublished: set[type[Model]] = set()
_closed: dict[str, tuple[str, ...]] = {}


def register_document_type(
    document_type: DocumentType, *, model: type[Model] | None, presenter: Presenter | None
) -> None:
    """Declare a document type; raise ImproperlyConfigured when its name or model is taken.

    `model` and `presenter` are None for types that are put directly (menus).
    """
    if document_type.name in _types:
        raise ImproperlyConfigured(f"document type {document_type.name!r} is registered twice")
    _types[document_type.name] = document_type
    if model is not None and presenter is not None:
        if model in _presenters:
            raise ImproperlyConfigured(f"{model.__name__} already has a presenter")
        _presenters[model] = (document_type, presenter)


def declare_unpublished(model: type[Model]) -> None:
    """Say that a page model never becomes a document; a system check wants one or the other."""
    _unpublished.add(model)


def document_type(name: str) -> DocumentType:
    """The type of that name; raise KeyError for an unknown one."""
    return _types[name]


def document_types() -> list[DocumentType]:
    """All types, by name."""
    return [_types[name] for name in sorted(_types)]


def is_declared(model: type[Model]) -> bool:
    """Whether a page model is registered or declared unpublished."""
    return model in _presenters or model in _unpublished


def presenter_for(model: type[Model]) -> tuple[DocumentType, Presenter] | None:
    """The type and presenter of a model, or None when it never becomes a document."""
    return _presenters.get(model)


def presented_models() -> list[type[Model]]:
    """The models that become documents."""
    return list(_presenters)


def register_closed_values(facet: str, values: Sequence[str]) -> None:
    """Say that a facet has these values and never another; raise ImproperlyConfigured when that was said already."""
    if facet in _closed:
        raise ImproperlyConfigured(f"the values of the facet {facet!r} are registered twice")
    _closed[facet] = tuple(values)


def closed_values(facet: str) -> tuple[str, ...]:
    """Every value that a facet can have; raise KeyError for one whose values come and go."""
    return _closed[facet]
