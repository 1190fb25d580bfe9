"""JSON: `{"procedures": [record, …]}` or the list alone."""

import json
import math
from typing import Any

from procedures.importing import limits
from procedures.importing.errors import RefusedImport
from procedures.importing.layout import Layout


def rows_of(text: str, layout: Layout) -> list[tuple[int, Any]]:
    """The records with their numbers, counted from 1; raise RefusedImport."""
    if _depth(text) > limits.MAX_JSON_DEPTH:
        raise RefusedImport("json_deep", limit=limits.MAX_JSON_DEPTH)
    try:
        content = json.loads(text, parse_constant=_refuse_constant, parse_int=_bounded_int, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise RefusedImport("json_broken", line=error.lineno, column=error.colno) from error
    except ValueError as error:
        raise RefusedImport("json_broken", line=1, column=1) from error
    records = content.get(layout.list_name) if isinstance(content, dict) else content
    if not isinstance(records, list):
        raise RefusedImport("json_shape", name=layout.list_name)
    if len(records) > layout.most_records:
        raise RefusedImport("too_many_records", limit=layout.most_records)
    return list(enumerate(records, start=1))


def _depth(text: str) -> int:
    """How deep brackets nest, before the parser recurses into them."""
    depth = deepest = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                in_string = False
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > limits.MAX_JSON_DEPTH:
                return deepest
        elif char in "]}":
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    """1e999 is no number that anybody can store."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text[:18])
    return value


def _bounded_int(digits: str) -> int:
    """Python refuses to read longer numbers itself, with another error on every version."""
    if len(digits) > 18:
        raise ValueError(digits[:18])
    return int(digits)
