"""What installed libraries say to people: every msgid of their Python, templates and JavaScript.

Read from the sources with `ast` and Django's own `templatize`: no gettext tools are needed, and it takes two
seconds. `tests/architecture/test_upstream_catalogue.py` holds it against `xgettext`.
"""

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

# Function -> positions of (context, msgid, plural); None: it has none.
_FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(\s*({_LITERAL})(?:\s*,\s*({_LITERAL}))?(?:\s*,\s*({_LITERAL}))?", re.S)

_JS_LITERAL = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
# Wagtail's bundles call gettext by the name their bundler gave it in the module that wraps `django.gettext`.
_JS_WRAPPER = re.compile(
    r"function (\w+)\(\w\)\{const \w=window\.django\?\.gettext;[^}]*\}"
    r"function (\w+)\(\w,\w,\w\)\{const \w=window\.django\?\.ngettext;[^}]*\}"
    r"\w\.d\(\w,\{(\w+):\(\)=>(\w+),(\w+):\(\)=>(\w+)\}"
)
_DJANGO = ("gettext", "ngettext")
_NOT_SHOWN = {"tests", "test", "migrations", "locale", "project_template"}


@dataclass(frozen=True, order=True)
class Message:
    """One msgid as a catalogue keys it; `context` and `plural` are empty when there is none."""

    domain: str
    msgid: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What two places must share to be one entry: a plural does not make another."""
        return self.domain, self.context, self.msgid


def messages_of(package: Path, installed: Collection[Path] = ()) -> dict[Message, str]:
    """Every message of the package in that folder and the file it was found in.

    A folder inside it with an `apps.py` is an application of its own: it speaks only where it is `installed`, and so
    do the templates that the package holds under its name.
    """
    others = {path.parent for path in package.rglob("apps.py") if path.parent != package}
    silent = _names(others, package) - _names(others & set(installed), package)
    top = package
    while (top.parent / "__init__.py").exists():
        top = top.parent
    found: dict[Message, str] = {}
    for path in sorted(package.rglob("*")):
        folders = path.relative_to(package).parts[:-1]
        if folders[:1] == ("templates",) and folders[1:2] and folders[1] in silent:
            continue
        if _NOT_SHOWN.isdisjoint(folders) and others.isdisjoint(path.parents):
            for message in _messages_in(path):
                found.setdefault(message, str(path.relative_to(top.parent)))
    listed = package / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    for message in _listed_in(listed):
        found.setdefault(message, str(listed.relative_to(top.parent)))
    return found


def _names(folders: set[Path], package: Path) -> set[str]:
    return {folder.relative_to(package).parts[0] for folder in folders}


def _messages_in(path: Path) -> Iterator[Message]:
    if path.suffix == ".py":
        yield from python_messages(path.read_text())
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        yield from template_messages(path.read_text())
    elif path.suffix == ".js" and "static" in path.parts and "vendor" not in path.parts:
        yield from script_messages(path.read_text(), wrapper_of(path))


def python_messages(source: str) -> Iterator[Message]:
    """Literal arguments of the gettext functions; implicit concatenation is one literal to `ast`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _FUNCTIONS:
            yield from _message(name, [a.value if isinstance(a, ast.Constant) else None for a in node.args])


def template_messages(source: str) -> Iterator[Message]:
    """{% translate %}, {% blocktranslate %} and _("…") in a template."""
    for match in _IN_TEMPLATE.finditer(templatize(source)):
        yield from _message(match[1], [ast.literal_eval(text) if text else None for text in match.groups()[1:]])


def _message(function: str, values: list[object]) -> Iterator[Message]:
    texts = [value if isinstance(value, str) else None for value in values] + [None] * 3
    context, msgid, plural = (None if at is None else texts[at] for at in _FUNCTIONS[function])
    if msgid:
        yield Message("django", msgid, plural or "", context or "")


def wrapper_of(path: Path) -> tuple[str, str]:
    """The names by which that bundle calls gettext and ngettext: Django's own, unless a bundler renamed them."""
    vendor = path.with_name("vendor.js")
    match = _JS_WRAPPER.search(vendor.read_text()) if vendor.exists() else None
    if match is None:
        return _DJANGO
    exported = {match[4]: match[3], match[6]: match[5]}
    return exported[match[1]], exported[match[2]]


def script_messages(source: str, wrapper: tuple[str, str] = _DJANGO) -> Iterator[Message]:
    """`gettext("…")` and `(0,m.AP)("…")`, `ngettext("…","…",n)` and its like."""
    single, plural = ("|".join({re.escape(name), own}) for name, own in zip(wrapper, _DJANGO, strict=True))
    for match in re.finditer(rf"(?<![\w$])(?:{single})\)?\(\s*{_JS_LITERAL}", source):
        yield Message("djangojs", _js_text(match[1]))
    for match in re.finditer(rf"(?<![\w$])(?:{plural})\)?\(\s*{_JS_LITERAL}\s*,\s*{_JS_LITERAL}", source):
        yield Message("djangojs", _js_text(match[1]), _js_text(match[2]))


def _js_text(literal: str) -> str:
    # The escapes of a JavaScript literal that occur in texts are Python's too.
    if literal.startswith("`"):
        literal = '"""' + literal[1:-1].replace('"', '\\"') + '"""'
    return str(ast.literal_eval(literal))


def _listed_in(path: Path) -> Iterator[Message]:
    """What a library's own English catalogue of JavaScript lists: made from sources that are not all shipped."""
    for entry in polib.pofile(str(path)) if path.exists() else ():
        if not entry.obsolete:
            yield Message("djangojs", entry.msgid, entry.msgid_plural, entry.msgctxt or "")
