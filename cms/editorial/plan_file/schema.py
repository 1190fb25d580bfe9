"""The published JSON Schema of plan files, and its refusals in people's words."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from cms.editorial.errors import Issue
from cms.editorial.plan_file.parse import Parsed

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMA_PATH = Path(__file__).with_name("plan.schema.json")
MAX_ISSUES = 20

# The schema's own descriptions of what a pattern means, for the catalogue.
FORMS = (
    gettext_noop("a key of lower-case letters, digits and single hyphens"),
    gettext_noop("a date written YYYY-MM-DD"),
    gettext_noop("a date written YYYY, YYYY-MM or YYYY-MM-DD"),
    gettext_noop("a host name in lower case without port"),
    gettext_noop("a number such as “3” or “3.1”, in quotation marks"),
)

_TYPES = {
    "string": pgettext_lazy("kind of value", "text"),
    "integer": _("a whole number"),
    "boolean": _("true or false"),
    "array": _("a list"),
    "object": _("a mapping"),
    "null": _("nothing"),
}
_MESSAGES: dict[str, str | Promise] = {
    "enum": _("“{instance}” is not one of: {value}"),
    "const": _("must be {value}"),
    "minimum": _("{instance} is below {value}"),
    "maximum": _("{instance} is above {value}"),
    "minLength": _("must not be empty"),
    "maxLength": _("longer than {value} characters"),
    "minItems": _("needs at least {value} items"),
    "maxItems": _("has more than {value} items"),
    "minProperties": _("must name exactly one of unit and selector"),
    "maxProperties": _("must name exactly one of unit and selector"),
    "uniqueItems": _("has the same item twice"),
}


@cache
def plan_schema() -> dict[str, Any]:
    """The schema as published (docs/plan.md)."""
    schema: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return schema


def schema_issues(parsed: Parsed) -> list[Issue]:
    """What the schema finds wrong, in the order of the file; at most MAX_ISSUES."""
    # Named, not imported: only the command that loads plans needs it, and every web worker would carry it.
    validator = import_string("jsonschema.Draft202012Validator")
    errors: Iterator[ValidationError] = validator(plan_schema()).iter_errors(parsed.data)
    issues = {str(issue): issue for error in errors for issue in _issues(parsed, error)}
    return sorted(issues.values(), key=lambda issue: issue.line or 0)[:MAX_ISSUES]


def _issues(parsed: Parsed, error: "ValidationError") -> list[Issue]:
    path = tuple(error.absolute_path)
    instance: Any = error.instance
    value: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        missing = [key for key in value if key not in instance]
        return [parsed.issue(path, _("the key {key} is missing"), key=key) for key in missing]
    if error.validator == "additionalProperties":
        unknown = [key for key in instance if key not in schema.get("properties", {})]
        return [parsed.issue((*path, key), _("unknown key")) for key in unknown]
    if error.validator == "type":
        names = [_TYPES[name] for name in (value if isinstance(value, list) else [value])]
        types = format_lazy(" / ".join(["{}"] * len(names)), *names)
        return [parsed.issue(path, _("must be {types}"), types=types)]
    if error.validator == "pattern":
        form = schema.get("description", value)
        return [parsed.issue(path, _("“{instance}” is not {form}"), instance=instance, form=_(form))]
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value if item)
    message = _MESSAGES.get(str(error.validator), _("not as the schema says ({validator})"))
    return [parsed.issue(path, message, instance=instance, value=value, validator=error.validator)]
