"""Glue to drf-spectacular."""

from typing import Any


def without_enum_ids(result: Any, **_context: Any) -> Any:
    """The description without the marks by which drf-spectacular finds equal choices: we name none of them."""
    match result:
        case dict():
            return {name: without_enum_ids(value) for name, value in result.items() if name != "x-spec-enum-id"}
        case list():
            return [without_enum_ids(value) for value in result]
    return result
