"""The description of each address for OpenAPI: its parameters, its answers, its examples."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import Serializer

from cms.api.problems import PROBLEM_TYPE
from cms.api.views import ReadView
from cms.delivery import shapes
from cms.delivery.parameters import CLOSED
from cms.publishing.reading import LOCALES, ORDERS
from cms.publishing.registry import closed_values

View = TypeVar("View", bound=Callable[..., HttpResponse])

_KEY = {"type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$", "maxLength": 200}
_LINE = {"type": "string", "minLength": 1, "maxLength": 200}
_TERM = {"type": "string"}  # of a closed list: its values are known once every app has said them
_DAY = {"type": "string", "format": "date"}


def _choice(options: list[str], default: str | None = None) -> dict[str, Any]:
    return {"type": "string", "enum": options, **({"default": default} if default else {})}


def _list(items: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


# name → (JSON Schema, what it means). A test holds this table against `parameters`.
_PARAMETERS: dict[str, tuple[dict[str, Any], str]] = {
    "site": (_KEY, "Key of a site; without it, the site of the host."),
    "locale": (_choice(list(LOCALES), "vi"), "The language asked for; also the language of problems."),
    "fallback": (_choice(["none", "vi"], "none"), "`vi`: the Vietnamese version stands in for a missing one."),
    "limit": ({"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, "How many items a page holds."),
    "cursor": ({"type": "string", "maxLength": 400}, "The `next` of a former answer to the same question."),
    "type": (_list({"type": "string"}, 10), "Document types, separated by commas; without it, the listed ones."),
    "section": (
        _KEY,
        "Key of a section; sections below it are included. One that does not exist has no documents: an empty list.",
    ),
    "department": (_KEY, "Key of the unit that supplied it; an unknown one has no documents."),
    "topic": (_KEY, "Key of a topic; an unknown one has no documents."),
    "ids": (_list({"type": "string", "format": "uuid"}, 100), "Content ids, separated by commas."),
    "from": (_DAY, "First day of publication, in Hanoi, inclusive."),
    "to": (_DAY, "Last day of publication, in Hanoi, inclusive."),
    "updated_since": (
        {"type": "string", "format": "date-time"},
        "Everything that changed at or after this moment, given with its zone.",
    ),
    "order": (_choice(list(ORDERS), "-published_at"), "Order; `-` means newest first."),
    "status": (
        _choice(["current", "expired", "repealed", "any"], "current"),
        "Without it only what is in force; `repealed` is the archive.",
    ),
    "facets": (_choice(["yes", "no"], "no"), "`yes`: also the values to filter by, with counts among what was found."),
    "detail": (_choice(["full", "card"], "full"), "`card` leaves `details` out."),
    "q": ({"type": "string", "maxLength": 200}, "What is looked for: any text; nothing in it is an operator."),
    "field": (_LINE, "Field of procedures (lĩnh vực): a `value` of the facet; an unknown one has none."),
    "level": (_TERM, "Level of the competent authority."),
    "agency": (_LINE, "Agency: a `value` of the facet; an unknown one has none."),
    "audience": (_TERM, "Who may apply."),
    "online_level": (_TERM, "How far it can be done online."),
    "life_event": (_TERM, "Life event."),
    "year": ({"type": "integer", "minimum": 1900, "maximum": 2200}, "Year of publication, in Hanoi."),
    "language": (
        _choice(list(LOCALES)),
        "Language of the documents; without it all that readers of `locale` find: in English also names of procedures.",
    ),
    "exact": (_choice(["true", "false"], "false"), "`true`: search as typed, correct nothing."),
    "include_expired": (_choice(["true", "false"], "false"), "`true`: also what is not in force, after the rest."),
    "token": (
        {"type": "string", "maxLength": 300},
        "The token of the preview, as the editor's button made it; or in the header `X-Preview-Token`.",
    ),
    "path": (
        {"type": "string", "maxLength": 700, "pattern": "^/([^/\\\\?#].*)?$"},
        "Path of a page on the public site.",
    ),
}
_REQUIRED = frozenset({"path"})
_TOKEN_OR_NOBODY: list[dict[str, list[str]]] = [{}, {"apiToken": []}]


class ReadSchema(AutoSchema):
    """Describes a ReadView from the parameters it really reads."""

    def get_override_parameters(self) -> list[OpenApiParameter | Serializer[Any] | type[Serializer[Any]]]:
        """One entry for each parameter that the view parses."""
        view = cast(ReadView, self.view)
        return [self._described(name) for name in view.parameters.names()]

    def get_tags(self) -> list[str]:
        """One group."""
        return ["read"]

    def _described(self, name: str) -> OpenApiParameter:
        schema, meaning = _PARAMETERS[name]
        if name == "type":
            schema = {**schema, "items": {"type": "string", "enum": sorted(shapes.DOCUMENTS)}}
        if name in CLOSED:
            schema = {**schema, "enum": list(closed_values(name))}
        is_list = schema["type"] == "array"
        return OpenApiParameter(
            name,
            schema,
            OpenApiParameter.QUERY,
            required=name in _REQUIRED,
            description=meaning,
            style="form" if is_list else None,
            explode=False if is_list else None,
        )


_OF_TOKENS = {
    (401, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "A token was shown, or is needed, and is not valid."),
    (403, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "The token is for another site or purpose."),
}


def described(
    operation: str, summary: str, shape: Any, *, one: bool = False, moves: bool = False
) -> Callable[[View], View]:
    """Decorate a view's `get`: `one` document may be missing or withdrawn, and what has an address may move."""
    answers: dict[Any, Any] = {
        (200, "application/json"): OpenApiResponse(shape, summary),
        (304, "application/json"): OpenApiResponse(
            None, "The client has these bytes (If-None-Match, If-Modified-Since)."
        ),
        (400, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "Parameters are wrong; `errors` names them."),
        **_OF_TOKENS,
        (404, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "Nothing public stands here."),
        (406, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "The client does not take application/json."),
        (429, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "Asked too often; see Retry-After."),
    }
    if one:
        answers[410, PROBLEM_TYPE] = OpenApiResponse(shapes.GoneProblem, "It was withdrawn.")
    if moves:
        answers[301, "application/json"] = OpenApiResponse(shapes.MovedTo, "It moved; see Location.")
    decorate: Callable[[View], View] = extend_schema(
        operation_id=operation,
        summary=summary,
        auth=_TOKEN_OR_NOBODY,  # type: ignore[arg-type]  # taken as it is; the stub knows names only
        responses=dict(sorted(answers.items())),
    )
    return decorate


def described_preview(operation: str, summary: str, shape: Any) -> Callable[[View], View]:
    """Decorate the `get` of previews: never cached, and nothing without a token."""
    answers: dict[Any, Any] = {
        (200, "application/json"): OpenApiResponse(shape, summary),
        (400, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "Parameters are wrong; `errors` names them."),
        **_OF_TOKENS,
        (406, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "The client does not take application/json."),
        (410, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "The page or its revision exists no more."),
        (429, PROBLEM_TYPE): OpenApiResponse(shapes.Problem, "Asked too often; see Retry-After."),
    }
    decorate: Callable[[View], View] = extend_schema(
        operation_id=operation,
        summary=summary,
        auth=[{"apiToken": []}],  # type: ignore[list-item]  # as above
        responses=answers,
    )
    return decorate
