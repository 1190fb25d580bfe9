"""The parameters of each address of the API, and how they become a question."""

import dataclasses
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.api import values
from cms.api.parameters import LONGEST_VALUE, Parameter, Parameters
from cms.api.problems import InvalidParameters, ParameterError
from cms.publishing.reading import CATALOGUE_FACETS, LOCALES, ORDERS, CatalogueQuery, DocumentQuery
from cms.publishing.registry import closed_values, document_types
from cms.subsites.queries import SubsiteInfo

DEFAULT_LIMIT = 20
MOST_ITEMS = 100
LONGEST_PATH = 700
LONGEST_TOKEN = 300
FALLBACKS = ("vi", "none")
DETAILS = ("full", "card")
FLAGS = ("true", "false")
_UUID_LENGTH = 36


def type_names() -> list[str]:
    """The names of the registered document types."""
    return [document_type.name for document_type in document_types()]


_SITE = Parameter("site", values.key)
_LOCALE = Parameter("locale", values.choice(lambda: LOCALES))
_FALLBACK = Parameter("fallback", values.choice(lambda: FALLBACKS))
_PAGING = (
    Parameter("limit", values.integer(1, MOST_ITEMS)),
    Parameter("cursor", values.opaque, longest=400),
)

DOCUMENTS = Parameters(
    _SITE,
    _LOCALE,
    _FALLBACK,
    *_PAGING,
    Parameter("type", values.several(values.choice(type_names), most=10)),
    Parameter("section", values.key),
    Parameter("department", values.key),
    Parameter("topic", values.key),
    Parameter("ids", values.several(values.uuid, most=MOST_ITEMS), longest=MOST_ITEMS * (_UUID_LENGTH + 1)),
    Parameter("from", values.day),
    Parameter("to", values.day),
    Parameter("updated_since", values.moment),
    Parameter("order", values.choice(lambda: list(ORDERS))),
    Parameter("detail", values.choice(lambda: DETAILS)),
)
# By what procedures are narrowed down: lists of the code, where any other value is refused, and lists of the editors,
# where a value that nothing carries finds nothing.
CLOSED = ("level", "audience", "online_level", "life_event")
_FACETS = (
    *(Parameter(name, values.choice(partial(closed_values, name))) for name in CLOSED),
    *(Parameter(name, values.line) for name in ("field", "agency")),
)
STATUSES = ("current", "expired", "repealed", "any")
PROCEDURES = Parameters(
    _SITE,
    _LOCALE,
    _FALLBACK,
    *_PAGING,
    *_FACETS,
    Parameter("department", values.key),
    Parameter("status", values.choice(lambda: STATUSES)),
    Parameter("detail", values.choice(lambda: DETAILS)),
    Parameter("facets", values.choice(lambda: ("yes", "no"))),
)
DOCUMENT = Parameters(_SITE, _LOCALE, _FALLBACK)
BY_PATH = Parameters(_SITE, _LOCALE, Parameter("path", values.path, longest=LONGEST_PATH))
SHORT_LIST = Parameters(_SITE, _LOCALE, *_PAGING)
SEARCH = Parameters(
    Parameter("q", values.line, longest=LONGEST_VALUE, is_lenient=True),
    _SITE,
    _LOCALE,
    *_PAGING,
    Parameter("type", values.several(values.choice(type_names), most=10)),
    *_FACETS,
    *(Parameter(name, values.key) for name in ("section", "department", "topic")),
    Parameter("year", values.integer(1900, 2200)),
    Parameter("language", values.choice(lambda: LOCALES)),
    Parameter("exact", values.choice(lambda: FLAGS)),
    Parameter("include_expired", values.choice(lambda: FLAGS)),
    Parameter("detail", values.choice(lambda: DETAILS)),
)
SUGGEST = Parameters(
    Parameter("q", values.line, longest=LONGEST_VALUE, is_lenient=True),
    _SITE,
    _LOCALE,
    Parameter("limit", values.integer(1, 20)),
)
NONE = Parameters(_LOCALE)
PREVIEW = Parameters(Parameter("token", values.opaque, longest=LONGEST_TOKEN), _LOCALE)

# The name in the API → the name in the query.
_RENAMED = {"type": "types", "from": "published_from", "to": "published_to"}
_FIELDS = {field.name for field in dataclasses.fields(DocumentQuery)} - {"site"}


def document_query(site: SubsiteInfo, asked: dict[str, Any]) -> DocumentQuery:
    """The question that the parsed parameters ask; raise InvalidParameters where they contradict."""
    conditions = {_RENAMED.get(name, name): value for name, value in asked.items()}
    conditions = {name: value for name, value in conditions.items() if name in _FIELDS}
    first, last = conditions.get("published_from"), conditions.get("published_to")
    if first and last and first > last:
        raise InvalidParameters([ParameterError("to", _("This day comes before `from`."))])
    return DocumentQuery(site=site, **{"locale": LOCALES[0], "limit": DEFAULT_LIMIT, **conditions})


def catalogue_query(site: SubsiteInfo, asked: dict[str, Any]) -> CatalogueQuery:
    """The question to the catalogue: only what is in force, unless another status or `any` is asked."""
    wanted = {"status": "current", **asked}
    filters = tuple((name, wanted[name]) for name in CATALOGUE_FACETS if name in wanted)
    return CatalogueQuery(
        site=site,
        locale=asked.get("locale", LOCALES[0]),
        filters=tuple(pair for pair in filters if pair != ("status", "any")),
        limit=asked.get("limit", DEFAULT_LIMIT),
        cursor=asked.get("cursor"),
        fallback=asked.get("fallback", "none"),
        detail=asked.get("detail", "full"),
    )
