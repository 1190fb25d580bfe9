"""Conventions as checks: they run at every start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page

from cms.publishing.models import PublicationEvent
from cms.publishing.registry import document_types, is_declared
from cms.publishing.subscribers import subscribers


@register("publishing")
def every_page_type_is_declared(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A concrete page type is a document type or says that it is none: nothing is public by accident."""
    return [
        Error(
            f"{model._meta.label} is neither registered as a document type nor declared unpublished.",
            hint="Call register_document_type() or declare_unpublished() in the app's ready().",
            obj=model,
            id="cong.E001",
        )
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and not model._meta.proxy and not is_declared(model)
    ]


@register("publishing")
def every_document_type_is_complete(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A document type has a public name, a label and a schema version."""
    return [
        Error(
            f"The document type {kind.name!r} needs a lower-case name, a label and a schema version from 1 up.",
            id="cong.E002",
        )
        for kind in document_types()
        if not (kind.name.isidentifier() and kind.name.islower() and str(kind.label) and kind.schema_version >= 1)
    ]


@register("publishing")
def every_subscriber_knows_its_kinds(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A subscriber names kinds of events that exist, or it would wait for ever."""
    known = set(PublicationEvent.Kind.values)
    return [
        Error(f"The subscriber {one.name!r} reacts to unknown events: {set(one.kinds) - known}.", id="cong.E003")
        for one in subscribers()
        if not one.kinds or set(one.kinds) - known
    ]
