"""Every screen of the admin that can be asked for with GET, with the row it needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

# Answers that are no screens, or screens of nobody: what they are, and why they are not walked.
NOT_SCREENS = {
    "api/main/": "JSON for the page explorer; its texts are titles",
    "localize/api/": "JSON for a chooser",
    "jsi18n/": "a catalogue; the browser's walk sees what it does",
    "sprite/": "drawings",
    "failwhale/": "closed: 404",
    "test404/": "shown by the walk of errors",
    "logout/": "ends the session",
    "^.*/$": "the admin's own 404",
    "pofile/download": "a file",
    "tag-autocomplete/": "JSON of tags",
    "editing-sessions/": "POST only",
    "dismissibles/": "PATCH only",
    "/preview/<str:filter_spec>/": "a picture",
    "generate_url/output/": "JSON",
    "block-preview/": "the page as the public sees it",
    "/edit/preview/": "the page as the public sees it",
    "view_draft/": "the page as the public sees it",
    "workflow/preview/": "the page as the public sees it",
    "revisions/<int:revision_id>/view/": "the page as the public sees it",
    "/preview/": "the page as the public sees it",
    "machine_translate/": "POST only",
    "pofile/upload/": "POST only",
    "/disable/": "POST only in wagtail-localize",
    "set_position/": "POST only",
    "/lock/": "POST only",
    "/unlock/": "POST only",
}


@dataclass(frozen=True)
class Screen:
    """An address, what it is called, and the answer that makes it a screen."""

    name: str
    url: str
    status: int = 200


@dataclass
class Rows:
    """The rows the screens are about: by the name of the URL's argument, of the URL, or of the view's model."""

    by_argument: dict[str, Any]
    by_name: dict[str, dict[str, Any]] = field(default_factory=dict)
    extra: list[Screen] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def screens(rows: Rows) -> Iterator[Screen]:
    """Every address that can be filled in, once; those that cannot are noted in `rows.missing`."""
    for route, name, pattern in patterns():
        if name.rpartition(":")[2] and not any(part in route for part in NOT_SCREENS):
            arguments = arguments_of(name, pattern, rows)
            if arguments is None:
                rows.missing.append(name)
            else:
                try:
                    yield Screen(name, reverse(name, kwargs=arguments))
                except NoReverseMatch:  # an address by position: among the extra ones
                    rows.missing.append(name)
    yield from rows.extra


def patterns(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """(route, name with its namespaces, pattern) of every address of the admin."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route, space + (f"{entry.namespace}:" if entry.namespace else ""))
        elif route.startswith("admin/"):
            yield route, space + (entry.name or ""), entry


def arguments_of(name: str, pattern: URLPattern, rows: Rows) -> dict[str, Any] | None:
    """Values for the arguments of an address, or None when a row is missing."""
    known = rows.by_argument | rows.by_name.get(name, {})
    wanted = set(pattern.pattern.converters)
    values = {argument: known[argument] for argument in wanted if argument in known}
    model = model_of(pattern)
    if "pk" in wanted - set(values) and model is not None:
        values["pk"] = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
    return values if {key for key, value in values.items() if value is not None} == wanted else None


def model_of(pattern: URLPattern) -> type[Model] | None:
    """The model of a generic view of Wagtail's."""
    options = getattr(pattern.callback, "view_initkwargs", {})
    model = options.get("model") or getattr(getattr(pattern.callback, "view_class", None), "model", None)
    return model if isinstance(model, type) and issubclass(model, Model) else None
