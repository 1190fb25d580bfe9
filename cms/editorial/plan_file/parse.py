"""YAML text → plain values and the line of each: no aliases, no tags, no duplicate keys, bounded size and depth.

Scalars are read narrowly, because YAML 1.1 turns `no` into False, 1:30 into 90 and 008 into a float:
only true/false, plain decimal integers and null are anything else than text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from yaml.nodes import MappingNode, Node, ScalarNode

from cms.editorial.errors import Issue, PlanFileError
from cms.kernel.text import nfc

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12
Path = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})", re.ASCII)
# What PyYAML says most often, in words for people; whatever else it says is passed on.
_PROBLEMS: dict[str, str | Promise] = {
    "mapping values are not allowed here": _("a colon stands where none may; put the text in quotation marks"),
    "found character '\\t'": _("a tab; indent with spaces"),
    "could not find expected ':'": _("a colon is missing after the key"),
    "expected <block end>": _("the indentation does not fit the lines above"),
    "expected ',' or": _("a comma or a closing bracket is missing"),
    "found unexpected end of stream": _("a quotation mark or bracket is not closed"),
    "but found another document": _("a second document begins with ---"),
}
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "str", "timestamp", "seq", "map", "merge", "value")
}


@dataclass(frozen=True)
class Parsed:
    """A file's values, and on which line each place stands."""

    data: Any
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """The line of a place, or of the nearest place around it."""
        while path not in self.lines:
            if not path:
                return None
            path = path[:-1]
        return self.lines[path]

    def issue(self, path: Path, message: str | Promise, **params: Any) -> Issue:
        """A fault at a place of this file."""
        return Issue(line=self.line(path), place=place(path), message=message, params=params)


def place(path: Path) -> str:
    """A path as people write it: ("lines", 3, "row") → "lines[3].row"."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _fail(node_or_mark: Any, message: str | Promise, **params: Any) -> PlanFileError:
    mark = getattr(node_or_mark, "start_mark", node_or_mark)
    line = mark.line + 1 if mark is not None else None
    return PlanFileError(Issue(line=line, place="", message=message, params=params))


class _Loader(yaml.SafeLoader):
    """Composes nodes only; stops at the first alias, so that a bomb is never unfolded."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _fail(event, _("aliases (*name) are not allowed"))
        if getattr(event, "anchor", None):
            raise _fail(event, _("anchors (&name) are not allowed"))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _fail(event, _("more than {limit} levels deep"), limit=MAX_DEPTH)
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parse(content: bytes) -> Parsed:
    """Read a plan's YAML; raise PlanFileError with the line for whatever is not one plain mapping."""
    if len(content) > MAX_BYTES:
        raise PlanFileError(
            Issue(line=None, place="", message=_("larger than {limit} KiB"), params={"limit": MAX_BYTES // 1024})
        )
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PlanFileError(Issue(line=line, place="", message=_("not UTF-8 text"))) from None
    node = _compose(text)
    if not isinstance(node, MappingNode):
        raise _fail(node, _("not a plan: the file must be one mapping of keys"))
    lines: dict[Path, int] = {}
    return Parsed(_value(node, (), lines), lines)


def _compose(text: str) -> Node | None:
    try:
        loader = _Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = _("character U+{code:04X} is not allowed")
        raise PlanFileError(Issue(line=line, place="", message=message, params={"code": error.character})) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _fail(mark, _("not YAML: {problem}"), problem=_problem(error.problem or error.context or "")) from None


def _problem(text: str) -> str | Promise:
    return next((words for start, words in _PROBLEMS.items() if text.startswith(start)), text)


def _value(node: Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if node.tag not in _PLAIN_TAGS:
        raise _fail(node, _("the tag {tag} is not allowed"), tag=node.tag)
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, MappingNode):
        return _mapping(node, path, lines)
    return [_value(item, (*path, index), lines) for index, item in enumerate(node.value)]


def _mapping(node: MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            raise _fail(key_node, _("a key must be a plain word"))
        key = str(key_node.value)
        if key in result:
            raise _fail(key_node, _("the key {key} is there twice"), key=key)
        here = (*path, key)
        lines[here] = key_node.start_mark.line + 1
        result[key] = _value(value_node, here, lines)
    return result


def _scalar(node: ScalarNode) -> str | int | bool | None:
    text = str(node.value)
    if node.style is not None:  # quoted or block: always text
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return text
